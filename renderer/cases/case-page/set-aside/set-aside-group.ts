import type { CaseView, SetAsideEntry } from '../../../../contract/cases.ts';
import type { Actor } from '../../../../domain/access/roles.ts';
import type { CaseAction } from '../../../../domain/cases/actions.ts';
import type { Refusal } from '../../../../domain/cases/decide.ts';
import { verdictReason } from '../../../../domain/sync/reasons.ts';
import { plannedRefusals } from '../../../../domain/sync/resend.ts';
import { settlingRefusal } from '../../../../domain/sync/settling.ts';

/** The steps of a case that wait for a person's word: the first, and those that are held behind it. */
export interface SetAsideGroup {
  readonly first: SetAsideEntry;
  readonly held: readonly SetAsideEntry[];
}

/** The group that this person may settle here; null where there is none. */
export function groupOf({ setAside }: CaseView, actor: Actor): SetAsideGroup | null {
  const [first, ...held] = setAside.filter(({ settled, own }) => own && settled === null);
  if (!first || settlingRefusal('settling.withdrawn', first.actorId, actor) !== null) return null;
  return { first, held };
}

export function idsOf({ first, held }: SetAsideGroup): string[] {
  return [first, ...held].map(({ actionId }) => actionId);
}

/** An action that was set aside, as it was entered; null where its content is not known here. */
export function actionOf({ type, payload }: SetAsideEntry): CaseAction | null {
  return payload === null ? null : ({ type, payload } as CaseAction);
}

export function mayResend({ first }: SetAsideGroup): boolean {
  return verdictReason(first.reason).waysOut.some((way) => way === 'resend') && actionOf(first) !== null;
}

const unknown: Refusal = { rule: 'WF-0', why: 'guard', message: '内容已依法删除，或者由新版程序写下，不能重发' };

/** Whether the first step may be done as it was, and each that follows behind it: null, or why not. */
export function resendable(view: CaseView, actor: Actor, { first, held }: SetAsideGroup, at: number) {
  const steps = [first, ...held];
  const known = steps.flatMap((step) => {
    const action = actionOf(step);
    return action ? [{ id: step.actionId, action }] : [];
  });
  const refusals = plannedRefusals(view.state, actor, known, view.rules, at);
  const byId = new Map(known.map(({ id }, index) => [id, refusals[index] ?? null]));
  return steps.map((step) => ({
    step,
    refusal: byId.has(step.actionId) ? (byId.get(step.actionId) ?? null) : unknown,
  }));
}
