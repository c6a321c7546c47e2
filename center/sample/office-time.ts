import type { Calendar } from '../../domain/deadlines/calendar.ts';
import { startOfChinaDay } from '../../domain/deadlines/china-time.ts';
import { dayNumber, fromDayNumber, type PlainDate } from '../../domain/deadlines/plain-date.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The instant at which day 0 began in China. */
const ORIGIN = startOfChinaDay('1970-01-01');
/** The window's hours in minutes after midnight: 9:00–12:00 and 13:30–17:30. */
const shifts = [
  [540, 720],
  [810, 1050],
] as const;
const CLOSES = 1050;

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

const dayOf = (at: number) => Math.floor((at - ORIGIN) / DAY_MS);

/** Office minutes of a day that lie before an instant of it. */
function worked(at: number): number {
  const minute = (at - ORIGIN - dayOf(at) * DAY_MS) / MINUTE_MS;
  return shifts.reduce((total, [from, to]) => total + Math.max(0, Math.min(minute, to) - from), 0);
}

function instantAt(day: number, worked: number): number {
  let rest = worked;
  let minute = CLOSES;
  for (const [from, to] of shifts) {
    if (rest >= 0 && rest < to - from) minute = from + rest;
    rest -= to - from;
  }
  return ORIGIN + day * DAY_MS + minute * MINUTE_MS;
}

export function officeTime(calendar: Calendar): OfficeTime {
  const known = new Map<number, boolean>();
  function works(day: number): boolean {
    const found = known.get(day) ?? calendar.isWorkday(fromDayNumber(day));
    known.set(day, found);
    return found;
  }

  function from(start: number, minutes: number): number {
    let day = start;
    let rest = minutes;
    while (!works(day) || rest >= OFFICE_DAY) {
      if (works(day)) rest -= OFFICE_DAY;
      day += 1;
    }
    return instantAt(day, rest);
  }

  return {
    after(at, minutes) {
      const day = dayOf(at);
      return from(day, (works(day) ? worked(at) : 0) + minutes);
    },
    before(at, minutes) {
      let day = dayOf(at);
      let rest = minutes - (works(day) ? worked(at) : 0);
      while (rest > 0) {
        day -= 1;
        if (works(day)) rest -= OFFICE_DAY;
      }
      return from(day, works(day) ? -rest : 0);
    },
    on: (date, minute) => from(dayNumber(date), minute),
  };
}
