import type { Actor } from '../access/roles.ts';
import { CASE_SCHEMA_VERSION, type CaseAction } from '../cases/actions.ts';
import { type Refusal, refusalOf } from '../cases/decide.ts';
import { reduceCase } from '../cases/reducer.ts';
import type { RulesInForce } from '../cases/rules-in-force.ts';
import type { CaseState } from '../cases/state.ts';
import type { Action } from '../log/action.ts';
import { isFolded, judgeCaseAction, type Verdict } from './verdict.ts';

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

/**
 * What the city would say of steps that were left to it, were each done now in its author's name on what the ones before
 * it have made of the case. One that would not be taken over is left out, and the next is judged without it.
 * @param at when they would be done, in ms
 */
export function plannedVerdicts(
  state: CaseState,
  steps: readonly Action<unknown>[],
  rules: RulesInForce,
  at: number,
): readonly Verdict[] {
  let after = state;
  return steps.map(({ header, payload }) => {
    const { revision } = after;
    const action = { header: { ...header, baseRevision: revision, deviceTime: at }, payload };
    if (payload === null) return { verdict: 'set_aside', reason: 'not_possible', detail: '内容已依法删除' };
    if (header.type.startsWith('handover.'))
      return { verdict: 'set_aside', reason: 'not_possible', detail: '案件移交要由中心自己重新提出' };
    // Its record stands already: what began it a second time is no step on it.
    if (header.baseRevision === 0) return { verdict: 'set_aside', reason: 'begun_twice', detail: null };
    const verdict = judgeCaseAction(after, action, { revision, hasPen: true, hasSetAside: false }, rules);
    if (isFolded(verdict.verdict)) after = reduceCase(after, action);
    return verdict;
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
