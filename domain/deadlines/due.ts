import type { Calendar, CalendarDay } from './calendar.ts';
import { chinaInstant, endOfChinaDay, toChinaDate } from './china-time.ts';
import type { Limit } from './limits.ts';
import { addDays } from './plain-date.ts';

/** When a period ends. Instants in ms since 1970 UTC. */
export type Due = {
  /** The last millisecond at which the deadline is still kept: 23:59:59.999 for the 24:00 of 民法典 203. */
  readonly dueAt: number;
  /** From here on it is shown amber. */
  readonly warnAt: number;
  /** Shown as 暂定: it ends in, or was counted through, a year whose holidays are not announced yet. */
  readonly provisional: boolean;
};

export type DueInput = {
  readonly limit: Pick<Limit, 'amount' | 'unit' | 'rollsForward'>;
  /** The instant of the event that starts the period. */
  readonly start: number;
  readonly calendar: Calendar;
  /** Calendar days agreed on top, added to the last day (24 hours each for a limit in hours). Whole, ≥ 0. */
  readonly extensionDays?: number;
  /** Percent of the period, 80 when not given. */
  readonly warnPercent?: number;
  /** End of the last day of a limit in working days: `24:00` (when not given), or the hour at which the office closes. */
  readonly officeClosesAt?: string;
};

const HOUR_MS = 3_600_000;

/**
 * The end of a period. Hours run by the clock from the instant of the start. Days and working days: the starting day is
 * not counted, and the period ends with the last day in China (民法典 201 and 203). A limit marked `rollsForward` whose
 * last day is no working day ends with the next one; an extended limit in working days does too.
 * Throws RangeError on a negative or broken `extensionDays`.
 */
export function computeDue(input: DueInput): Due {
  const { limit, start, calendar, extensionDays = 0, warnPercent = 80, officeClosesAt = '24:00' } = input;
  if (!Number.isSafeInteger(extensionDays) || extensionDays < 0) {
    throw new RangeError(`延长天数要是不小于 0 的整数：${extensionDays}`);
  }
  if (limit.unit === 'hour') {
    return withWarning(start, start + (limit.amount + 24 * extensionDays) * HOUR_MS, warnPercent, false);
  }
  const last = lastDay(limit, start, calendar, extensionDays);
  const closes = limit.unit === 'workday' ? officeClosesAt : '24:00';
  const dueAt = closes === '24:00' ? endOfChinaDay(last.date) : chinaInstant(last.date, closes);
  return withWarning(start, dueAt, warnPercent, last.provisional);
}

function lastDay(limit: DueInput['limit'], start: number, calendar: Calendar, extensionDays: number): CalendarDay {
  const startDate = toChinaDate(start);
  const counted: CalendarDay =
    limit.unit === 'workday'
      ? calendar.addWorkdays(startDate, limit.amount)
      : { date: addDays(startDate, limit.amount), provisional: false };
  const extended = addDays(counted.date, extensionDays);
  // Of a last day in an unknown year nobody can say yet whether it is a day off, rolled or not.
  const unknown = !calendar.isKnownYear(Number(extended.slice(0, 4)));
  const rolls = limit.rollsForward || limit.unit === 'workday';
  const last = rolls ? calendar.rollForward(extended) : { date: extended, provisional: false };
  return { date: last.date, provisional: counted.provisional || last.provisional || unknown };
}

/** A due instant that is fixed by other means (a date of performance), with its warning counted from `start`. */
export function withWarning(start: number, dueAt: number, warnPercent: number, provisional: boolean): Due {
  return { dueAt, warnAt: start + Math.floor(((dueAt - start) * warnPercent) / 100), provisional };
}

export type DeadlineStatus = 'ok' | 'warning' | 'overdue';

/** Status at the instant `now`, and the ms that remain (negative once overdue). */
export function deadlineStatus(
  due: Pick<Due, 'dueAt' | 'warnAt'>,
  now: number,
): { readonly status: DeadlineStatus; readonly remaining: number } {
  const remaining = due.dueAt - now;
  if (remaining < 0) return { status: 'overdue', remaining };
  return { status: now >= due.warnAt ? 'warning' : 'ok', remaining };
}
