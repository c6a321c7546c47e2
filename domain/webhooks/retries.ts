const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

/** Between one try to deliver an event and the next, in ms: about three days in all. */
const DELAYS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  1 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
  24 * HOUR,
];

/** How often an event is tried before it is put on the list of dead letters. */
export const MAX_ATTEMPTS = DELAYS.length + 1;

/**
 * How long to wait after so many failed tries, in ms, with up to a fifth more, so that what failed together does not
 * come back together; null where no further try is made. `random` is in [0, 1).
 */
export function deliveryDelay(attempts: number, random: number): number | null {
  const delay = DELAYS[attempts - 1];
  return delay === undefined ? null : Math.round(delay * (1 + random / 5));
}
