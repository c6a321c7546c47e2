import * as z from 'zod';

/** A day of the calendar without time or zone, `YYYY-MM-DD`. Days in this project are days in China. */
export type PlainDate = string;

const DAY_MS = 86_400_000;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01, or null when the text is not a day of the calendar (30 February, `2026-1-5`, …). */
export function toDayNumber(text: string): number | null {
  const match = SHAPE.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const ms = Date.UTC(year, month - 1, day);
  const back = new Date(ms);
  // Date.UTC rolls 30 February over to March, and maps years 0–99 to 19xx.
  if (back.getUTCFullYear() !== year || back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day) return null;
  return ms / DAY_MS;
}

export function isPlainDate(text: string): text is PlainDate {
  return toDayNumber(text) !== null;
}

/** Days since 1970-01-01. Throws RangeError on what is not a day of the calendar: check at the border first. */
export function dayNumber(date: PlainDate): number {
  const number = toDayNumber(date);
  if (number === null) throw new RangeError(`不是有效日期：${date}`);
  return number;
}

/** The day that lies `number` days after 1970-01-01. */
export function fromDayNumber(number: number): PlainDate {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(date: PlainDate): number {
  return weekdayOfDayNumber(dayNumber(date));
}

/** 0 = Sunday … 6 = Saturday, of a day counted from 1970-01-01 (a Thursday). */
export function weekdayOfDayNumber(number: number): number {
  return (((number + 4) % 7) + 7) % 7;
}

// Aborts, so that checks of a whole object never meet a date that is none.
export const plainDateSchema = z
  .string({ error: '要是日期，如 2026-11-23' })
  .refine(isPlainDate, { error: '不是有效日期，请写成 2026-11-23 的样子', abort: true });
