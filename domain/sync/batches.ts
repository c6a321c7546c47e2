/** Bounds of one batch (SYNC-9). */
export interface BatchLimits {
  /** Bytes of headers and payloads before compression. */
  readonly bytes: number;
  readonly count: number;
}

/** What the city takes at most in one request; a station begins here. */
export const MAX_BATCH: BatchLimits = { bytes: 4 * 1024 * 1024, count: 2_000 };

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

/** After a 413: half of it, never less than one action. */
export function halved({ bytes, count }: BatchLimits): BatchLimits {
  return { bytes: Math.max(1, Math.floor(bytes / 2)), count: Math.max(1, Math.floor(count / 2)) };
}

/** After a batch that went through: slowly back to what the city takes. */
export function grown({ bytes, count }: BatchLimits): BatchLimits {
  return { bytes: Math.min(MAX_BATCH.bytes, bytes * 2), count: Math.min(MAX_BATCH.count, count * 2) };
}
