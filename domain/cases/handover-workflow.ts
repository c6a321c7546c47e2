import type { CaseActionType } from './actions.ts';
import type { GuardName } from './guards.ts';
import { handoverStatuses } from './handover.ts';
import type { WorkflowRow } from './workflow.ts';

/** The desks of the two centers decide it; a case that is offered stays as it is until the other one answers. */
function between(
  rule: WorkflowRow['rule'],
  action: Extract<CaseActionType, `handover.${string}`>,
  label: string,
  guards: readonly GuardName[],
  more: Partial<Pick<WorkflowRow, 'from' | 'to' | 'hand'>> = {},
): WorkflowRow {
  return {
    rule,
    action,
    label,
    from: handoverStatuses,
    to: 'same',
    roles: ['clerk', 'manager'],
    guards,
    kind: 'decision',
    hand: 'pen',
    ...more,
  };
}

/** The rows of handing a case over to another center (SYNC-6). */
export const handoverWorkflow: readonly WorkflowRow[] = [
  between('WF-37', 'handover.offered', '移交其他中心', ['nothing_offered', 'to_another_center']),
  between('WF-38', 'handover.withdrawn', '撤回移交', ['offer_is_open']),
  between('WF-39', 'handover.accepted', '接收移交', ['offer_is_open', 'offered_here'], {
    to: 'taken_over',
    hand: 'offered',
  }),
  between('WF-40', 'handover.refused', '不接收移交', ['offer_is_open', 'offered_here'], { hand: 'offered' }),
  between('WF-41', 'handover.returned', '退还移交中心', ['was_handed_over', 'nothing_offered'], {
    from: [...handoverStatuses, 'refused', 'performing', 'follow_up', 'failed', 'terminated', 'transferred', 'closed'],
    to: 'taken_over',
  }),
];
