import * as z from 'zod';

/** A calendar day without a time or a zone, written YYYY-MM-DD. Such strings compare in the order of time. */
export type PlainDate = string;

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function lastDayOf(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (daysInMonth[month - 1] ?? 0);
}

/** What is wrong with a date written YYYY-MM-DD, in Chinese (「2 月没有 30 日」), or null. */
export function findDateProblem(text: string): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return '日期要写成 2026-11-23 的样子';
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1000) return `没有公元 ${year} 年的记录，请核对年份`;
  if (month < 1 || month > 12) return `没有 ${month} 月，请核对日期`;
  if (day < 1) return '日期里的“日”不能是 0，请核对';
  if (day > lastDayOf(year, month)) return `${year} 年 ${month} 月没有 ${day} 日，请核对日期`;
  return null;
}

/** Schema of a {@link PlainDate}; refuses days that no calendar has, such as 30 February. */
export const plainDate = z.string({ error: '请填写日期' }).superRefine((value, context) => {
  const message = findDateProblem(value);
  if (message !== null) context.addIssue({ code: 'custom', message });
});

/** `2026-11-23` → `2026年11月23日`. Throws RangeError where the text is no date. */
export function formatChineseDate(date: PlainDate): string {
  const problem = findDateProblem(date);
  if (problem !== null) throw new RangeError(`${problem}：${date}`);
  return `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;
}

/**
 * Full years of age on a day: the birthday itself counts, one born on 29 February turns on 1 March in common years
 * (民法典 18, 1259: 周岁). Null where the birth is after that day.
 */
export function ageAt(birthDate: PlainDate, on: PlainDate): number | null {
  if (birthDate > on) return null;
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) >= birthDate.slice(5) ? years : years - 1;
}

const shanghai = new Intl.DateTimeFormat('en-US', {
  timeZone: 'Asia/Shanghai',
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** An instant (milliseconds since 1970 UTC) as read from a clock in China: `2026-11-23 16:05`, in any machine's zone. */
export function formatInstant(instantMs: number): string {
  const part: Record<string, string> = {};
  for (const { type, value } of shanghai.formatToParts(instantMs)) part[type] = value;
  return `${part.year?.padStart(4, '0')}-${part.month}-${part.day} ${part.hour}:${part.minute}`;
}

/** The calendar day in China at an instant (milliseconds since 1970 UTC). */
export function plainDateAt(instantMs: number): PlainDate {
  return formatInstant(instantMs).slice(0, 10);
}
