import type { Random } from '../../../center/sample/random.ts';

/** What a line can do to a call. */
export const lineFaults = ['refused', 'answer_lost', 'cut', 'too_large', 'server_error', 'twice'] as const;
export type LineFault = (typeof lineFaults)[number];

export interface Line {
  readonly fetch: typeof globalThis.fetch;
  /** From now on every call goes through. */
  heal(): void;
  readonly happened: Readonly<Record<LineFault, number>>;
}

const ODDS: readonly (readonly [LineFault | null, number])[] = [
  [null, 60],
  ['refused', 8],
  ['answer_lost', 8],
  ['cut', 8],
  ['too_large', 6],
  ['server_error', 5],
  ['twice', 5],
];

/** A bad line: it loses requests and answers, cuts answers in half, sends a request twice, and answers by itself. */
export function badLine(random: Random): Line {
  const happened = Object.fromEntries(lineFaults.map((fault) => [fault, 0])) as Record<LineFault, number>;
  let healed = false;

  async function faulty(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const fault = healed ? null : random.weighted(ODDS);
    if (fault === null) return fetch(input, init);
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
      case 'twice':
        await fetch(input, init);
        return fetch(input, init);
    }
  }

  return {
    fetch: faulty,
    heal() {
      healed = true;
    },
    happened,
  };
}
