import { lunarFestivals } from './lunar-festivals.ts';
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
  const missing = requiredHolidays(file.year).filter(
    ({ days }) => !file.holidays.some(({ date }) => days.includes(date)),
  );
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join('、');
    problems.push({ list: 'holidays', message: `没有${names}的放假日，文件可能不完整，请补全再导入` });
  }
  return problems;
}

function belongsTo(year: number, date: PlainDate): boolean {
  return date.startsWith(`${year}-`) || date.startsWith(`${year - 1}-12-`);
}

type Required = { readonly name: string; readonly days: readonly PlainDate[] };

/** The first year in which 清明, 端午 and 中秋 were days off (全国年节及纪念日放假办法, 2007 年修订). */
const FESTIVALS_SINCE = 2008;

/** The holidays of a year in their order, each with the days of which one must be there. */
function requiredHolidays(year: number): readonly Required[] {
  const lunar = lunarFestivals(year);
  const fixed = (name: string, monthDay: string): Required => ({ name, days: [`${year}-${monthDay}`] });
  // Tables of new moons differ by a day in some years, and a festival's days off always surround it.
  const about = (name: string, date: PlainDate | undefined): readonly Required[] =>
    date === undefined ? [] : [{ name, days: [addDays(date, -1), date, addDays(date, 1)] }];
  const festivals = year >= FESTIVALS_SINCE;
  return [
    fixed('元旦', '01-01'),
    ...about('春节', lunar?.spring),
    // In these years the solar term falls on one of the two.
    ...(festivals ? [{ name: '清明节', days: [`${year}-04-04`, `${year}-04-05`] }] : []),
    fixed('劳动节', '05-01'),
    ...(festivals ? [...about('端午节', lunar?.dragonBoat), ...about('中秋节', lunar?.midAutumn)] : []),
    fixed('国庆节', '10-01'),
  ];
}
