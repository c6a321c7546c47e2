import type { Actor } from '../access/roles.ts';
import { CASE_SCHEMA_VERSION, type CaseAction } from '../cases/actions.ts';
import { type Refusal, refusalOf } from '../cases/decide.ts';
import { reduceCase } from '../cases/reducer.ts';
import type { RulesInForce } from '../cases/rules-in-force.ts';
import type { CaseState } from '../cases/state.ts';

/** An action as it would be done now, by this actor. */
export interface PlannedAction {
  readonly id: string;
  readonly action: CaseAction;
}

/**
 * Whether actions may be done one after the other on the case as it is now, each on what the ones before it have made of
 * it: null, or why not. One that may not be done is left out, and the next is asked without it.
 * @param at when they would be done, in ms
 */
export function plannedRefusals(
  state: CaseState,
  actor: Actor,
  planned: readonly PlannedAction[],
  rules: RulesInForce,
  at: number,
): readonly (Refusal | null)[] {
  let after = state;
  return planned.map(({ id, action }) => {
    const refusal = refusalOf(after, actor, action, rules);
    if (refusal === null)
      after = reduceCase(after, { header: headerOf(after, actor, id, action, at), payload: action.payload });
    return refusal;
  });
}

/** As much of a header as the fold looks at. */
function headerOf(state: CaseState, actor: Actor, id: string, { type }: CaseAction, at: number) {
  return {
    id,
    streamKind: 'case' as const,
    streamId: state.id,
    type,
    schemaVersion: CASE_SCHEMA_VERSION,
    actorId: actor.staffId,
    stationId: '',
    incarnation: 1,
    sequence: 1,
    previousHash: '',
    payloadHash: '',
    baseRevision: state.revision,
    deviceTime: at,
    clockOffset: null,
    algorithms: '',
  };
}
