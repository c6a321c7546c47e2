import { type Actor, holdsAny, roleName } from '../access/roles.ts';
import type { CaseActionType } from './actions.ts';
import { runGuard } from './guards.ts';
import { isOfferedTo, penCenter, penOf } from './handover.ts';
import { type RulesInForce, shippedRules } from './rules-in-force.ts';
import type { CaseState } from './state.ts';
import { caseStatus } from './status.ts';
import { caseWorkflow, type WorkflowRow, workflowRow } from './workflow.ts';

/** Why an action may not be done now: the wrong state, the wrong center (SYNC-6), the wrong role, or a guard. */
export interface Refusal {
  readonly rule: WorkflowRow['rule'];
  readonly why: 'state' | 'pen' | 'role' | 'guard';
  readonly message: string;
  /** Article or standard behind the rule. */
  readonly source?: string;
}

/**
 * May this actor do this action on the case as it is? Null means yes. Without a payload the answer is what a button
 * needs: guards that judge the payload wait until there is one. `state` is null only before registration.
 * `rules` are those that the center set, the shipped ones where nobody says.
 */
export function refusalOf(
  state: CaseState | null,
  actor: Actor,
  action: { readonly type: CaseActionType; readonly payload?: unknown },
  rules: RulesInForce = shippedRules,
): Refusal | null {
  const row = workflowRow(action.type);
  const fits = state === null ? row.from.length === 0 : row.from.includes(state.status);
  if (!fits) {
    const now = state === null ? '案件还没有登记' : `案件现在是「${caseStatus(state.status).name}」`;
    return { rule: row.rule, why: 'state', message: `${now}，不能「${row.label}」` };
  }
  const elsewhere = state === null || row.hand !== 'pen' ? null : penElsewhere(state, actor);
  if (elsewhere !== null) return { rule: row.rule, why: 'pen', message: elsewhere };
  if (row.hand === 'citizen' && actor.staffId !== state?.bornAt) {
    return { rule: row.rule, why: 'role', message: `「${row.label}」由群众自己在网页上办理` };
  }
  if (row.hand !== 'citizen' && !holdsAny(actor, row.roles)) {
    return { rule: row.rule, why: 'role', message: `「${row.label}」由${row.roles.map(roleName).join('、')}办理` };
  }
  if (state === null) return null;
  for (const name of row.guards) {
    const failure = runGuard(name, state, actor, action, rules);
    if (failure) {
      const { message, source } = failure;
      return source === undefined
        ? { rule: row.rule, why: 'guard', message }
        : { rule: row.rule, why: 'guard', message, source };
    }
  }
  return null;
}

/** Who works on the case, where that is another center than the actor's. */
function penElsewhere(state: CaseState, { stationId }: Actor): string | null {
  if (stationId === undefined || penOf(state) === stationId) return null;
  const name = penCenter(state)?.name ?? '登记它的中心';
  return isOfferedTo(state, stationId) ? `案件还由${name}办理，接收以后才归本中心` : `案件由${name}办理，不归本中心`;
}

/** An action as the case page lists it: possible now, or not with the reason. */
export interface OfferedAction {
  readonly action: CaseActionType;
  readonly label: string;
  readonly refusal: Refusal | null;
}

/** Actions that fit the state of the case, for this actor; those of other states are not worth a line. */
export function offeredActions(
  state: CaseState,
  actor: Actor,
  rules: RulesInForce = shippedRules,
): readonly OfferedAction[] {
  return caseWorkflow
    .filter((row) => row.from.includes(state.status))
    .map((row) => ({
      action: row.action,
      label: row.label,
      refusal: refusalOf(state, actor, { type: row.action }, rules),
    }));
}
