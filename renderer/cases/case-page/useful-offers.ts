import type { CaseView } from '../../../contract/cases.ts';
import type { Actor } from '../../../domain/access/roles.ts';
import type { OfferedAction } from '../../../domain/cases/decide.ts';
import { hasFlagChoice, ownReviews } from './forms/aside-forms.ts';

/**
 * What the center offers, without the forms that could name nothing: no flag is left that this person may set, or none is
 * set; or nothing is left to review. Which one it would be is in the payload, so that the offer cannot tell.
 */
export function usefulOffers(view: CaseView, actor: Actor): readonly OfferedAction[] {
  return view.offered.filter(({ action }) => {
    if (action === 'case.flagged') return hasFlagChoice(view.state, actor, false);
    if (action === 'case.unflagged') return hasFlagChoice(view.state, actor, true);
    if (action === 'case.reviewed') return ownReviews(view.state, actor).length > 0;
    return true;
  });
}
