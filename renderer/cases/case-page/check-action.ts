import type { Actor } from '../../../domain/access/roles.ts';
import { type CaseAction, type CaseActionType, caseActionSchemas } from '../../../domain/cases/actions.ts';
import { datesAhead } from '../../../domain/cases/dates-ahead.ts';
import { type Refusal, refusalOf } from '../../../domain/cases/decide.ts';
import type { CaseState } from '../../../domain/cases/state.ts';
import type { PlainDate } from '../../../domain/text/chinese-date.ts';

export type CheckedAction =
  | { readonly ok: true; readonly action: CaseAction }
  | { readonly ok: false; readonly fields: Readonly<Record<string, string>>; readonly refusal: Refusal | null };

/**
 * What the center will check, before it is asked: the schema, dates that lie ahead, and the guards of the workflow table.
 * Messages by path in the payload, `startedAt`, `helpers.0.name`.
 */
export function checkAction(
  { state, actor, today }: { readonly state: CaseState; readonly actor: Actor; readonly today: PlainDate },
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
  const ahead = datesAhead(action, today);
  if (Object.keys(ahead).length > 0) return { ok: false, fields: ahead, refusal: null };
  const refusal = refusalOf(state, actor, action);
  return refusal ? { ok: false, fields: {}, refusal } : { ok: true, action };
}
