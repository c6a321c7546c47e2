import type { MojTypeCode } from '../codes/moj-types.ts';
import type { ConfirmationStanding } from '../confirmation/stages.ts';
import type { CaseDeadlineFacts } from '../deadlines/case-deadline.ts';
import type { ErrandDeadlineFacts } from '../deadlines/errand-deadline.ts';
import type { PlainDate } from '../text/chinese-date.ts';
import { acceptanceRest, type Errand, errandStage, openErrands } from './errands.ts';
import { type CaseState, openPerformance, wasFollowedUp } from './state.ts';
import { openStatuses } from './status.ts';

/** Medical disputes have a period of their own (医疗纠纷预防和处理条例 38). */
const MEDICAL: MojTypeCode = '15';

function earliest(dates: readonly (PlainDate | null)[]): PlainDate | undefined {
  return dates.filter((date) => date !== null).sort()[0];
}

function latest(dates: readonly (PlainDate | null)[]): PlainDate | undefined {
  return dates
    .filter((date) => date !== null)
    .sort()
    .at(-1);
}

/** For each item the day on which it was last performed, or else the day by which it is to be performed. */
function performanceDates(state: CaseState): readonly (PlainDate | null)[] {
  const items = state.agreement?.text.performance ?? [];
  return items.map((item) => {
    const record = state.performance.findLast(({ itemId }) => itemId === item.id);
    return record?.outcome === 'performed' ? record.performedOn : item.dueOn;
  });
}

/**
 * What the deadlines need to know of a case. Where the registration was erased (LOG-8) the case counts as a general
 * one that is not urgent: the rule that applies when nobody said otherwise.
 */
export function deadlineFactsOf(state: CaseState): CaseDeadlineFacts {
  const { registration, agreement } = state;
  return {
    ...state.instants,
    ...acceptanceRest(state),
    status: state.status,
    extendedDays: state.extendedDays,
    complexity: registration?.complexity ?? 'general',
    urgent: registration?.urgent ?? false,
    medical: registration?.mojType === MEDICAL,
    nextPerformanceDue: earliest(openPerformance(state).map((item) => item.dueOn)),
    lastPerformanceDate: latest(performanceDates(state)),
    followedUp: wasFollowedUp(state),
    effectiveDate: agreement?.effectiveOn ?? undefined,
  };
}

/**
 * The day from which both sides may ask the court for its confirmation (人民调解法 33): that on which an agreement took
 * effect that says they want it, or for which they have applied. Only a written one can be confirmed: the court asks for
 * its text (民诉法解释 354). Null once it is at the court: then the days have been kept.
 */
export function confirmationStart({ agreement, confirmation }: CaseState): PlainDate | null {
  if (agreement?.form !== 'written') return null;
  const stage = confirmation?.stage ?? null;
  // Not accepted at one court, it may still go to the right one.
  const isRunning = stage === null ? agreement.text.judicialConfirmation : ['applied', 'not_accepted'].includes(stage);
  return isRunning ? agreement.effectiveOn : null;
}

/** How the confirmation stands, for lists; null where nobody wants it. */
export function confirmationStanding(state: CaseState): ConfirmationStanding | null {
  return state.confirmation?.stage ?? (confirmationStart(state) === null ? null : 'open');
}

/** An open errand with what its deadline hangs on. */
export interface RunningErrand {
  readonly errand: Errand;
  readonly facts: ErrandDeadlineFacts;
}

/** Errands whose time runs: those that are open while work on the case goes on. */
export function runningErrands(state: CaseState): readonly RunningErrand[] {
  if (!openStatuses.includes(state.status)) return [];
  return openErrands(state).flatMap((errand) => {
    const stage = errandStage(errand);
    if (stage === null) return [];
    const last = errand.answers.at(-1);
    const { kind, askedAt, dueOn, letterOn } = errand;
    const answeredAt = last?.answeredAt ?? null;
    return [
      { errand, facts: { kind, stage, askedAt, dueOn, letterOn, answeredAt, returnedAt: last?.returned?.at ?? null } },
    ];
  });
}
