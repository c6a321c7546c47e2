import type { Calendar } from '../../domain/deadlines/calendar.ts';
import { startOfChinaDay, toChinaDate } from '../../domain/deadlines/china-time.ts';
import { addDays, type PlainDate } from '../../domain/deadlines/plain-date.ts';

const MINUTE_MS = 60_000;
/** The window's hours in minutes after midnight: 9:00–12:00 and 13:30–17:30. */
const shifts = [
  [540, 720],
  [810, 1050],
] as const;

/** Minutes of a working day at the window. */
export const OFFICE_DAY = shifts.reduce((total, [from, to]) => total + to - from, 0);

/** Instants at which somebody sits at the window, counted in minutes of office time. */
export interface OfficeTime {
  /** The instant that many office minutes after `at`; the next office minute when `at` lies outside. */
  after(at: number, minutes: number): number;
  /** The instant that many office minutes before `at`. */
  before(at: number, minutes: number): number;
  /** The instant `minute` office minutes into the day, or into the next working day. */
  on(date: PlainDate, minute: number): number;
}

function minuteOfDay(date: PlainDate, at: number): number {
  return (at - startOfChinaDay(date)) / MINUTE_MS;
}

/** Office minutes of a day that lie before an instant of it. */
function worked(date: PlainDate, at: number): number {
  const minute = minuteOfDay(date, at);
  return shifts.reduce((total, [from, to]) => total + Math.max(0, Math.min(minute, to) - from), 0);
}

function instantAt(date: PlainDate, worked: number): number {
  let rest = worked;
  for (const [from, to] of shifts) {
    if (rest < to - from) return startOfChinaDay(date) + (from + rest) * MINUTE_MS;
    rest -= to - from;
  }
  return startOfChinaDay(date) + 1050 * MINUTE_MS;
}

export function officeTime(calendar: Calendar): OfficeTime {
  const known = new Map<PlainDate, boolean>();
  function works(date: PlainDate): boolean {
    const found = known.get(date);
    if (found !== undefined) return found;
    const answer = calendar.isWorkday(date);
    known.set(date, answer);
    return answer;
  }

  function from(start: PlainDate, minutes: number): number {
    let date = start;
    let rest = minutes;
    while (!works(date) || rest >= OFFICE_DAY) {
      if (works(date)) rest -= OFFICE_DAY;
      date = addDays(date, 1);
    }
    return instantAt(date, rest);
  }

  return {
    after(at, minutes) {
      const date = toChinaDate(at);
      return from(date, (works(date) ? worked(date, at) : 0) + minutes);
    },
    before(at, minutes) {
      let date = toChinaDate(at);
      let rest = minutes - (works(date) ? worked(date, at) : 0);
      while (rest > 0) {
        date = addDays(date, -1);
        if (works(date)) rest -= OFFICE_DAY;
      }
      return from(date, works(date) ? -rest : 0);
    },
    on: (date, minute) => from(date, minute),
  };
}
