import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageAt, findDateProblem, formatChineseDate, formatInstant, plainDate, plainDateAt } from './chinese-date.ts';

describe('plainDate', () => {
  it('accepts real days and refuses 30 February by name', () => {
    expect(plainDate.parse('2024-02-29')).toBe('2024-02-29');
    expect(findDateProblem('2026-02-30')).toBe('2026 年 2 月没有 30 日，请核对日期');
    expect(findDateProblem('2026-02-29')).toContain('没有 29 日');
    expect(findDateProblem('1900-02-29')).toContain('没有 29 日');
    expect(findDateProblem('2026-13-01')).toContain('没有 13 月');
    expect(findDateProblem('2026-00-01')).toContain('没有 0 月');
    expect(findDateProblem('2026-11-00')).toContain('不能是 0');
    expect(findDateProblem('2026-4-1')).toContain('2026-11-23 的样子');
    expect(findDateProblem('2026-11-23T00:00')).toContain('的样子');
    expect(plainDate.safeParse(undefined).error?.issues[0]?.message).toBe('请填写日期');
  });

  it('agrees with the calendar of the platform on every day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 9999 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        (year, month, day) => {
          const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
          const date = new Date(`${text}T00:00:00Z`);
          const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
          expect(findDateProblem(text) === null).toBe(exists);
        },
      ),
    );
  });
});

describe('dates in words', () => {
  it('prints a date as documents have it, and throws on what is none', () => {
    expect(formatChineseDate('2026-11-03')).toBe('2026年11月3日');
    expect(() => formatChineseDate('2026-02-30')).toThrow(RangeError);
  });

  it('counts full years, the birthday included (周岁)', () => {
    expect(ageAt('1978-03-12', '2026-11-23')).toBe(48);
    expect(ageAt('2008-11-23', '2026-11-23')).toBe(18);
    expect(ageAt('2008-11-24', '2026-11-23')).toBe(17);
    expect(ageAt('2008-02-29', '2026-02-28')).toBe(17);
    expect(ageAt('2026-11-23', '2026-11-23')).toBe(0);
    expect(ageAt('2026-11-24', '2026-11-23')).toBeNull();
  });
});

describe('instants', () => {
  it('are shown as a clock in China has them, across the year and at midnight', () => {
    expect(formatInstant(Date.UTC(2026, 10, 23, 8, 5))).toBe('2026-11-23 16:05');
    expect(formatInstant(Date.UTC(2026, 11, 31, 16, 0))).toBe('2027-01-01 00:00');
    expect(plainDateAt(Date.UTC(2026, 11, 31, 15, 59))).toBe('2026-12-31');
  });

  it('do not depend on the zone of the machine', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1992, 0, 1), max: Date.UTC(2200, 0, 1) }), (instant) => {
        const shifted = new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
        expect(formatInstant(instant)).toBe(shifted);
      }),
    );
  });
});
