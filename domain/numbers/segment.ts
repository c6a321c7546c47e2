/** Letters that nobody mixes up when they are read out; no digits, since the counter follows. */
export const SEGMENT_LETTERS = 'ACDEFHJKMNPRTUWXY';

/** Letters of a station's own segment, and of one that is made in doubt: the two are never the same. */
const OWN_LENGTH = 3;
const DOUBT_LENGTH = 4;

function letters(bytes: Uint8Array, length: number): string {
  return Array.from({ length }, (_, index) =>
    SEGMENT_LETTERS.charAt((bytes[index] ?? 0) % SEGMENT_LETTERS.length),
  ).join('');
}

/**
 * The segment that names one life of a station in numbers which no block covers (SYNC-15). From the digest of station
 * and life, so that a station knows it without the city; `attempt` makes another where the city gave that one already.
 */
export function segmentOf(
  { stationId, incarnation }: { readonly stationId: string; readonly incarnation: number },
  digest: (bytes: Uint8Array) => string,
  attempt = 0,
): string {
  const named = `${stationId} ${incarnation}${attempt === 0 ? '' : ` ${attempt}`}`;
  const hex = digest(new TextEncoder().encode(named));
  const bytes = Uint8Array.from({ length: OWN_LENGTH }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
  return letters(bytes, OWN_LENGTH);
}

/** Random bytes that {@link doubtSegment} takes. */
export const DOUBT_BYTES = DOUBT_LENGTH;

/**
 * A segment for a store that may be an old copy of itself: what a copy counted on with would be counted twice, so it
 * begins a count of its own each time.
 */
export function doubtSegment(randomBytes: Uint8Array): string {
  return letters(randomBytes, DOUBT_LENGTH);
}
