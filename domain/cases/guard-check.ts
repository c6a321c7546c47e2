import type { Actor } from '../access/roles.ts';
import type { CaseActionPayloads, CaseActionType } from './actions.ts';
import type { RulesInForce } from './rules-in-force.ts';
import type { CaseState } from './state.ts';

/** The words of the refusal, or null. */
export type Check = (state: CaseState, actor: Actor, payload: unknown, rules: RulesInForce) => string | null;

export interface Guard {
  /** Article or standard behind it. */
  readonly source?: string;
  readonly check: Check;
}

/** A guard that looks at the payload is skipped while the action is only being offered (no payload yet). */
export function onPayload<Type extends CaseActionType>(
  _type: Type,
  check: (state: CaseState, payload: CaseActionPayloads[Type], actor: Actor) => string | null,
): Check {
  return (state, actor, payload) =>
    payload === undefined ? null : check(state, payload as CaseActionPayloads[Type], actor);
}
