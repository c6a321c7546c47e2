/** Bounds of one batch (SYNC-9). */
export interface BatchLimits {
  /** Bytes of headers and payloads before compression. */
  readonly bytes: number;
  readonly count: number;
}

/** What the city takes at most in one request. */
export const MAX_BATCH: BatchLimits = { bytes: 8 * 1024 * 1024, count: 5_000 };

/** What a station begins with, before it knows its line. */
export const FIRST_BATCH: BatchLimits = { bytes: 2 * 1024 * 1024, count: 1_000 };

/** What a line that breaks is still tried with: less would not arrive sooner, and only cost more calls. */
export const LEAST_BATCH: BatchLimits = { bytes: 64 * 1024, count: 32 };

/** How many of the next things go into one batch: at least one, however large it is, so that nothing is stuck. */
export function batchLength(sizes: readonly number[], limits: BatchLimits): number {
  let bytes = 0;
  let length = 0;
  for (const size of sizes) {
    bytes += size;
    if (length >= limits.count || (length > 0 && bytes > limits.bytes)) break;
    length += 1;
  }
  return length;
}

/** Half of it, never less than `least`: after a 413 one action, for whatever is on the way may take no more. */
export function halved({ bytes, count }: BatchLimits, least: BatchLimits = { bytes: 1, count: 1 }): BatchLimits {
  const half = (value: number, bound: number) => Math.max(Math.min(value, bound), Math.floor(value / 2));
  return { bytes: half(bytes, least.bytes), count: half(count, least.count) };
}

/** After a batch that went through quickly. */
export function grown({ bytes, count }: BatchLimits): BatchLimits {
  return { bytes: Math.min(MAX_BATCH.bytes, bytes * 2), count: Math.min(MAX_BATCH.count, count * 2) };
}
