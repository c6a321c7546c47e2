import { describe, expect, test } from 'vitest';
import { createCalendar } from '../deadlines/calendar.ts';
import { confirmationPeriod, lateApplication } from './period.ts';

const calendar = createCalendar();

describe('30 days from the day of effect, which is not counted; a day off moves to the next working day (民事诉讼法 85, 205)', () => {
  test.each([
    ['2026-11-23', '2026-12-23', 'an ordinary Wednesday'],
    ['2026-05-06', '2026-06-05', 'a month of 31 days'],
    ['2024-01-31', '2024-03-01', 'over 29 February of a leap year'],
    ['2023-01-30', '2023-03-01', 'over 28 February of a common year'],
    ['2024-01-30', '2024-02-29', 'onto 29 February itself'],
    ['2026-10-22', '2026-11-23', 'Saturday to Monday'],
    ['2026-10-23', '2026-11-23', 'Sunday to Monday'],
    ['2025-12-02', '2026-01-04', 'over the year’s end: New Year is off until 3 January, the 4th is a make-up Sunday'],
    ['2024-12-02', '2025-01-02', 'New Year is off on 1 January only'],
    ['2025-09-01', '2025-10-09', 'National Day and Mid-Autumn 2025: 1 to 8 October are off'],
    ['2026-09-01', '2026-10-08', 'National Day 2026: 1 to 7 October are off'],
    ['2026-09-10', '2026-10-10', 'the make-up Saturday after National Day 2026 counts as a working day'],
    ['2024-08-30', '2024-09-29', 'the make-up Sunday before National Day 2024 counts as a working day'],
    ['2026-01-16', '2026-02-24', 'Spring Festival 2026: 15 to 23 February are off'],
    ['2026-01-15', '2026-02-14', 'the make-up Saturday before Spring Festival 2026 counts as a working day'],
    ['2026-01-29', '2026-02-28', 'the make-up Saturday after Spring Festival 2026 counts as a working day'],
    ['2025-01-09', '2025-02-08', 'the make-up Saturday after Spring Festival 2025 counts as a working day'],
    ['2024-01-11', '2024-02-18', 'Spring Festival 2024: 10 to 17 February are off, Sunday the 18th is worked'],
  ])('%s → %s: %s', (effectiveOn, lastDay) => {
    expect(confirmationPeriod(effectiveOn, calendar)).toEqual({ lastDay, provisional: false });
  });

  test('is provisional over a year whose holidays are not announced', () => {
    const next = Math.max(...calendar.knownYears()) + 1;
    expect(confirmationPeriod(`${next - 1}-12-20`, calendar).provisional).toBe(true);
  });
});

describe('an application after the period (民事诉讼法 205)', () => {
  test.each([
    ['2026-12-23', null],
    ['2026-11-23', null],
    ['2026-12-24', '过了申请期限：协议 2026-11-23 生效，要在 2026-12-23 前共同申请（民事诉讼法第二百零五条）'],
  ])('on %s', (appliedOn, message) => {
    expect(lateApplication(appliedOn, '2026-11-23', calendar)).toBe(message);
  });

  test('is not refused where nobody knows the last day yet', () => {
    const next = Math.max(...calendar.knownYears()) + 1;
    expect(lateApplication(`${next}-03-01`, `${next - 1}-12-20`, calendar)).toBeNull();
  });
});
