import type { CaseView } from '../../../contract/cases.ts';
import type { Actor } from '../../../domain/access/roles.ts';
import { answerable } from '../../../domain/cases/citizen.ts';
import {
  type ConfirmationActionType,
  confirmationStep,
  isConfirmationType,
} from '../../../domain/cases/confirmation.ts';
import type { OfferedAction } from '../../../domain/cases/decide.ts';
import { errandKindsFor } from '../../../domain/cases/errand-roles.ts';
import { type ErrandActionType, isErrandType, jointToSumUp } from '../../../domain/cases/errands.ts';
import { isOfferedTo } from '../../../domain/cases/handover.ts';
import type { CaseState } from '../../../domain/cases/state.ts';
import { stepProblem } from '../../../domain/confirmation/stages.ts';
import { hasFlagChoice, ownReviews } from './forms/aside-forms.ts';
import {
  actorHere,
  errandsToAnswer,
  errandsToJudge,
  errandsToReceive,
  errandsToWithdraw,
} from './forms/errand-forms.ts';

/**
 * What the center offers, without the forms that could name nothing: no flag is left that this person may set, or none is
 * set; or nothing is left to review, or to answer. Which one it would be is in the payload, so that the offer cannot tell.
 */
export function usefulOffers(view: CaseView, actor: Actor): readonly OfferedAction[] {
  return view.offered.filter(({ action, refusal }) => {
    // Where the case is stands at the head of the page, once; not at every action that is therefore done elsewhere.
    if (refusal?.why === 'pen') return false;
    if (action === 'case.flagged') return hasFlagChoice(view.state, actor, false);
    if (action === 'case.unflagged') return hasFlagChoice(view.state, actor, true);
    if (action === 'citizen.answered') return answerable(view.state, actor).length > 0;
    if (action === 'case.reviewed') return ownReviews(view.state, actor).length > 0;
    if (isErrandType(action)) return concernsErrand(view, actor, action);
    if (isConfirmationType(action)) return concernsConfirmation(view.state, action);
    return concernsHandover(view, action);
  });
}

/** Of the steps of the court's confirmation those that come next; the first where there is an agreement, to say why not. */
function concernsConfirmation({ agreement, confirmation, status }: CaseState, type: ConfirmationActionType): boolean {
  const stage = confirmation?.stage ?? null;
  if (stepProblem(confirmationStep(type), stage) !== null) return false;
  return type !== 'confirmation.applied' || (agreement !== null && (status !== 'archived' || stage !== null));
}

/** Of the steps of errands those that this person may take on one that is there, or for which there is a kind to begin. */
function concernsErrand(view: CaseView, actor: Actor, action: ErrandActionType): boolean {
  const { state } = view;
  const here = actorHere({ view, actor });
  switch (action) {
    case 'errand.asked':
      return errandKindsFor(state, here).length > 0;
    case 'errand.received':
      return errandsToReceive(state, here).length > 0;
    case 'errand.answered':
      return errandsToAnswer(state, here).length > 0;
    case 'errand.judged':
      return errandsToJudge(state, here).length > 0;
    case 'errand.withdrawn':
      return errandsToWithdraw(state, here).length > 0;
    case 'errand.summed_up':
      return jointToSumUp(state).length > 0;
  }
}

/** Of the actions of a hand-over those that have something to answer; a center without a city hands nothing over. */
function concernsHandover({ state, here }: CaseView, action: OfferedAction['action']): boolean {
  const { handover } = state;
  switch (action) {
    case 'handover.offered':
      return here.center !== null && !handover?.offer;
    case 'handover.withdrawn':
      return handover?.offer != null;
    case 'handover.accepted':
    case 'handover.refused':
      return isOfferedTo(state, here.stationId);
    case 'handover.returned':
      return (handover?.path.length ?? 0) > 1;
    default:
      return true;
  }
}
