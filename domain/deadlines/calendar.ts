import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { CalendarFile } from './calendar-file.ts';
import { dayNumber, fromDayNumber, type PlainDate, weekdayOfDayNumber } from './plain-date.ts';

/** A computed day. `provisional` (shown as 暂定): it rests on a year whose holidays are not announced yet. */
export type CalendarDay = { readonly date: PlainDate; readonly provisional: boolean };

export type DayKind = 'weekday' | 'weekend' | 'holiday' | 'makeup';

/** China's working days. Dates are checked: RangeError on what is not a day of the calendar. */
export type Calendar = {
  /** Monday to Friday without holidays, and the weekend days that are worked to make up for a long holiday. */
  isWorkday(date: PlainDate): boolean;
  /** What the day is, with the holiday's Chinese name where it has one (国庆节). */
  describe(date: PlainDate): { readonly kind: DayKind; readonly name?: string };
  /** Whether the State Council's arrangement of this year is at hand. Else weekends alone are counted. */
  isKnownYear(year: number): boolean;
  /** Ascending. */
  knownYears(): readonly number[];
  /** The n-th working day after `date`; the day itself is never counted, and n = 0 gives it back. */
  addWorkdays(date: PlainDate, n: number): CalendarDay;
  /** `date` if it is a working day, else the next one (民事诉讼法 85). */
  rollForward(date: PlainDate): CalendarDay;
  /** Working days after `after`, up to and with `through`; 0 when `through` is not later. */
  countWorkdays(after: PlainDate, through: PlainDate): number;
};

type SpecialDay = { readonly work: boolean; readonly name: string };
type Table = { readonly days: Map<number, SpecialDay>; readonly years: Set<number> };

const builtIn = readBuiltIn();

/**
 * The calendar with the holidays that ship with the app, and imported ones over them.
 * A file replaces its year as a whole; its days in December of the year before are laid over that year. Of two files
 * for one year the later in the list counts.
 */
export function createCalendar(imported: readonly CalendarFile[] = []): Calendar {
  const { days, years } = overlay(builtIn, imported);

  const isWork = (day: number): boolean => days.get(day)?.work ?? !isWeekend(day);
  const isKnown = (day: number): boolean => years.has(yearOf(day));

  return {
    isWorkday: (date) => isWork(dayNumber(date)),

    describe: (date) => {
      const day = dayNumber(date);
      const special = days.get(day);
      if (special) return { kind: special.work ? 'makeup' : 'holiday', name: special.name };
      return { kind: isWeekend(day) ? 'weekend' : 'weekday' };
    },

    isKnownYear: (year) => years.has(year),
    knownYears: () => [...years].sort((a, b) => a - b),

    addWorkdays: (date, n) => {
      if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`工作日数要是不小于 0 的整数：${n}`);
      let day = dayNumber(date);
      let provisional = false;
      for (let left = n; left > 0; ) {
        day += 1;
        if (!isKnown(day)) provisional = true;
        if (isWork(day)) left -= 1;
      }
      return { date: fromDayNumber(day), provisional };
    },

    rollForward: (date) => {
      let day = dayNumber(date);
      let provisional = !isKnown(day);
      while (!isWork(day)) {
        day += 1;
        if (!isKnown(day)) provisional = true;
      }
      return { date: fromDayNumber(day), provisional };
    },

    countWorkdays: (after, through) => {
      let count = 0;
      for (let day = dayNumber(after) + 1; day <= dayNumber(through); day += 1) if (isWork(day)) count += 1;
      return count;
    },
  };
}

function readBuiltIn(): Table {
  const days = new Map<number, SpecialDay>();
  // Each value is "English name,Chinese name,legal days".
  const read = (list: Readonly<Record<string, string>>, work: boolean): void => {
    for (const [date, text] of Object.entries(list))
      days.set(dayNumber(date), { work, name: text.split(',')[1] ?? '' });
  };
  read(chineseDays.holidays, false);
  read(chineseDays.workdays, true);

  // A year's New Year can be announced with the year before (2012-01-01 with 2011): a year is known only when the data
  // run from its New Year to its National Day.
  const years = new Set<number>();
  for (const day of days.keys()) {
    const year = yearOf(day);
    const isHoliday = (monthDay: string): boolean => days.get(dayNumber(`${year}-${monthDay}`))?.work === false;
    if (isHoliday('01-01') && isHoliday('10-01')) years.add(year);
  }
  return { days, years };
}

function overlay(base: Table, files: readonly CalendarFile[]): Table {
  if (files.length === 0) return base;
  const days = new Map(base.days);
  const years = new Set(base.years);
  const byYear = new Map(files.map((file) => [file.year, file]));
  for (const year of byYear.keys()) {
    years.add(year);
    for (const day of days.keys()) if (yearOf(day) === year) days.delete(day);
  }
  // Ascending, so that the next year's word on December comes last.
  for (const file of [...byYear.values()].sort((a, b) => a.year - b.year)) {
    for (const { date, name } of file.holidays) days.set(dayNumber(date), { work: false, name });
    for (const { date, name } of file.workdays) days.set(dayNumber(date), { work: true, name });
  }
  return { days, years };
}

function isWeekend(day: number): boolean {
  const weekday = weekdayOfDayNumber(day);
  return weekday === 0 || weekday === 6;
}

function yearOf(day: number): number {
  return new Date(day * 86_400_000).getUTCFullYear();
}
