/** From so long after the last whole verification on, the city's people are told in red. */
export const CITY_CHECK_LATE_MS = 3 * 86_400_000;

/** `broken`: something was found. `late`: nothing was, and it was not looked for in three days. */
export type CityStanding = 'never' | 'fine' | 'late' | 'broken';

/** How a city stands with its history. A clock that was set, in either direction, is no reason to say that all is well. */
export function cityStanding(
  check: { readonly endedAt: number; readonly found: number } | null,
  now: number,
): CityStanding {
  if (!check) return 'never';
  if (check.found > 0) return 'broken';
  return Math.abs(now - check.endedAt) > CITY_CHECK_LATE_MS ? 'late' : 'fine';
}
