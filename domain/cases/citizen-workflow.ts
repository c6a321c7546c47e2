import { caseStatusIds } from './status.ts';
import type { WorkflowRow } from './workflow.ts';

const inEveryState = { from: caseStatusIds, to: 'same' } as const;
const byCitizen = { ...inEveryState, roles: [], kind: 'fact', hand: 'citizen' } as const;

/** What citizens say on the city's pages, and how the desk answers it (docs/intake.md). */
export const citizenWorkflow: readonly WorkflowRow[] = [
  { rule: 'WF-58', action: 'citizen.told', label: '群众补充或者要求撤回', ...byCitizen, guards: [] },
  { rule: 'WF-59', action: 'citizen.rated', label: '群众评价', ...byCitizen, guards: ['rated_once'] },
  {
    rule: 'WF-60',
    action: 'citizen.answered',
    label: '答复群众',
    ...inEveryState,
    roles: ['clerk', 'mediator', 'manager'],
    guards: ['answers_citizen'],
    kind: 'decision',
    hand: 'pen',
  },
];
