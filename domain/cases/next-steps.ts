import { type Actor, holdsAny, type Role } from '../access/roles.ts';
import type { CaseActionType } from './actions.ts';
import { type CaseState, currentSessions, wasFollowedUp } from './state.ts';
import type { CaseStatus } from './status.ts';

/** Which action a case in a state waits for, and of whom. The workflow table says whether it is possible. */
export interface NextStep {
  readonly status: CaseStatus;
  readonly action: CaseActionType;
  readonly roles: readonly Role[];
  /** This step has been taken at least once; the state's next row is due then, though this one may be taken again. */
  readonly taken?: (state: CaseState) => boolean;
}

/** In the order of the work; of several rows for one state the first that is not yet taken is due. */
export const nextSteps: readonly NextStep[] = [
  { status: 'registered', action: 'case.accepted', roles: ['clerk', 'manager'] },
  { status: 'accepted', action: 'case.triaged', roles: ['clerk', 'manager'] },
  {
    status: 'triaged',
    action: 'case.assigned',
    roles: ['clerk', 'manager'],
    // A case that belongs to a department is not assigned but handed over (WF-9).
    taken: (state) => state.route === 'department',
  },
  { status: 'triaged', action: 'case.transferred', roles: ['clerk', 'manager'] },
  { status: 'returned', action: 'case.assigned', roles: ['clerk', 'manager'] },
  { status: 'assigned', action: 'case.signed_in', roles: ['mediator'] },
  { status: 'signed_in', action: 'mediation.started', roles: ['mediator'] },
  {
    status: 'mediating',
    action: 'mediation.session_held',
    roles: ['mediator'],
    taken: (state) => currentSessions(state).length > 0,
  },
  { status: 'mediating', action: 'agreement.reached_written', roles: ['mediator'] },
  { status: 'agreed', action: 'agreement.signed', roles: ['mediator', 'manager'] },
  { status: 'performing', action: 'performance.recorded', roles: ['mediator', 'manager'] },
  {
    status: 'follow_up',
    action: 'follow_up.recorded',
    roles: ['mediator', 'manager'],
    taken: wasFollowedUp,
  },
  { status: 'follow_up', action: 'case.closed', roles: ['mediator', 'manager'] },
  { status: 'failed', action: 'case.closed', roles: ['mediator', 'manager'] },
  { status: 'terminated', action: 'case.closed', roles: ['mediator', 'manager'] },
  { status: 'transferred', action: 'case.closed', roles: ['manager'] },
  { status: 'refused', action: 'case.closed', roles: ['manager'] },
  { status: 'closed', action: 'case.archived', roles: ['clerk', 'manager'] },
];

/** The step that a case waits for, whoever may take it; null where nothing more is to be done. */
export function dueStep(state: CaseState): NextStep | null {
  const steps = nextSteps.filter(({ status }) => status === state.status);
  return steps.find((step) => !step.taken?.(state)) ?? steps.at(-1) ?? null;
}

/** Whether this actor is one of those whom the step waits for. */
export function isForActor(step: NextStep, actor: Actor): boolean {
  return holdsAny(actor, step.roles);
}
