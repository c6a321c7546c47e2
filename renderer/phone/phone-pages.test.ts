import { describe, expect, test } from 'vitest';
import { caseIn } from '../../domain/cases/testing.ts';
import { testActor, testId } from '../../domain/cases/testing-facts.ts';
import { checkAction } from '../cases/case-page/check-action.ts';
import type { FormContext, Values } from '../cases/case-page/forms/action-form.ts';
import { viewOf } from '../cases/case-page/testing.ts';
import { agreementField, agreementForms } from './agreement-form.ts';
import { byDeadline, isMine } from './case-order.ts';
import { routeOf } from './phone-route.ts';
import { sessionField, sessionForm } from './session-form.ts';

const state = caseIn('mediating');
const actor = testActor('mediator');
const context: FormContext = {
  view: viewOf(state, { placeName: '鸿苑社区' }),
  actor,
  today: '2026-11-23',
  time: '18:20',
};
const situation = { state, actor, today: '2026-11-23' };

test('the list begins with the case whose time ends first, and ends with those without a deadline', () => {
  const items = [
    { dueAt: null, registeredAt: 2 },
    { dueAt: 9, registeredAt: 1 },
    { dueAt: null, registeredAt: 1 },
    { dueAt: 3, registeredAt: 5 },
  ];
  expect(byDeadline(items).map(({ dueAt, registeredAt }) => [dueAt, registeredAt])).toEqual([
    [3, 5],
    [9, 1],
    [null, 1],
    [null, 2],
  ]);
});

test('a name within another name is not this person', () => {
  expect(isMine({ mediators: '张卫、程敏' }, '程敏')).toBe(true);
  expect(isMine({ mediators: '张卫东' }, '张卫')).toBe(false);
});

test('an address leads to its page, and one that leads nowhere to the list', () => {
  const caseId = testId(3);
  expect(routeOf(`/cases/${caseId}/do/case.noted`)).toEqual({ page: 'form', caseId, what: 'case.noted' });
  expect(routeOf(`/cases/${caseId}/sign`)).toEqual({ page: 'sign', caseId });
  expect(routeOf(`/cases/${caseId}`)).toEqual({ page: 'case', caseId });
  expect(routeOf('/cases/x')).toEqual({ page: 'list' });
  expect(routeOf('')).toEqual({ page: 'list' });
});

describe('the record of a session on the phone (人民调解法 20, 23, 24, 27)', () => {
  const written: Values = {
    ...sessionForm.initial(context),
    rightsTold: true,
    record: '双方陈述了经过。',
    result: '李某愿意清理。',
  };
  const check = (values: Values) =>
    checkAction(situation, 'mediation.session_held', sessionForm.payload(values, context));

  test('is what the desk sends, and that the rights were told is never assumed', () => {
    expect(check(written)).toMatchObject({ ok: true });
    expect(check({ ...written, rightsTold: false })).toMatchObject({
      ok: false,
      fields: { rightsTold: expect.any(String) },
    });
  });

  test('asks for a helper’s identity and the consent once somebody is named, and tells what is missing there', () => {
    const values = { ...written, helper0: '赵某' };
    const names = sessionForm.fields(context, values).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['helper0', 'identity0', 'consented0', 'helper1']));
    const checked = check(values);
    expect(checked.ok ? [] : Object.keys(checked.fields).map(sessionField)).toEqual(['identity0', 'consented0']);
    const full = check({ ...values, identity0: '楼栋长', consented0: true });
    expect(full.ok && full.action.payload).toMatchObject({ helpers: [{ name: '赵某', identity: '楼栋长' }] });
  });
});

describe('the terms on the phone (人民调解法 29)', () => {
  const form = agreementForms['agreement.reached_written'];
  const start: Values = { ...form.initial(context), term0: '李某清理楼道。', place: '调解室', reachedOn: '2026-11-23' };
  const check = (values: Values) => checkAction(situation, 'agreement.reached_written', form.payload(values, context));

  test('one empty line stands behind what is written, and is not sent', () => {
    const names = form.fields(context, start).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['term0', 'term1', 'what0']));
    expect(names).not.toContain('who0');
    expect(check(start)).toMatchObject({ ok: true, action: { payload: { text: { terms: ['李某清理楼道。'] } } } });
  });

  test('a thing to perform has an id of its own from its first letter on, and asks who does it', () => {
    const typed = { ...start, what0: '清理楼道' };
    const values = { ...typed, ...form.follow?.({ what0: '清理楼道' }, typed, context) };
    const again = form.follow?.({ what0: '清理楼道。' }, values, context);
    expect(again).toEqual({});
    expect(form.fields(context, values).map(({ name }) => name)).toContain('who0');
    const checked = check(values);
    expect(checked.ok ? [] : Object.keys(checked.fields).map((path) => agreementField(path, values))).toContain('who0');
    expect(check({ ...values, who0: testId(10) })).toMatchObject({
      ok: true,
      action: { payload: { text: { performance: [{ partyId: testId(10), what: '清理楼道', amountFen: null }] } } },
    });
  });

  test('a message about a clause stands at the field that it was written in, past the empty ones', () => {
    const values = { ...start, term0: '', term2: '李某清理楼道。' };
    expect(agreementField('text.terms.0', values)).toBe('term2');
    expect(agreementField('text.reachedOn', values)).toBe('reachedOn');
  });
});
