import { writtenEffectiveDate } from './agreement.ts';
import { handoverStatuses } from './handover.ts';
import { type CaseState, openPerformance, partiesOf } from './state.ts';
import type { CaseStatus } from './status.ts';
import type { WorkflowRow } from './workflow.ts';

/** An agreement in effect is performed first, unless it promises nothing that could be ticked off. */
function inEffect(state: CaseState): CaseStatus {
  return openPerformance(state).length > 0 ? 'performing' : 'follow_up';
}

/**
 * Day of effect of the agreement as it stands (人民调解法 29, 30). Null for a written one whose parties were erased
 * (LOG-8): who had to sign is not known any more, and a legal date is never guessed.
 */
export function effectiveDate(state: CaseState): string | null {
  const { agreement } = state;
  if (!agreement) return null;
  if (agreement.form === 'oral') return agreement.text.reachedOn;
  if (!state.registration) return null;
  return writtenEffectiveDate({ partyIds: signingPartyIds(state) }, agreement.marks);
}

/** Whose signatures a written agreement needs: every party that the agreement is between. */
export function signingPartyIds(state: CaseState): readonly string[] {
  return partiesOf(state).map((party) => party.id);
}

/** The state after an action whose effect on the rest of the case is already folded in. */
export function nextStatus(to: WorkflowRow['to'], state: CaseState): CaseStatus {
  switch (to) {
    case 'same':
      return state.status;
    case 'after_oral':
      return inEffect(state);
    case 'after_marks':
      return effectiveDate(state) === null ? state.status : inEffect(state);
    case 'after_performance':
      return openPerformance(state).length === 0 ? 'follow_up' : 'performing';
    case 'taken_over':
      // Whether it is taken on at all is decided anew; who works on it, too. What has ended stays ended.
      return state.status !== 'registered' && handoverStatuses.includes(state.status) ? 'accepted' : state.status;
    default:
      return to;
  }
}
