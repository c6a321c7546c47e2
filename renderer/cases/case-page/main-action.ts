import type { CaseView } from '../../../contract/cases.ts';
import { type Actor, holdsAny, roleName } from '../../../domain/access/roles.ts';
import { isOfferedTo, penCenter, penOf } from '../../../domain/cases/handover.ts';
import { dueStep, isForActor } from '../../../domain/cases/next-steps.ts';
import type { CaseState } from '../../../domain/cases/state.ts';
import { workflowRow } from '../../../domain/cases/workflow.ts';
import { isPageAction, type PageAction } from './action-catalogue.ts';
import { marksToMake, suggestedMarks } from './forms/marks-to-make.ts';

/** The one thing that the page offers under Ctrl+Enter, or whom the case waits for. */
export type MainStep =
  | { readonly kind: 'mine'; readonly action: PageAction; readonly label: string; readonly blocked: string | undefined }
  | { readonly kind: 'others'; readonly text: string }
  | { readonly kind: 'done' };

type StepView = Pick<CaseView, 'state' | 'offered' | 'staffNames'> & Partial<Pick<CaseView, 'here'>>;

/** A case that another center offers waits for the answer; one that another center works on for that center (SYNC-6). */
function handoverStep({ state, offered, here }: StepView, actor: Actor): MainStep | null {
  if (!here || penOf(state) === here.stationId) return null;
  const action = 'handover.accepted';
  const { label, roles } = workflowRow(action);
  if (!isOfferedTo(state, here.stationId)) {
    return { kind: 'others', text: `由${penCenter(state)?.name ?? '登记它的中心'}办理，这里可以看，也可以记一笔` };
  }
  if (!holdsAny(actor, roles)) return { kind: 'others', text: `下一步：${label}，等${roles.map(roleName).join('或')}` };
  const refusal = offered.find((each) => each.action === action)?.refusal;
  return { kind: 'mine', action, label, blocked: refusal?.message };
}

/** The next step by state and role (domain/cases/next-steps.ts); the server's own answer says whether it is possible. */
export function mainStep(view: StepView, actor: Actor): MainStep {
  const elsewhere = handoverStep(view, actor);
  if (elsewhere) return elsewhere;
  const step = dueStep(view.state);
  if (!step || !isPageAction(step.action)) return { kind: 'done' };
  const { label } = workflowRow(step.action);
  const refusal = view.offered.find((each) => each.action === step.action)?.refusal ?? null;
  const mine = isForActor(step, actor) && refusal?.why !== 'role' && !belongsToAnother(view.state, step.roles, actor);
  if (!mine) return { kind: 'others', text: `下一步：${label}，等${waitsFor(view, step.roles)}` };
  if (step.action === 'agreement.signed' && suggestedMarks(marksToMake(view, actor)).length === 0) {
    return { kind: 'others', text: `下一步：委员会盖章，等${roleName('manager')}` };
  }
  return { kind: 'mine', action: step.action, label, blocked: refusal?.message };
}

/** A step of mediators alone is the assigned mediator's; another mediator only looks on. */
function belongsToAnother(state: CaseState, roles: readonly string[], actor: Actor): boolean {
  const mediatorsOnly = roles.every((role) => role === 'mediator');
  return mediatorsOnly && state.mediatorIds.length > 0 && !state.mediatorIds.includes(actor.staffId);
}

function waitsFor(
  { state, staffNames }: Pick<CaseView, 'state' | 'staffNames'>,
  roles: readonly Actor['roles'][number][],
): string {
  const names = state.mediatorIds.flatMap((id) => staffNames[id] ?? []);
  if (roles.includes('mediator') && names.length > 0) return names.join('、');
  return roles.map(roleName).join('或');
}
