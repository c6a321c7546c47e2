import type { Role } from '../../domain/access/roles.ts';
import type { CaseActionType } from '../../domain/cases/actions.ts';
import type { CaseStatus } from '../../domain/cases/status.ts';

/** Which action a case in a state waits for, and of whom. The workflow table says whether it is possible. */
export interface NextStep {
  readonly status: CaseStatus;
  readonly action: CaseActionType;
  readonly roles: readonly Role[];
}

export const nextSteps: readonly NextStep[] = [
  { status: 'registered', action: 'case.accepted', roles: ['clerk', 'manager'] },
  { status: 'accepted', action: 'case.triaged', roles: ['clerk', 'manager'] },
  { status: 'triaged', action: 'case.assigned', roles: ['clerk', 'manager'] },
  { status: 'returned', action: 'case.assigned', roles: ['clerk', 'manager'] },
  { status: 'assigned', action: 'case.signed_in', roles: ['mediator'] },
  { status: 'signed_in', action: 'mediation.started', roles: ['mediator'] },
  { status: 'mediating', action: 'mediation.session_held', roles: ['mediator'] },
  { status: 'agreed', action: 'agreement.signed', roles: ['mediator', 'manager'] },
  { status: 'performing', action: 'performance.recorded', roles: ['mediator', 'manager'] },
  { status: 'follow_up', action: 'follow_up.recorded', roles: ['mediator', 'manager'] },
  { status: 'failed', action: 'case.closed', roles: ['mediator', 'manager'] },
  { status: 'terminated', action: 'case.closed', roles: ['mediator', 'manager'] },
  { status: 'transferred', action: 'case.closed', roles: ['manager'] },
  { status: 'refused', action: 'case.closed', roles: ['manager'] },
  { status: 'closed', action: 'case.archived', roles: ['clerk', 'manager'] },
];
