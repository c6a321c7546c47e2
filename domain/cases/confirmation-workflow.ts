import type { ConfirmationActionType } from './confirmation.ts';
import type { GuardName } from './guards.ts';
import type { CaseStatus } from './status.ts';
import type { WorkflowRow } from './workflow.ts';

/** In which an agreement may be in effect: the court rules after the work here is over, too. */
const withAgreement: readonly CaseStatus[] = ['performing', 'follow_up', 'closed', 'archived'];

/** All of it happens between the parties and the court, so all of it is fact; the state of the case stays. */
function step(
  rule: WorkflowRow['rule'],
  action: ConfirmationActionType,
  label: string,
  guards: readonly GuardName[],
): WorkflowRow {
  const roles = ['clerk', 'mediator', 'manager'] as const;
  return { rule, action, label, from: withAgreement, to: 'same', roles, guards, kind: 'fact', hand: 'pen' };
}

/** The rows of the court's confirmation; how one step follows another is in domain/confirmation/stages.ts. */
export const confirmationWorkflow: readonly WorkflowRow[] = [
  step('WF-43', 'confirmation.applied', '申请司法确认', [
    'agreement_in_writing',
    'agreement_in_effect',
    'application_is_new',
    'joint_application',
    'court_would_accept',
  ]),
  step('WF-44', 'confirmation.filed', '递交法院', ['application_is_made']),
  step('WF-45', 'confirmation.asked_to_correct', '法院要求补正', ['application_is_filed']),
  step('WF-46', 'confirmation.corrected', '登记补正', ['correction_is_asked']),
  step('WF-47', 'confirmation.accepted', '登记法院受理', ['acceptance_is_due']),
  step('WF-48', 'confirmation.ruled', '登记裁定', ['ruling_is_due', 'ruling_fits', 'ruling_is_attached']),
  step('WF-49', 'confirmation.withdrawn', '撤回司法确认申请', ['application_is_open']),
];
