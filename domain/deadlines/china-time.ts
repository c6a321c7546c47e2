import { addDays, dayNumber, fromDayNumber, type PlainDate, weekdayOf } from './plain-date.ts';

/**
 * Asia/Shanghai by a fixed rule: UTC+8, whatever the zone of the machine.
 * Right for every instant from 1992 on. China kept summer time in 1986–1991; instants of those years come out an hour
 * early in summer. No instant of a case lies there: birth dates and other old dates are plain dates, never converted.
 */
const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The day in China at this instant (ms since 1970 UTC). */
export function toChinaDate(instantMs: number): PlainDate {
  return fromDayNumber(Math.floor((instantMs + OFFSET_MS) / DAY_MS));
}

/** `HH:mm` in China at this instant. */
export function toChinaTime(instantMs: number): string {
  return new Date(instantMs + OFFSET_MS).toISOString().slice(11, 16);
}

/** First millisecond (00:00:00.000 in China) of the day. */
export function startOfChinaDay(date: PlainDate): number {
  return dayNumber(date) * DAY_MS - OFFSET_MS;
}

/**
 * The 24:00 at which a period ends (民法典 203), given as the last millisecond of the day (23:59:59.999), so that the
 * date shown is the last day itself and not the day after.
 */
export function endOfChinaDay(date: PlainDate): number {
  return startOfChinaDay(addDays(date, 1)) - 1;
}

const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/;

export function isClockTime(text: string): boolean {
  return CLOCK.test(text);
}

/** The instant at which it is `HH:mm` in China on this day. Throws RangeError on a malformed date or time. */
export function chinaInstant(date: PlainDate, time: string): number {
  const match = CLOCK.exec(time);
  if (!match) throw new RangeError(`不是有效时间：${time}`);
  return startOfChinaDay(date) + (Number(match[1]) * 60 + Number(match[2])) * MINUTE_MS;
}

/** 0 = Sunday … 6 = Saturday, in China at this instant. */
export function chinaWeekday(instantMs: number): number {
  return weekdayOf(toChinaDate(instantMs));
}

const WEEKDAY_NAMES = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'] as const;

export function weekdayName(date: PlainDate): string {
  return WEEKDAY_NAMES[weekdayOf(date)] ?? '';
}
