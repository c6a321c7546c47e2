import { createCalendar } from '../../domain/deadlines/calendar.ts';
import type { CalendarFile } from '../../domain/deadlines/calendar-file.ts';
import { addDays, type PlainDate } from '../../domain/deadlines/plain-date.ts';

/** For tests only: the holidays of the year of this day as they ship, and this day one more of them. */
export function calendarWith(day: PlainDate): CalendarFile {
  const year = Number(day.slice(0, 4));
  const shipped = createCalendar();
  const days: { date: PlainDate; kind: string; name: string }[] = [];
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) {
    const { kind, name = '' } = shipped.describe(date);
    days.push({ date, kind, name });
  }
  const named = (kind: string) => days.filter((each) => each.kind === kind).map(({ date, name }) => ({ date, name }));
  return { year, holidays: [...named('holiday'), { date: day, name: '放假' }], workdays: named('makeup') };
}
