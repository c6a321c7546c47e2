import type { Calendar } from '../deadlines/calendar.ts';
import { judicialConfirmationDeadline } from '../deadlines/case-deadline.ts';
import { toChinaDate } from '../deadlines/china-time.ts';
import { daysBetween, type PlainDate } from '../deadlines/plain-date.ts';

export interface ConfirmationPeriod {
  /** The last day on which both sides may ask the court. */
  readonly lastDay: PlainDate;
  /** Shown as 暂定: the holidays of its year are not announced yet. */
  readonly provisional: boolean;
}

/**
 * 30 days from the day on which the agreement took effect (人民调解法 33, 民事诉讼法 205): that day is not counted, and a last
 * day that is not worked moves to the next working day (民事诉讼法 85).
 */
export function confirmationPeriod(effectiveOn: PlainDate, calendar: Calendar): ConfirmationPeriod {
  const { dueAt, provisional } = judicialConfirmationDeadline(effectiveOn, calendar);
  return { lastDay: toChinaDate(dueAt), provisional };
}

/** Why an application on this day comes too late; null where it does not, or where the last day is only provisional. */
export function lateApplication(appliedOn: PlainDate, effectiveOn: PlainDate, calendar: Calendar): string | null {
  const { lastDay, provisional } = confirmationPeriod(effectiveOn, calendar);
  if (provisional || daysBetween(lastDay, appliedOn) <= 0) return null;
  return `过了申请期限：协议 ${effectiveOn} 生效，要在 ${lastDay} 前共同申请（民事诉讼法第二百零五条）`;
}
