import { toChinaDate, toChinaTime } from '../../domain/deadlines/china-time.ts';

/** 15:52 for today, 11-20 15:52 for another day. */
export function dayAndTime(instant: number, now: number): string {
  const day = toChinaDate(instant);
  const time = toChinaTime(instant);
  return day === toChinaDate(now) ? time : `${day.slice(5)} ${time}`;
}

/** In a narrow column: the time for today, else the day. */
export function dayOrTime(instant: number, now: number): string {
  const day = toChinaDate(instant);
  return day === toChinaDate(now) ? toChinaTime(instant) : day.slice(5);
}
