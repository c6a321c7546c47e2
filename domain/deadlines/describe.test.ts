import { describe, expect, it } from 'vitest';
import { createCalendar } from './calendar.ts';
import { judicialConfirmationDeadline } from './case-deadline.ts';
import { chinaInstant as at, endOfChinaDay } from './china-time.ts';
import { describeConfirmation, describeDueAt, describeRemaining } from './describe.ts';

const calendar = createCalendar();
const words = (dueAt: number, now: number, style?: 'full' | 'short') =>
  describeRemaining({ dueAt }, now, calendar, style);

describe('what remains, in words', () => {
  it.each([
    ['还剩 22 小时 24 分', at('2026-11-24', '16:12'), at('2026-11-23', '17:48')],
    ['还剩 55 分', at('2026-11-23', '17:00'), at('2026-11-23', '16:05')],
    ['还剩 1 小时 10 分', at('2026-11-23', '17:15'), at('2026-11-23', '16:05')],
    ['还剩 2 小时', at('2026-11-23', '18:05'), at('2026-11-23', '16:05')],
    ['还剩 2 天 3 小时', at('2026-11-25', '19:05'), at('2026-11-23', '16:05')],
    ['还剩不到 1 分', at('2026-11-23', '16:05') + 59_999, at('2026-11-23', '16:05')],
    ['还剩 4 天', endOfChinaDay('2026-11-27'), at('2026-11-23', '16:05')],
    ['还剩 1 天', endOfChinaDay('2026-11-24'), at('2026-11-23', '00:00')],
    ['今天最后一天', endOfChinaDay('2026-11-23'), at('2026-11-23', '23:59')],
    ['超 3 小时 20 分', at('2026-11-23', '12:45'), at('2026-11-23', '16:05')],
    ['刚刚超期', at('2026-11-23', '16:05'), at('2026-11-23', '16:05') + 1],
    ['超 1 个工作日', endOfChinaDay('2026-11-20'), at('2026-11-23', '16:05')],
    ['超 2 个工作日', at('2026-11-20', '17:30'), at('2026-11-24', '16:05')],
    ['超 3 小时', endOfChinaDay('2026-11-20'), at('2026-11-21', '03:00')],
    ['超 1 天 10 小时', endOfChinaDay('2026-11-20'), at('2026-11-22', '10:00')],
    ['超 1 个工作日', endOfChinaDay('2026-09-30'), at('2026-10-08', '09:00')],
  ])('%s', (text, dueAt, now) => {
    expect(words(dueAt, now)).toBe(text);
  });

  it('leaves out what a narrow column has no room for', () => {
    const now = at('2026-11-23', '16:05');
    expect(words(at('2026-11-24', '15:10'), now, 'short')).toBe('还剩 23 小时');
    expect(words(at('2026-11-23', '17:15'), now, 'short')).toBe('还剩 1 小时 10 分');
    expect(words(at('2026-11-25', '19:05'), now, 'short')).toBe('还剩 2 天');
  });
});

describe('by when, in words', () => {
  it.each([
    ['今天 17:00 前', at('2026-11-23', '17:00'), false],
    ['明天 15:10 前', at('2026-11-24', '15:10'), false],
    ['今天 24:00 前', endOfChinaDay('2026-11-23'), false],
    ['明天 24:00 前', endOfChinaDay('2026-11-24'), false],
    ['11-25 前', endOfChinaDay('2026-11-25'), false],
    ['2027-01-08 前（暂定）', endOfChinaDay('2027-01-08'), true],
  ])('%s', (text, dueAt, provisional) => {
    expect(describeDueAt({ dueAt, provisional }, at('2026-11-23', '16:05'))).toBe(text);
  });
});

describe('the countdown of the court’s confirmation (人民调解法 33)', () => {
  const due = judicialConfirmationDeadline('2026-11-23', calendar);
  it.each([
    ['司法确认 申请到 2026-12-23，还剩 30 天', '', '2026-11-23'],
    ['司法确认 申请到 2026-12-23，还剩 11 天', '', '2026-12-12'],
    ['司法确认 申请到 2026-12-23，还剩 10 天', 'soon', '2026-12-13'],
    ['司法确认 申请到 2026-12-23，还剩 8 天', 'soon', '2026-12-15'],
    ['司法确认 申请到 2026-12-23，还剩 7 天', 'late', '2026-12-16'],
    ['司法确认 申请到 2026-12-23，今天最后一天', 'late', '2026-12-23'],
    ['司法确认 已过申请期限（到 2026-12-23）', 'muted', '2026-12-24'],
  ])('%s: amber in the last ten days, red from five working days on, neutral once over', (text, tone, today) => {
    expect(describeConfirmation(due, at(today, '16:05'), calendar)).toMatchObject({ text, tone });
  });

  it('is red earlier in days where a holiday takes working days away (国庆节)', () => {
    const overNationalDay = judicialConfirmationDeadline('2026-09-10', calendar);
    const tone = (today: string) => describeConfirmation(overNationalDay, at(today, '09:00'), calendar).tone;
    // 30 September, 8, 9 and the make-up Saturday 10 October: four working days in eleven.
    expect([tone('2026-09-27'), tone('2026-09-29')]).toEqual(['', 'late']);
  });

  it('says 暂定 where the last day is not sure yet', () => {
    const year = Math.max(...calendar.knownYears());
    const late = judicialConfirmationDeadline(`${year}-12-15`, calendar);
    expect(describeConfirmation(late, at(`${year}-12-16`, '09:00'), calendar).text).toContain('（暂定），还剩');
  });
});
