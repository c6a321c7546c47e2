import { expect, test } from 'vitest';
import { plainDateAt } from '../text/chinese-date.ts';
import type { CaseAction, CaseActionPayloads, CaseActionType } from './actions.ts';
import { datesBehind } from './dates-behind.ts';
import { caseIn, prepared, validPayload, withAction } from './testing.ts';
import { testAgreement, testDay } from './testing-facts.ts';

const mediating = caseIn('mediating');
const arose = mediating.registration?.occurredOn ?? '';

function actionOf<Type extends CaseActionType>(type: Type, changes: Partial<CaseActionPayloads[Type]>): CaseAction {
  return { type, payload: { ...validPayload(type, mediating), ...changes } } as CaseAction;
}

test.each([
  ['heldOn', actionOf('mediation.session_held', { heldOn: '1026-11-23' })],
  ['toldOn', actionOf('mediation.failed', { toldOn: '2006-11-23' })],
  ['performedOn', actionOf('performance.recorded', { performedOn: '2016-11-23' })],
  ['visitedOn', actionOf('follow_up.recorded', { visitedOn: '2025-11-23' })],
  ['text.reachedOn', actionOf('agreement.reached_oral', { text: testAgreement({ reachedOn: '1026-11-23' }) })],
])('%s before the dispute arose is a slip of the pen (LOG-10)', (field, action) => {
  expect(datesBehind(mediating, action)).toEqual({ [field]: `早于纠纷发生的日期 ${arose}，请核对` });
});

test('a day by which something is to be performed is looked at too, item by item', () => {
  const [first, ...others] = testAgreement().performance;
  if (!first) throw new Error('an agreement without items');
  const text = testAgreement({ performance: [{ ...first, dueOn: '2006-12-31' }, ...others] });
  expect(Object.keys(datesBehind(mediating, actionOf('agreement.revised', { text })))).toEqual([
    'text.performance.0.dueOn',
  ]);
});

test('an agreement is no earlier than the first session of its round', () => {
  const later = { ...mediating, sessions: mediating.sessions.map((session) => ({ ...session, heldOn: '2026-11-24' })) };
  const action = actionOf('agreement.reached_written', { text: testAgreement({ reachedOn: testDay }) });
  expect(datesBehind(later, action)).toEqual({ 'text.reachedOn': '早于第一次调解的日期 2026-11-24，请核对' });
  expect(datesBehind({ ...later, sessionsBefore: 1 }, action)).toEqual({});
});

test('nobody signs a paper before it was made', () => {
  const issued = prepared('document.signed', mediating);
  const made = plainDateAt(issued.documents.at(-1)?.issuedAt ?? 0);
  const payload = validPayload('document.signed', issued);
  const before = { type: 'document.signed', payload: { ...payload, signedOn: '2026-10-01' } } as const;
  expect(datesBehind(issued, before)).toEqual({ signedOn: expect.stringContaining(`早于出具这份文书的日期 ${made}`) });
  expect(datesBehind(issued, { type: 'document.signed', payload: { ...payload, signedOn: made } })).toEqual({});
});

test('what the case of the tests does passes, and so does everything where the registration was erased (LOG-8)', () => {
  for (const type of ['mediation.session_held', 'agreement.reached_written', 'performance.recorded'] as const) {
    expect(datesBehind(mediating, actionOf(type, {}))).toEqual({});
  }
  const erased = { ...withAction(mediating, 'case.noted'), registration: null };
  expect(datesBehind(erased, actionOf('mediation.failed', { toldOn: '1026-11-23' }))).toEqual({});
});
