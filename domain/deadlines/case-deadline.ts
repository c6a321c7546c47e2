import type { Calendar } from './calendar.ts';
import { endOfChinaDay, startOfChinaDay } from './china-time.ts';
import { defaultDeadlineRules } from './default-rules.ts';
import { computeDue, type Due, withWarning } from './due.ts';
import { type DeadlineRules, type LimitId, limitLabel, limitOf } from './limits.ts';
import type { PlainDate } from './plain-date.ts';

export type DeadlineCaseStatus =
  | 'registered'
  | 'refused'
  | 'accepted'
  | 'triaged'
  | 'assigned'
  | 'returned'
  | 'signed_in'
  | 'mediating'
  | 'agreed'
  | 'failed'
  | 'terminated'
  | 'transferred'
  | 'performing'
  | 'follow_up'
  | 'closed'
  | 'archived';

/** What a case's deadline hangs on. Instants (`…At`) in ms since 1970 UTC. */
export type CaseDeadlineFacts = {
  readonly status: DeadlineCaseStatus;
  readonly registeredAt: number;
  readonly acceptedAt?: number | undefined;
  readonly triagedAt?: number | undefined;
  readonly assignedAt?: number | undefined;
  readonly returnedAt?: number | undefined;
  readonly signedInAt?: number | undefined;
  /** When the center that works on it now took it over: its own steps are counted from then. */
  readonly takenOverAt?: number | undefined;
  readonly mediationStartedAt?: number | undefined;
  /** How long the time to accept has rested, in ms, and whether it rests now: the applicant is to bring something. */
  readonly rested?: number | undefined;
  readonly resting?: boolean | undefined;
  /** Calendar days by which both sides agreed to extend the mediation. */
  readonly extendedDays?: number | undefined;
  readonly complexity: 'simple' | 'general' | 'complex';
  readonly urgent: boolean;
  readonly medical: boolean;
  /** The earliest date of performance that is not done yet. */
  readonly nextPerformanceDue?: PlainDate | undefined;
  /** The date on which the last item was (to be) performed. */
  readonly lastPerformanceDate?: PlainDate | undefined;
  /** The visit has been made: nothing is due any more but to close the case. */
  readonly followedUp?: boolean | undefined;
  /** The date on which the agreement took effect (人民调解法 29, 30). */
  readonly effectiveDate?: PlainDate | undefined;
};

export type CaseDeadline = Due & {
  /** `performance` is no limit of ours: the parties fixed the date. */
  readonly limitId: LimitId | 'performance';
  /** 受理, 签收, 化解, 履行 … */
  readonly name: string;
  /** With its length: 化解时限（简单案件 1 天）. */
  readonly label: string;
  readonly startAt: number;
};

/**
 * The one deadline of the work on a case that runs now, or null where none does. The court's confirmation is no work of
 * the center: it has a countdown of its own ({@link judicialConfirmationDeadline}). An instant that the case lacks is
 * taken from the step before it, which never makes a deadline later.
 */
export function caseDeadline(facts: CaseDeadlineFacts, rules: DeadlineRules, calendar: Calendar): CaseDeadline | null {
  const limit = (id: LimitId, start: number, extensionDays = 0): CaseDeadline =>
    limitDeadline(id, start, extensionDays, rules, calendar);
  const acceptedAt = facts.acceptedAt ?? facts.registeredAt;
  const triagedAt = facts.triagedAt ?? acceptedAt;
  // The parties wait since the first registration, so the period of mediation runs on; a center's own steps do not.
  const here = (at: number) => Math.max(at, facts.takenOverAt ?? at);

  switch (facts.status) {
    case 'registered':
      return facts.resting ? null : limit('accept', here(facts.registeredAt) + (facts.rested ?? 0));
    case 'accepted':
      return limit(facts.urgent ? 'triage.urgent' : 'triage', here(acceptedAt));
    case 'triaged':
      return limit(facts.urgent ? 'assign.urgent' : 'assign', triagedAt);
    case 'returned':
      return limit(facts.urgent ? 'assign.urgent' : 'assign', facts.returnedAt ?? facts.assignedAt ?? triagedAt);
    case 'assigned':
      return limit('sign_in', facts.assignedAt ?? triagedAt);
    case 'signed_in':
    case 'mediating':
    case 'agreed':
      return limit(mediationLimitId(facts), acceptedAt, facts.extendedDays ?? 0);
    case 'performing':
      return performanceDeadline(facts, rules);
    case 'follow_up': {
      if (facts.followedUp) return null;
      const base = facts.lastPerformanceDate ?? facts.effectiveDate;
      return base === undefined ? null : limit('follow_up', startOfChinaDay(base));
    }
    case 'refused':
    case 'failed':
    case 'terminated':
    case 'transferred':
    case 'closed':
    case 'archived':
      return null;
  }
}

/** A medical dispute has the period of 医疗纠纷预防和处理条例 38, however simple it is. */
export function mediationLimitId(facts: Pick<CaseDeadlineFacts, 'complexity' | 'medical'>): LimitId {
  return facts.medical ? 'mediation.medical' : `mediation.${facts.complexity}`;
}

/** Until when the body that a case was assigned to may return it with its reasons (参照信访工作条例). */
export function returnDeadline(assignedAt: number, rules: DeadlineRules, calendar: Calendar): CaseDeadline {
  return limitDeadline('return', assignedAt, 0, rules, calendar);
}

/**
 * Until when both sides may jointly ask the court to confirm the agreement: 30 days after the effective date (人民调解法
 * 33, 民事诉讼法 205), that day not counted, a last day on a holiday moved to the next working day (民事诉讼法 85). It is a
 * right that the parties may let go by: its end makes no case overdue.
 */
export function judicialConfirmationDeadline(
  effectiveDate: PlainDate,
  calendar: Calendar,
  rules: DeadlineRules = defaultDeadlineRules,
): CaseDeadline {
  return limitDeadline('judicial_confirmation', startOfChinaDay(effectiveDate), 0, rules, calendar);
}

/** The end of a limit of the rules, from an instant on. */
export function limitDeadline(
  id: LimitId,
  start: number,
  extensionDays: number,
  rules: DeadlineRules,
  calendar: Calendar,
): CaseDeadline {
  const limit = limitOf(rules, id);
  const { warnPercent, officeClosesAt } = rules;
  const due = computeDue({ limit, start, calendar, extensionDays, warnPercent, officeClosesAt });
  return { limitId: id, name: limit.name, label: limitLabel(limit), startAt: start, ...due };
}

function performanceDeadline(facts: CaseDeadlineFacts, rules: DeadlineRules): CaseDeadline | null {
  const date = facts.nextPerformanceDue;
  if (date === undefined) return null;
  const dueAt = endOfChinaDay(date);
  // The date binds as agreed: it is a day that the parties chose, not a period that is counted, so it never rolls.
  const agreed = facts.effectiveDate === undefined ? dueAt : startOfChinaDay(facts.effectiveDate);
  const startAt = Math.min(agreed, startOfChinaDay(date));
  const due = withWarning(startAt, dueAt, rules.warnPercent, false);
  return { limitId: 'performance', name: '履行', label: `履行期限（约定 ${date}）`, startAt, ...due };
}
