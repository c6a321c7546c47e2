import { chainAccess } from '../log/access.ts';
import type { HashSuite } from '../log/action.ts';
import { emptyJournal, type JournalEnd, suiteOfDigest } from '../log/journal.ts';
import { type Finding, finding } from './findings.ts';
import type { Anchored } from './verify-actions.ts';

/** An entry of the access log as a store keeps it. */
export interface KeptEntry {
  /** 1, 2, 3 … without a gap. */
  readonly position: number;
  readonly at: number;
  readonly staffId: string;
  readonly kind: string;
  readonly subject: string;
  readonly reason: string | null;
  /** Of the log up to this entry; null in entries from before it was chained. */
  readonly digest: string | null;
}

/** Walks the access log in its order (LOG-11), and says of each entry whether it is as it was written. */
export class AccessVerifier {
  readonly #suite: HashSuite;
  readonly #known: ReadonlyMap<number, Anchored>;
  #end: JournalEnd;
  #chained = false;

  /** `known`: what the other side was told of this log (LOG-13), by the count of entries it is over. */
  constructor(suite: HashSuite, start: JournalEnd = emptyJournal, known: ReadonlyMap<number, Anchored> = new Map()) {
    this.#suite = suite;
    this.#known = known;
    this.#end = start;
  }

  /** Entries up to here were read. */
  get position(): number {
    return this.#end.count;
  }

  take(entry: KeptEntry): Finding[] {
    const { position, digest } = entry;
    const gap = position - this.#end.count - 1;
    const suite = suiteOfDigest(digest ?? '', this.#suite);
    const next = chainAccess({ count: position - 1, digest: this.#end.digest }, entry, suite);
    // What is behind a change is compared with what was kept behind it: each change is named once.
    this.#end = digest === null ? next : { count: position, digest };
    if (gap > 0) return [finding('access', 'entry_missing', { from: position - gap, to: position - 1 })];
    const isChanged = digest === null ? this.#chained : digest !== next.digest;
    this.#chained ||= digest !== null;
    const known = this.#known.get(position);
    const isRewritten = known !== undefined && known.digest !== this.#end.digest;
    return [
      ...(isChanged ? [finding('access', 'entry_changed', { n: position })] : []),
      ...(isRewritten ? [finding('anchors', 'access_changed', { when: known.when, n: position })] : []),
    ];
  }

  finish(end: JournalEnd): Finding[] {
    if (end.count === this.#end.count && end.digest === this.#end.digest) return [];
    return [finding('access', 'entry_tail', { expected: end.count, found: this.#end.count })];
  }
}
