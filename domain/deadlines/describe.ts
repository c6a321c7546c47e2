import type { Calendar } from './calendar.ts';
import { endOfChinaDay, toChinaDate, toChinaTime } from './china-time.ts';
import type { Due } from './due.ts';
import { daysBetween } from './plain-date.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A deadline that ends with a day is told in days; one that ends within a day, by the clock. */
function endsWithDay(dueAt: number): boolean {
  return dueAt === endOfChinaDay(toChinaDate(dueAt));
}

/**
 * What remains, in words: 还剩 22 小时 24 分, 还剩 4 天, 今天最后一天, 超 1 个工作日, 超 3 小时 20 分.
 * `short` (for a narrow column) leaves the minutes out from ten hours up.
 */
export function describeRemaining(
  due: Pick<Due, 'dueAt'>,
  now: number,
  calendar: Calendar,
  style: 'full' | 'short' = 'full',
): string {
  const today = toChinaDate(now);
  const lastDay = toChinaDate(due.dueAt);
  if (now <= due.dueAt) {
    if (!endsWithDay(due.dueAt)) return remainingByClock(due.dueAt - now, style);
    const days = daysBetween(today, lastDay);
    return days === 0 ? '今天最后一天' : `还剩 ${days} 天`;
  }
  const over = now - due.dueAt;
  const workdays = calendar.countWorkdays(lastDay, today);
  // Over, but no working day has begun since: the weekend or holiday itself is told by the clock.
  const byClock = workdays === 0 || (!endsWithDay(due.dueAt) && over < DAY_MS);
  return byClock ? overByClock(over, style) : `超 ${workdays} 个工作日`;
}

function remainingByClock(ms: number, style: 'full' | 'short'): string {
  return ms < MINUTE_MS ? '还剩不到 1 分' : `还剩 ${clock(ms, style)}`;
}

function overByClock(ms: number, style: 'full' | 'short'): string {
  return ms < MINUTE_MS ? '刚刚超期' : `超 ${clock(ms, style)}`;
}

function clock(ms: number, style: 'full' | 'short'): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) {
    const rest = hours % 24;
    const days = `${Math.floor(hours / 24)} 天`;
    return rest === 0 || style === 'short' ? days : `${days} ${rest} 小时`;
  }
  if (hours === 0) return `${minutes} 分`;
  const rest = minutes % 60;
  return rest === 0 || (style === 'short' && hours >= 10) ? `${hours} 小时` : `${hours} 小时 ${rest} 分`;
}

/** By when, in words: 今天 17:00 前, 明天 24:00 前, 11-24 16:12 前, 11-25 前, 2027-01-08 前（暂定）. */
export function describeDueAt(due: Pick<Due, 'dueAt' | 'provisional'>, now: number): string {
  const today = toChinaDate(now);
  const date = toChinaDate(due.dueAt);
  const ahead = daysBetween(today, date);
  const near = ahead === 0 || ahead === 1;
  const time = endsWithDay(due.dueAt) ? (near ? '24:00 ' : '') : `${toChinaTime(due.dueAt)} `;
  const day = near ? (ahead === 0 ? '今天' : '明天') : date.slice(0, 4) === today.slice(0, 4) ? date.slice(5) : date;
  return `${day} ${time}前${due.provisional ? '（暂定）' : ''}`;
}

/** From so many working days on the countdown is red: the papers must be made and both sides called in. */
const FEW_WORKDAYS = 5;
/** From so many calendar days on it is amber. */
const SOON_DAYS = 10;

export interface ConfirmationCountdown {
  /** 司法确认 申请到 2026-12-23，还剩 30 天. */
  readonly text: string;
  /** 还剩 30 天, for a narrow column. */
  readonly short: string;
  readonly tone: 'late' | 'soon' | 'muted' | '';
}

/**
 * The countdown of the court's confirmation. Amber in the last ten days, red from five working days on. It is a right of
 * the parties, not a duty of the desk: once over it is said in neutral words, never as overdue.
 */
export function describeConfirmation(
  { dueAt, provisional }: Pick<Due, 'dueAt' | 'provisional'>,
  now: number,
  calendar: Calendar,
): ConfirmationCountdown {
  const lastDay = toChinaDate(dueAt);
  const until = `${lastDay}${provisional ? '（暂定）' : ''}`;
  if (now > dueAt) return { text: `司法确认 已过申请期限（到 ${until}）`, short: '已过期限', tone: 'muted' };
  const left = describeRemaining({ dueAt }, now, calendar);
  const workdays = calendar.countWorkdays(toChinaDate(now), lastDay);
  const days = daysBetween(toChinaDate(now), lastDay);
  const tone = workdays <= FEW_WORKDAYS ? 'late' : days <= SOON_DAYS ? 'soon' : '';
  return { text: `司法确认 申请到 ${until}，${left}`, short: `${left}${provisional ? '（暂定）' : ''}`, tone };
}
