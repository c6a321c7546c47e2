import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chinaInstant, chinaWeekday, endOfChinaDay, startOfChinaDay, toChinaDate, toChinaTime } from './china-time.ts';

const intl = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

describe('time in China', () => {
  it('agrees with the zone data of Asia/Shanghai for every instant of 1992–2100', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1992, 0, 1), max: Date.UTC(2100, 11, 31) }), (instant) => {
        expect(`${toChinaDate(instant)} ${toChinaTime(instant)}`).toBe(intl.format(instant));
      }),
      { numRuns: 500 },
    );
  });

  it('changes the day at midnight in China, 16:00 UTC', () => {
    const midnight = Date.UTC(2026, 10, 22, 16);
    expect(toChinaDate(midnight - 1)).toBe('2026-11-22');
    expect(toChinaDate(midnight)).toBe('2026-11-23');
    expect(startOfChinaDay('2026-11-23')).toBe(midnight);
    expect(endOfChinaDay('2026-11-22')).toBe(midnight - 1);
    expect(chinaWeekday(midnight)).toBe(1);
  });

  it('turns a clock time into its instant and back', () => {
    expect(chinaInstant('2026-11-23', '16:05')).toBe(Date.parse('2026-11-23T16:05:00+08:00'));
    expect(toChinaTime(chinaInstant('2026-11-23', '00:00'))).toBe('00:00');
  });

  it.each(['24:00', '7:30', '12:60', ''])('refuses the clock time “%s”', (time) => {
    expect(() => chinaInstant('2026-11-23', time)).toThrow('不是有效时间');
  });
});
