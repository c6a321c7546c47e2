import { cityContract } from '../../../contract/city.ts';
import { type CityPage, cityPages } from '../../../domain/access/city-rights.ts';
import { proceduresOf } from '../access/id-fields.ts';
import type { Planted } from './planted.ts';
import type { Heard, Sent } from './send.ts';

/** All that the table of rights has. */
export const pages = Object.keys(cityPages) as CityPage[];
export const calls = [...proceduresOf(cityContract)];

/** What is tried; each of them must have happened. */
export const requestKinds = [
  ...(['route', 'call', 'form', 'markup', 'guess', 'cross_scope', 'replay'] as const),
  ...(['path', 'malformed', 'bomb', 'oversized', 'image'] as const),
] as const;
/** The same at desks: of a center, and hosted ones. */
export const deskKinds = [
  ...(['desk_route', 'desk_call', 'desk_cross', 'desk_markup', 'desk_malformed', 'desk_oversized'] as const),
] as const;
export type DeskKind = (typeof deskKinds)[number];
export type RequestKind = (typeof requestKinds)[number] | DeskKind;
export const isDeskKind = (kind: RequestKind): kind is DeskKind => (deskKinds as readonly string[]).includes(kind);

const MOST_KEPT = 20;

/** Counts what was sent, and keeps what the answers have wrong. */
export class Hearing {
  readonly kinds: Record<RequestKind, number>;
  /** Routes and calls of the table of rights, by how often each was asked. */
  readonly reached = new Map<string, number>();
  readonly statuses = new Map<number, number>();
  readonly failures: string[] = [];
  readonly leaks: string[] = [];
  readonly replaysTaken: string[] = [];
  /** Connections that the server ended without a word. */
  cut = 0;
  readonly #marks: readonly string[];

  constructor(planted: readonly Planted[]) {
    this.kinds = Object.fromEntries([...requestKinds, ...deskKinds].map((kind) => [kind, 0])) as Record<
      RequestKind,
      number
    >;
    this.#marks = planted.flatMap(({ marks }) => marks);
  }

  get sent(): number {
    return Object.values(this.kinds).reduce((sum, count) => sum + count, 0);
  }

  /** `marks`: words that who asked may not be told; those of the city's residents unless given. */
  judge(
    kind: RequestKind,
    { method, path }: Pick<Sent, 'method' | 'path'>,
    { status, text }: Heard,
    marks: readonly string[] = this.#marks,
  ): void {
    this.kinds[kind] += 1;
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    const what = `${kind} ${method} ${path.slice(0, 120)}`;
    if (status === 0) this.cut += 1;
    // A city that is older than who asks says so by this status, and has not failed.
    const isFailure = status >= 500 && !(status === 501 && text.includes('SERVER_TOO_OLD'));
    if (isFailure && this.failures.length < MOST_KEPT) this.failures.push(`${what}: ${status} ${text.slice(0, 200)}`);
    const told = marks.find((mark) => text.includes(mark));
    if (told !== undefined) this.leak(`${what} tells ${told}`);
  }

  leak(words: string): void {
    if (this.leaks.length < MOST_KEPT) this.leaks.push(words);
  }

  ask(line: string): void {
    this.reached.set(line, (this.reached.get(line) ?? 0) + 1);
  }
}

/** Lines of the table of rights that were never asked. */
export function unasked({ reached }: Pick<Hearing, 'reached'>, deskLines: readonly string[]): readonly string[] {
  return [...pages, ...calls.map(([name]) => name), ...deskLines].filter((line) => !reached.has(line));
}
