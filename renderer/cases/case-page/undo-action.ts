import type { CaseAction } from '../../../domain/cases/actions.ts';
import { type CaseState, partiesOf } from '../../../domain/cases/state.ts';

/**
 * The action that takes back the one just done, where the workflow has such a one: the log keeps both (LOG-1). Null
 * where taking back is a decision of its own, with a form and a reason.
 * @param before the case as it was before the action
 */
export function undoOf(before: CaseState, action: CaseAction): CaseAction | null {
  switch (action.type) {
    case 'consent.recorded': {
      const { partyId, willingness } = action.payload;
      const party = partiesOf(before).find(({ id }) => id === partyId);
      if (!party || party.willingness === willingness) return null;
      return {
        type: 'consent.recorded',
        payload: { partyId, willingness: party.willingness, note: '撤销刚才误记的意愿' },
      };
    }
    case 'case.flagged':
      return { type: 'case.unflagged', payload: { flag: action.payload.flag, reason: '撤销刚才误设的标记' } };
    case 'case.unflagged':
      return { type: 'case.flagged', payload: { flag: action.payload.flag, reason: '恢复刚才误取消的标记' } };
    default:
      return null;
  }
}
