import type { ErrandKindId, ErrandStage } from '../errands/kinds.ts';
import { errandKind } from '../errands/kinds.ts';
import type { Calendar } from './calendar.ts';
import { type CaseDeadline, limitDeadline } from './case-deadline.ts';
import { endOfChinaDay, startOfChinaDay } from './china-time.ts';
import { withWarning } from './due.ts';
import { type DeadlineRules, limitOf } from './limits.ts';
import type { PlainDate } from './plain-date.ts';

/** What the deadline of an errand hangs on. Instants (`…At`) in ms since 1970 UTC. */
export interface ErrandDeadlineFacts {
  readonly kind: ErrandKindId;
  readonly stage: ErrandStage;
  readonly askedAt: number;
  /** Until the end of which day it is to be answered; null where the rules say. */
  readonly dueOn: PlainDate | null;
  /** The day of the sender's letter, from which the time for the result of a referral runs. */
  readonly letterOn: PlainDate | null;
  /** When it was last answered, and when that answer was sent back. */
  readonly answeredAt: number | null;
  readonly returnedAt: number | null;
}

/**
 * By when an errand is to go on: received, answered, or the answer accepted. The day that a person stated goes before the
 * limit of the rules, and an answer that was sent back begins the limit anew.
 */
export function errandDeadline(facts: ErrandDeadlineFacts, rules: DeadlineRules, calendar: Calendar): CaseDeadline {
  const { kind, stage, askedAt, dueOn, letterOn, answeredAt, returnedAt } = facts;
  const { limit, name } = errandKind(kind);
  if (stage === 'judgement') return limitDeadline('judge', answeredAt ?? askedAt, 0, rules, calendar);
  const answer = (): CaseDeadline => {
    if (returnedAt !== null) return limitDeadline(limit, returnedAt, 0, rules, calendar);
    if (dueOn === null) {
      return limitDeadline(limit, letterOn === null ? askedAt : startOfChinaDay(letterOn), 0, rules, calendar);
    }
    const dueAt = endOfChinaDay(dueOn);
    const startAt = Math.min(askedAt, dueAt);
    const due = withWarning(startAt, dueAt, rules.warnPercent, false);
    return { limitId: limit, name: limitOf(rules, limit).name, label: `${name}期限（要求 ${dueOn}）`, startAt, ...due };
  };
  const answerBy = answer();
  if (stage === 'answer') return answerBy;
  const receiveBy = limitDeadline('receipt', askedAt, 0, rules, calendar);
  // Whoever has four hours to come has no three days to say that the call was heard.
  return receiveBy.dueAt < answerBy.dueAt ? receiveBy : answerBy;
}
