import { expect, test } from 'vitest';
import { CITY_CHECK_LATE_MS, cityStanding } from './city-standing.ts';

test('a city is late from three days on, by a clock that was set back too, and what was found stays said (LOG-12)', () => {
  expect(cityStanding(null, 0)).toBe('never');
  const check = { endedAt: 10 * CITY_CHECK_LATE_MS, found: 0 };
  expect(cityStanding(check, check.endedAt + CITY_CHECK_LATE_MS)).toBe('fine');
  expect(cityStanding(check, check.endedAt + CITY_CHECK_LATE_MS + 1)).toBe('late');
  expect(cityStanding(check, check.endedAt - CITY_CHECK_LATE_MS - 1)).toBe('late');
  expect(cityStanding({ ...check, found: 1 }, check.endedAt)).toBe('broken');
});
