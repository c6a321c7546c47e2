import type { Role } from '../access/roles.ts';
import type { ErrandActionType } from './errands.ts';
import type { GuardName } from './guards.ts';
import { caseStatusIds, openStatuses } from './status.ts';
import type { WorkflowRow } from './workflow.ts';

const notArchived = caseStatusIds.filter((status) => status !== 'archived');
const center: readonly Role[] = ['clerk', 'mediator', 'manager', 'head'];
const helpers: readonly Role[] = ['clerk', 'mediator', 'manager', 'department_handler'];

/** Errands happen between people and stand beside the work: facts that need no pen (SYNC-6). */
function beside(
  rule: WorkflowRow['rule'],
  action: ErrandActionType,
  label: string,
  guards: readonly GuardName[],
  more: Partial<Pick<WorkflowRow, 'from' | 'roles' | 'kind' | 'hand'>> = {},
): WorkflowRow {
  return {
    rule,
    action,
    label,
    from: notArchived,
    to: 'same',
    roles: center,
    guards,
    kind: 'fact',
    hand: 'any',
    ...more,
  };
}

/** The rows of errands; which kinds there are, and who asks and answers, is in domain/errands/kinds.ts. */
export const errandWorkflow: readonly WorkflowRow[] = [
  beside('WF-52', 'errand.asked', '协同督办', ['errand_fits'], { from: openStatuses }),
  beside('WF-53', 'errand.received', '登记签收回执', ['has_case', 'errand_is_open', 'errand_is_received_once'], {
    roles: helpers,
  }),
  beside('WF-54', 'errand.answered', '登记反馈', ['has_case', 'errand_is_open', 'errand_answer_is_due'], {
    roles: helpers,
  }),
  beside('WF-55', 'errand.judged', '认可或退回反馈', ['errand_is_open', 'errand_judged_by_asker']),
  beside('WF-56', 'errand.withdrawn', '撤回协同事项', ['errand_is_open', 'errand_may_be_withdrawn']),
  beside('WF-57', 'errand.summed_up', '联动小结', ['helpers_answered'], {
    kind: 'decision',
    hand: 'pen',
    roles: ['clerk', 'mediator', 'manager'],
  }),
];
