import { setTimeout } from 'node:timers/promises';

/** Bytes that go at once: large enough that a timer for each costs nothing, small enough that a slow line stays even. */
const PIECE_BYTES = 16 * 1024;

/** Keeps the rate of everything that passes, in the order in which it came. */
export interface RateLimiter {
  /** Resolves when so many bytes may go. @throws the signal's reason. */
  take(bytes: number, signal?: AbortSignal): Promise<void>;
}

/** One for each direction, shared by everything that a center sends and fetches. */
export interface LineLimiter {
  readonly up: RateLimiter;
  readonly down: RateLimiter;
}

/** `bytesPerSecond` is asked for each piece, so that a change holds at once; 0 for no limit. */
export function createRateLimiter(bytesPerSecond: () => number): RateLimiter {
  /** When the last of what was taken has gone, by `performance.now()`. */
  let goneAt = 0;
  return {
    async take(bytes, signal) {
      const rate = bytesPerSecond();
      if (rate <= 0 || bytes <= 0) return;
      const now = performance.now();
      goneAt = Math.max(goneAt, now) + (bytes / rate) * 1_000;
      if (goneAt > now) await setTimeout(goneAt - now, undefined, signal ? { signal } : {});
    },
  };
}

export function createLineLimiter(bytesPerSecond: () => number): LineLimiter {
  return { up: createRateLimiter(bytesPerSecond), down: createRateLimiter(bytesPerSecond) };
}

/** The same bytes, no faster than the limiter lets them. */
export async function* paced(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limiter: RateLimiter,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    for (let at = 0; at < chunk.byteLength; at += PIECE_BYTES) {
      const piece = chunk.subarray(at, at + PIECE_BYTES);
      await limiter.take(piece.byteLength, signal);
      yield piece;
    }
  }
}
