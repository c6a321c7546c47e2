import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, fromDayNumber, isPlainDate, plainDateSchema, weekdayOf } from './plain-date.ts';

describe('plain dates', () => {
  it.each(['2026-02-30', '2025-02-29', '2026-13-01', '2026-00-10', '2026-1-5', '26-01-05', '0026-01-05', '', 'x'])(
    'refuses %s',
    (text) => {
      expect(isPlainDate(text)).toBe(false);
      expect(() => addDays(text, 1)).toThrow('不是有效日期');
    },
  );

  it('knows leap days', () => {
    expect(isPlainDate('2028-02-29')).toBe(true);
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
  });

  it('says in Chinese what is wrong', () => {
    expect(plainDateSchema.safeParse('2026-02-30').error?.issues[0]?.message).toContain('不是有效日期');
  });

  it('knows that 2026-11-23 is a Monday', () => expect(weekdayOf('2026-11-23')).toBe(1));

  it('adds and measures days consistently', () => {
    const day = fc.integer({ min: -20_000, max: 60_000 });
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (number, days) => {
        const date = fromDayNumber(number);
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(weekdayOf(addDays(date, 7))).toBe(weekdayOf(date));
      }),
    );
  });
});
