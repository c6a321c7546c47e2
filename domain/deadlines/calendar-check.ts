import { addDays, type PlainDate, weekdayOf } from './plain-date.ts';

type Day = { readonly date: PlainDate; readonly name: string };
type Days = { readonly year: number; readonly holidays: readonly Day[]; readonly workdays: readonly Day[] };

export type CalendarProblem = {
  readonly list?: 'holidays' | 'workdays';
  /** Position in the list, from 0; absent where the list as a whole is at fault. */
  readonly index?: number;
  readonly message: string;
};

/**
 * What makes a year's arrangement impossible or incomplete; empty when it is sound. Dates must be real days already.
 * The days that 全国年节及纪念日放假办法 gives every year must be there: an incomplete file would pass for a known year.
 */
export function calendarProblems(file: Days): CalendarProblem[] {
  const problems: CalendarProblem[] = [];
  const seen = new Map<PlainDate, string>();
  for (const list of ['holidays', 'workdays'] as const) {
    file[list].forEach(({ date, name }, index) => {
      const add = (message: string): void => {
        problems.push({ list, index, message });
      };
      if (!belongsTo(file.year, date)) add(`${date} 不在 ${file.year} 年（元旦连休可写到上一年 12 月）`);
      const earlier = seen.get(date);
      if (earlier !== undefined) add(`${date} 重复，前面已列为“${earlier}”`);
      else seen.set(date, name);
      const weekday = weekdayOf(date);
      if (list === 'workdays' && weekday !== 0 && weekday !== 6) add(`${date} 不是周末，本来就上班，不用列为补班`);
    });
  }
  for (const [holiday, from, days] of requiredHolidays(file.year)) {
    const wanted = new Set(Array.from({ length: days }, (_, i) => addDays(from, i)));
    if (!file.holidays.some(({ date }) => wanted.has(date))) {
      problems.push({ list: 'holidays', message: `没有${holiday}的放假日，文件可能不完整` });
    }
  }
  return problems;
}

function belongsTo(year: number, date: PlainDate): boolean {
  return date.startsWith(`${year}-`) || date.startsWith(`${year - 1}-12-`);
}

/** Name, first possible day, number of days to look through. The first lunar day falls on 21 January to 20 February. */
function requiredHolidays(year: number): readonly (readonly [string, PlainDate, number])[] {
  return [
    ['元旦', `${year}-01-01`, 1],
    ['春节', `${year}-01-21`, 33],
    ['劳动节', `${year}-05-01`, 1],
    ['国庆节', `${year}-10-01`, 1],
  ];
}
