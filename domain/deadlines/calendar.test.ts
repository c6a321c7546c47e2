import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from './calendar.ts';
import type { CalendarFile } from './calendar-file.ts';
import { addDays, daysBetween, fromDayNumber } from './plain-date.ts';

const calendar = createCalendar();
const lastKnown = Math.max(...calendar.knownYears());
const off = (date: string, name: string) => ({ date, name });

const next: CalendarFile = {
  year: lastKnown + 1,
  holidays: [off(`${lastKnown + 1}-01-01`, '元旦'), off(`${lastKnown}-12-31`, '元旦')],
  workdays: [],
};

describe('working days of 2026 (国务院办公厅关于 2026 年部分节假日安排的通知)', () => {
  it.each([
    ['2026-10-01', false, 'holiday', '国庆节'],
    ['2026-10-07', false, 'holiday', '国庆节'],
    ['2026-10-08', true, 'weekday', undefined],
    ['2026-09-20', true, 'makeup', '国庆节'],
    ['2026-10-10', true, 'makeup', '国庆节'],
    ['2026-10-11', false, 'weekend', undefined],
    ['2026-02-14', true, 'makeup', '春节'],
    ['2026-02-23', false, 'holiday', '春节'],
    ['2026-02-28', true, 'makeup', '春节'],
  ])('%s: working %s (%s)', (date, working, kind, name) => {
    expect(calendar.isWorkday(date)).toBe(working);
    expect(calendar.describe(date)).toEqual(name === undefined ? { kind } : { kind, name });
  });

  it('counts over 国庆 and its make-up Saturday: 30 September + 3 = 8, 9, 10 October', () => {
    expect(calendar.addWorkdays('2026-09-30', 1)).toEqual({ date: '2026-10-08', provisional: false });
    expect(calendar.addWorkdays('2026-09-30', 3)).toEqual({ date: '2026-10-10', provisional: false });
    expect(calendar.addWorkdays('2026-09-30', 4)).toEqual({ date: '2026-10-12', provisional: false });
  });

  it('rolls out of 春节 to 24 February, and leaves the make-up Saturday alone (民事诉讼法 85)', () => {
    expect(calendar.rollForward('2026-02-15').date).toBe('2026-02-24');
    expect(calendar.rollForward('2026-02-28').date).toBe('2026-02-28');
  });

  it('counts working days between two days, the first not counted', () => {
    expect(calendar.countWorkdays('2026-09-30', '2026-10-10')).toBe(3);
    expect(calendar.countWorkdays('2026-11-20', '2026-11-22')).toBe(0);
    expect(calendar.countWorkdays('2026-11-23', '2026-11-20')).toBe(0);
  });
});

describe('years', () => {
  it('knows an unbroken run of years, and none of the far future', () => {
    const years = calendar.knownYears();
    expect(years).toContain(2026);
    expect(years).toEqual(Array.from({ length: years.length }, (_, i) => lastKnown - years.length + 1 + i));
    expect(calendar.isKnownYear(lastKnown + 1)).toBe(false);
  });

  it('takes weekends alone and says provisional in a year that is not known', () => {
    const year = lastKnown + 1;
    expect(calendar.rollForward(`${year}-10-01`).provisional).toBe(true);
    expect(calendar.isWorkday(`${lastKnown + 1}-01-01`)).toBe(
      ![0, 6].includes(new Date(Date.UTC(year, 0, 1)).getUTCDay()),
    );
    expect(calendar.addWorkdays(`${lastKnown}-12-20`, 30).provisional).toBe(true);
    expect(calendar.addWorkdays(`${lastKnown}-12-20`, 1).provisional).toBe(false);
  });

  it('takes an imported year, with its days in the December before, and keeps the rest of that year', () => {
    const imported = createCalendar([next]);
    expect(imported.isKnownYear(next.year)).toBe(true);
    expect(imported.isWorkday(`${next.year}-01-01`)).toBe(false);
    expect(imported.isWorkday(`${lastKnown}-12-31`)).toBe(false);
    expect(imported.isWorkday(`${lastKnown}-10-01`)).toBe(false);
    expect(imported.addWorkdays(`${lastKnown}-12-20`, 30).provisional).toBe(false);
    expect(calendar.isKnownYear(next.year)).toBe(false);
  });

  it('lets an imported file replace a known year as a whole, the later of two files counting', () => {
    const first: CalendarFile = { year: 2026, holidays: [off('2026-10-09', '测试')], workdays: [] };
    const second: CalendarFile = { year: 2026, holidays: [off('2026-10-12', '更正')], workdays: [] };
    const corrected = createCalendar([first, second]);
    expect(corrected.isWorkday('2026-10-01')).toBe(true);
    expect(corrected.isWorkday('2026-10-09')).toBe(true);
    expect(corrected.describe('2026-10-12')).toEqual({ kind: 'holiday', name: '更正' });
    expect(corrected.isWorkday('2025-10-01')).toBe(false);
  });
});

describe('arithmetic of working days', () => {
  const date = fc.integer({ min: daysBetween('1970-01-01', '2003-01-01'), max: 24_000 }).map(fromDayNumber);
  const count = fc.integer({ min: 1, max: 60 });

  it('never counts the starting day, lands on a working day, and passes exactly n of them (民法典 201)', () => {
    fc.assert(
      fc.property(date, count, (start, n) => {
        const end = calendar.addWorkdays(start, n).date;
        expect(end > start).toBe(true);
        expect(calendar.isWorkday(end)).toBe(true);
        expect(calendar.countWorkdays(start, end)).toBe(n);
      }),
    );
  });

  it('is monotonic in the start and strictly so in n', () => {
    fc.assert(
      fc.property(date, count, fc.integer({ min: 0, max: 30 }), (start, n, later) => {
        const end = calendar.addWorkdays(start, n).date;
        expect(calendar.addWorkdays(addDays(start, later), n).date >= end).toBe(true);
        expect(calendar.addWorkdays(start, n + 1).date > end).toBe(true);
      }),
    );
  });

  it('rolls to the first working day that is not earlier (民事诉讼法 85)', () => {
    fc.assert(
      fc.property(date, (start) => {
        const rolled = calendar.rollForward(start).date;
        expect(calendar.isWorkday(rolled)).toBe(true);
        expect(rolled >= start).toBe(true);
        for (let day = start; day < rolled; day = addDays(day, 1)) expect(calendar.isWorkday(day)).toBe(false);
      }),
    );
  });

  it('adds nothing for n = 0, and refuses a broken n or date', () => {
    expect(calendar.addWorkdays('2026-10-03', 0)).toEqual({ date: '2026-10-03', provisional: false });
    for (const n of [-1, 1.5, Number.NaN]) expect(() => calendar.addWorkdays('2026-10-03', n)).toThrow(RangeError);
    expect(() => calendar.isWorkday('2026-02-30')).toThrow('不是有效日期');
  });
});
