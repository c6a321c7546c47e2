import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../../../center/sample/random.ts';

/** What a line can do to a call. */
export const lineFaults = [
  'refused',
  'answer_lost',
  'cut',
  'too_large',
  'server_error',
  'sent_twice',
  'delayed',
  'reordered',
] as const;
export type LineFault = (typeof lineFaults)[number];

export interface Line {
  readonly fetch: typeof globalThis.fetch;
  /** From now on it is bad; before, every call goes through. */
  break(): void;
  /** From now on every call goes through. Resolves when what was held back has arrived. */
  heal(): Promise<void>;
  readonly happened: Readonly<Record<LineFault, number>>;
}

const ODDS: readonly (readonly [LineFault | null, number])[] = [
  [null, 120],
  ['refused', 6],
  ['answer_lost', 7],
  ['cut', 7],
  ['too_large', 5],
  ['server_error', 4],
  ['sent_twice', 4],
  ['delayed', 3],
  ['reordered', 4],
];

/** Milliseconds of a delay at most: others overtake the call meanwhile, and the run stays short. */
const MOST_DELAY_MS = 12;

/**
 * A bad line: it loses requests and answers, cuts answers in half, sends a request twice at the same time, lets it wait,
 * holds it back until later ones have arrived, and answers by itself.
 */
export function badLine(random: Random): Line {
  const happened = Object.fromEntries(lineFaults.map((fault) => [fault, 0])) as Record<LineFault, number>;
  const heldBack: (() => Promise<void>)[] = [];
  let isWhole = true;

  async function deliverHeldBack(): Promise<void> {
    for (const deliver of heldBack.splice(0)) await deliver();
  }

  async function faulty(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const fault = isWhole ? null : random.weighted(ODDS);
    if (fault === null) {
      const response = await fetch(input, init);
      if (heldBack.length > 0 && random.chance(0.5)) await deliverHeldBack();
      return response;
    }
    happened[fault] += 1;
    switch (fault) {
      case 'refused':
        throw new TypeError('the line is down');
      case 'answer_lost':
        // The city has done it all: only its answer is lost.
        await fetch(input, init);
        throw new TypeError('connection reset');
      case 'cut': {
        const response = await fetch(input, init);
        const text = await response.text();
        const { status, headers } = response;
        const part = text.slice(0, random.int(0, Math.max(0, text.length - 1)));
        return new Response(part, { status, headers: { 'content-type': headers.get('content-type') ?? '' } });
      }
      case 'too_large':
        return new Response('', { status: 413 });
      case 'server_error':
        return new Response('', { status: random.pick([500, 502, 503]) });
      case 'sent_twice': {
        const [first, second] = await Promise.all([fetch(input, init), fetch(input, init)]);
        return random.chance(0.5) ? first : second;
      }
      case 'delayed':
        await wait(random.int(1, MOST_DELAY_MS));
        return fetch(input, init);
      case 'reordered': {
        // The caller has given up by then, and its next calls overtake this one.
        const { signal: _, ...rest } = init ?? {};
        heldBack.push(async () => {
          // Where nobody listens any more it is lost, as any request.
          await fetch(input, rest).catch(() => undefined);
        });
        throw new TypeError('no answer in time');
      }
    }
  }

  return {
    fetch: faulty,
    break() {
      isWhole = false;
    },
    async heal() {
      isWhole = true;
      await deliverHeldBack();
    },
    happened,
  };
}
