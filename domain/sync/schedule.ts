/** Between two rounds of sync where nobody asks for one, in milliseconds; a setting. */
export const DEFAULT_PERIOD_MS = 5 * 60_000;

const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 15 * 60_000;

/**
 * How long to wait after so many failures in a row, in milliseconds: twice as long each time, up to a quarter of an
 * hour, with jitter so that the stations of a city do not all come back at the same moment. `random` is in [0, 1).
 */
export function retryDelay(failures: number, random: number): number {
  const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, Math.min(failures, 30) - 1));
  return Math.round(longest * (0.5 + random / 2));
}
