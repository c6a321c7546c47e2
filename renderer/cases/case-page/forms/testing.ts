import type { Role } from '../../../../domain/access/roles.ts';
import { offeredActions } from '../../../../domain/cases/decide.ts';
import type { CaseStatus } from '../../../../domain/cases/status.ts';
import { caseIn } from '../../../../domain/cases/testing.ts';
import { testActor, testStaff } from '../../../../domain/cases/testing-facts.ts';
import type { PageAction } from '../action-catalogue.ts';
import { checkAction } from '../check-action.ts';
import { viewOf } from '../testing.ts';
import type { ActionForm, FormContext, Values } from './action-form.ts';
import { doingOf } from './action-forms.ts';

/** For tests only. */
const names = { [testStaff.mediator]: '张卫' };

export function contextIn(status: CaseStatus, role: Role, about?: string, state = caseIn(status)): FormContext {
  const actor = testActor(role);
  const view = viewOf(state, { offered: offeredActions(state, actor), staffNames: names });
  return { view, actor, today: '2026-12-05', time: '16:05', about };
}

export function formOf(action: PageAction): ActionForm {
  const doing = doingOf(action);
  if (doing.kind !== 'form') throw new Error(`${action} has no form made of data`);
  return doing.form;
}

/** What is sent when these fields are typed over what the form fills in by itself. */
export function sent(action: PageAction, context: FormContext, typed: Values = {}) {
  const form = formOf(action);
  const initial = form.initial(context);
  const values = { ...initial, ...typed };
  const followed = form.follow?.(typed, values, context) ?? {};
  const payload = form.payload({ ...values, ...followed, ...typed }, context);
  return checkAction({ state: context.view.state, actor: context.actor, today: context.today }, action, payload);
}
