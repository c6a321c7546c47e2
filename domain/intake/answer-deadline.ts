import type { Calendar } from '../deadlines/calendar.ts';
import { computeDue, type Due } from '../deadlines/due.ts';
import type { DeadlineRules } from '../deadlines/limits.ts';

/** Own rule: as long as whoever was given a petition has to return it (信访工作条例); the citizen is told the day. */
export const ANSWER_LIMIT = { amount: 5, unit: 'workday', rollsForward: false } as const;

/** Until when the desk is to answer what a citizen said at an instant; later is told, never refused. */
export function answerDeadline(
  saidAt: number,
  { warnPercent, officeClosesAt }: Pick<DeadlineRules, 'warnPercent' | 'officeClosesAt'>,
  calendar: Calendar,
): Due {
  return computeDue({ limit: ANSWER_LIMIT, start: saidAt, calendar, warnPercent, officeClosesAt });
}
