import { expect, it } from 'vitest';
import { lunarFestivals } from './lunar-festivals.ts';
import { addDays, daysBetween } from './plain-date.ts';

const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' });

/** The day of this year, from `first` on, on which ICU's lunar calendar reads so. */
function byIcu(year: number, first: string, text: string): string | undefined {
  for (let day = `${year}-${first}`; day < `${year}-12-31`; day = addDays(day, 1)) {
    if (lunar.format(Date.parse(day)) === text) return day;
  }
  return undefined;
}

it('the lunar festivals are those of another calendar too, give or take the day on which tables of new moons differ', () => {
  let differing = 0;
  for (let year = 2000; year <= 2100; year += 1) {
    const found = lunarFestivals(year);
    for (const [day, first, text] of [
      [found?.spring, '01-15', '1/1'],
      [found?.dragonBoat, '05-20', '5/5'],
      [found?.midAutumn, '09-01', '8/15'],
    ] as const) {
      const apart = Math.abs(daysBetween(day ?? '', byIcu(year, first, text) ?? ''));
      expect(apart, `${year} ${text}`).toBeLessThanOrEqual(1);
      differing += apart;
    }
  }
  expect(differing).toBeLessThan(5);
});

it.each([
  [2026, '2026-02-17', '2026-06-19', '2026-09-25'],
  [2027, '2027-02-06', '2027-06-09', '2027-09-15'],
])('%s as announced', (year, spring, dragonBoat, midAutumn) => {
  expect(lunarFestivals(year)).toEqual({ spring, dragonBoat, midAutumn });
});

it('outside the years of calendar files there is none', () => {
  expect(lunarFestivals(1999)).toBeNull();
  expect(lunarFestivals(2101)).toBeNull();
});
