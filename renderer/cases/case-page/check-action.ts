import type { Actor } from '../../../domain/access/roles.ts';
import { type CaseAction, type CaseActionType, caseActionSchemas } from '../../../domain/cases/actions.ts';
import { datesAhead } from '../../../domain/cases/dates-ahead.ts';
import { datesBehind } from '../../../domain/cases/dates-behind.ts';
import { type Refusal, refusalOf } from '../../../domain/cases/decide.ts';
import { beyondRules, type RulesInForce, shippedRules } from '../../../domain/cases/rules-in-force.ts';
import type { CaseState } from '../../../domain/cases/state.ts';
import type { PlainDate } from '../../../domain/text/chinese-date.ts';

export type CheckedAction =
  | { readonly ok: true; readonly action: CaseAction }
  | { readonly ok: false; readonly fields: Readonly<Record<string, string>>; readonly refusal: Refusal | null };

interface Situation {
  readonly state: CaseState;
  readonly actor: Actor;
  readonly today: PlainDate | null;
  /** As the center set them; only an extension asks for them. */
  readonly rules?: RulesInForce;
}

/**
 * What the center will check, before it is asked: the schema, dates that cannot be, the center's settings, and the guards
 * of the workflow table.
 * Messages by path in the payload, `startedAt`, `helpers.0.name`.
 */
export function checkAction(
  { state, actor, today, rules = shippedRules }: Situation,
  type: CaseActionType,
  payload: unknown,
): CheckedAction {
  const parsed = caseActionSchemas[type].safeParse(payload);
  if (!parsed.success) {
    const fields: Record<string, string> = {};
    for (const { path, message } of parsed.error.issues) fields[path.join('.')] ??= message;
    return { ok: false, fields, refusal: null };
  }
  const action = { type, payload: parsed.data } as CaseAction;
  const fields = { ...datesAhead(action, today), ...datesBehind(state, action), ...beyondRules(action, rules) };
  if (Object.keys(fields).length > 0) return { ok: false, fields, refusal: null };
  const refusal = refusalOf(state, actor, action, rules);
  return refusal ? { ok: false, fields: {}, refusal } : { ok: true, action };
}
