import { describe, expect, test } from 'vitest';
import type { Role } from '../../../../domain/access/roles.ts';
import { owedSince } from '../../../../domain/cases/citizen.ts';
import { offeredActions } from '../../../../domain/cases/decide.ts';
import { type CaseState, openPerformance, partiesOf } from '../../../../domain/cases/state.ts';
import type { CaseStatus } from '../../../../domain/cases/status.ts';
import { caseIn, withAction } from '../../../../domain/cases/testing.ts';
import { testActor, testId, testRegistration, testStaff } from '../../../../domain/cases/testing-facts.ts';
import { chinaInstant, endOfChinaDay } from '../../../../domain/deadlines/china-time.ts';
import type { PageAction } from '../action-catalogue.ts';
import { checkAction } from '../check-action.ts';
import { usefulOffers } from '../useful-offers.ts';
import type { FormContext, Values } from './action-form.ts';
import { instantOf, reasonText, refillReason } from './action-form.ts';
import { routesToTell } from './other-routes.ts';
import { contextIn, formOf, sent } from './testing.ts';

describe('a form with nothing typed but what only a person knows is complete: key, Ctrl+Enter', () => {
  const why = { reason: '双方差距太大' };
  test.each<[PageAction, CaseStatus, Role, Values]>([
    ['case.accepted', 'registered', 'clerk', {}],
    ['case.refused', 'registered', 'clerk', { why: 'other_place' }],
    ['case.triaged', 'accepted', 'clerk', {}],
    ['case.assigned', 'triaged', 'clerk', { mediatorIds: [testStaff.mediator] }],
    ['case.returned', 'assigned', 'mediator', { why: 'not_my_area' }],
    ['case.transferred', 'triaged', 'clerk', { to: '金水区城市管理局', why: 'department' }],
    ['consent.recorded', 'signed_in', 'mediator', {}],
    ['mediation.started', 'signed_in', 'mediator', {}],
    ['mediation.failed', 'mediating', 'mediator', why],
    ['mediation.terminated', 'mediating', 'manager', why],
    ['agreement.mark_withdrawn', 'agreed', 'manager', { reason: '记错了人' }],
    ['performance.recorded', 'performing', 'clerk', {}],
    ['follow_up.recorded', 'follow_up', 'clerk', { result: '楼道已经清理。' }],
    ['case.closed', 'failed', 'manager', {}],
    ['case.archived', 'closed', 'clerk', {}],
    ['investigation.recorded', 'mediating', 'mediator', { place: '楼道', askedName: '赵某', record: '问：…\n答：…' }],
    [
      'room.opened',
      'mediating',
      'mediator',
      {
        consented: true,
        [`phone-${testStaff.mediator}`]: '13800000600',
        [`phone-${testId(10)}`]: '13800000601',
        [`phone-${testId(11)}`]: '13800000602',
      },
    ],
    ['dossier.noted', 'closed', 'clerk', { text: '缺第 3 页。' }],
    ['case.reopened', 'closed', 'manager', { reason: '当事人反悔' }],
    ['case.flagged', 'mediating', 'clerk', { reason: '扬言报复' }],
    ['police.reported', 'mediating', 'clerk', { department: '兴达路派出所', note: '扬言报复' }],
    ['case.linked', 'mediating', 'clerk', { caseId: testId(101) }],
    ['case.noted', 'mediating', 'clerk', { note: '周末在家' }],
    ['errand.asked', 'mediating', 'manager', { kind: 'supervise', what: '三日内化解' }],
    ['errand.asked', 'registered', 'clerk', { kind: 'supplement', what: '缺租赁合同', dueOn: '2026-12-10' }],
    ['errand.asked', 'mediating', 'clerk', { kind: 'whistle', to: '金水区城市管理局', what: '到场认定' }],
    ['case.evaluated', 'closed', 'manager', { opinion: '处置及时。' }],
  ])('%s', (action, status, role, typed) => {
    expect(sent(action, contextIn(status, role), typed)).toMatchObject({ ok: true, action: { type: action } });
  });
});

describe('a flagged fact is looked at (WF-36)', () => {
  const state = withAction(caseIn('mediating'), 'follow_up.recorded');
  const context = (role: Role): FormContext => contextIn('mediating', role, undefined, state);
  test('it stands, or it stands with a note; the flag falls', () => {
    const stands = sent('case.reviewed', context('manager'));
    expect(stands).toMatchObject({ ok: true, action: { payload: { reviewedActionId: state.reviews[0]?.actionId } } });
    const corrected = sent('case.reviewed', context('manager'), { result: 'corrected', note: '是上一件案子的回访。' });
    expect(corrected).toMatchObject({ ok: true, action: { payload: { note: '是上一件案子的回访。' } } });
    if (corrected.ok) expect(withAction(state, corrected.action.type, corrected.action.payload).reviews).toEqual([]);
  });
  test('a correction without words is asked for at its field', () => {
    expect(sent('case.reviewed', context('manager'), { result: 'corrected' })).toMatchObject({
      ok: false,
      fields: { note: expect.any(String) },
    });
  });
  test('it is offered to its author and the manager, and to nobody where nothing is flagged', () => {
    const { view } = context('manager');
    const offeredTo = (role: Role, of = state) =>
      usefulOffers({ ...view, state: of, offered: offeredActions(of, testActor(role)) }, testActor(role)).some(
        ({ action, refusal }) => action === 'case.reviewed' && refusal === null,
      );
    expect((['clerk', 'mediator', 'manager'] as const).filter((role) => offeredTo(role))).toEqual(['clerk', 'manager']);
    expect(offeredTo('manager', caseIn('mediating'))).toBe(false);
  });
});

describe('what a citizen said is answered (WF-60)', () => {
  const rated = { subject: 'mediation', grade: 'dissatisfied', words: '没人来过' } as const;
  const state = withAction(withAction(caseIn('mediating'), 'citizen.told'), 'citizen.rated', rated);
  const context = (role: Role): FormContext => contextIn('mediating', role, undefined, state);
  const offeredTo = (role: Role, of: CaseState) =>
    usefulOffers(
      { ...context(role).view, state: of, offered: offeredActions(of, testActor(role)) },
      testActor(role),
    ).some(({ action }) => action === 'citizen.answered');

  test('the complaint comes first, and needs the words alone; then nothing is owed any more', () => {
    const answered = sent('citizen.answered', context('clerk'), { words: '昨天已经上门。' });
    expect(answered).toMatchObject({ ok: true, action: { payload: { words: '昨天已经上门。' } } });
    if (!answered.ok) return;
    const after = withAction(state, answered.action.type, answered.action.payload);
    expect(owedSince(state)).not.toBeNull();
    expect(owedSince(after)).toBeNull();
  });
  test('a mediator answers messages, and leaves complaints to the desk', () => {
    const complaint = withAction(caseIn('mediating'), 'citizen.rated', rated);
    expect([offeredTo('mediator', state), offeredTo('mediator', complaint)]).toEqual([true, false]);
    expect([offeredTo('clerk', complaint), offeredTo('clerk', caseIn('mediating'))]).toEqual([true, false]);
    const [, more] = formOf('citizen.answered').fields(context('mediator'), {});
    expect(more).toMatchObject({ name: 'words' });
    expect(formOf('citizen.answered').initial(context('mediator'))).toMatchObject({
      answeredId: state.citizenWords[0]?.id,
    });
  });
});

describe('what is wrong is told by the center’s own rules before anything is sent', () => {
  test('a date ahead of today stands at its field (LOG-10)', () => {
    const ahead = { result: '去过了', visitedOn: '2026-12-06' };
    expect(sent('follow_up.recorded', contextIn('follow_up', 'clerk'), ahead)).toMatchObject({
      ok: false,
      fields: { visitedOn: '日期在今天之后，请核对' },
    });
  });

  test('a 30 February stands at its field', () => {
    const wrong = { performedOn: '2026-02-30' };
    expect(sent('performance.recorded', contextIn('performing', 'clerk'), wrong)).toMatchObject({
      ok: false,
      fields: { performedOn: '2026 年 2 月没有 30 日，请核对日期' },
    });
  });

  test('an extension without everybody’s consent names who is missing (WF-13)', () => {
    const checked = sent('mediation.extended', contextIn('mediating', 'manager'), { reason: '等鉴定' });
    expect(checked).toMatchObject({ ok: false, refusal: { message: expect.stringContaining('张某、李某') } });
  });

  test('an extension goes as far as the center’s settings allow, and says so at its field (WF-13)', () => {
    const context = contextIn('mediating', 'manager');
    const rules = { extension: { maxTimes: 2, maxDays: 10 } };
    const set = { ...context, view: { ...context.view, rules } };
    const form = formOf('mediation.extended');
    const [days] = form.fields(set, {});
    expect(days).toMatchObject({ name: 'days', unit: '天，最多 10 天' });
    const typed = { reason: '等鉴定', consentedPartyIds: partiesOf(context.view.state).map(({ id }) => id) };
    const check = (state: CaseState, more: Values) =>
      checkAction(
        { state, actor: set.actor, today: context.today, rules },
        'mediation.extended',
        form.payload({ ...form.initial(set), ...typed, ...more }, set),
      );
    expect(check(context.view.state, { days: 11 })).toMatchObject({ ok: false, fields: { days: '最多延 10 天' } });
    const once = withAction(context.view.state, 'mediation.extended');
    expect(check(once, {})).toMatchObject({ ok: true });
    expect(check(withAction(once, 'mediation.extended'), {})).toMatchObject({
      ok: false,
      refusal: { message: '本案已延期 2 次，最多 2 次，不能再延' },
    });
  });

  test('ending without telling the other ways is refused (人民调解法 26)', () => {
    const silent = { reason: '谈不拢', routesTold: [] };
    expect(sent('mediation.failed', contextIn('mediating', 'mediator'), silent)).toMatchObject({
      ok: false,
      fields: { routesTold: expect.stringContaining('第二十六条') },
    });
  });

  test('half a surrogate pair in a note is refused in words', () => {
    expect(sent('case.noted', contextIn('mediating', 'clerk'), { note: '\ud842' })).toMatchObject({
      ok: false,
      fields: { note: expect.stringContaining('半个字符') },
    });
  });

  test('a refused side cannot be closed as performed before the visit (WF-23)', () => {
    const checked = sent('case.closed', contextIn('follow_up', 'manager'));
    expect(checked).toMatchObject({ ok: false, refusal: { message: '先回访，再结案' } });
  });
});

describe('the time to return a case (参照信访工作条例)', () => {
  const lead = (today: string, dueAt = endOfChinaDay('2026-12-03')) => {
    const returnBy = { limitId: 'return', name: '', startAt: 0, warnAt: 1, dueAt, provisional: false };
    const context = contextIn('signed_in', 'mediator');
    const returning = { ...context, today, view: { ...context.view, returnBy } };
    return formOf('case.returned').lead?.(returning, {});
  };

  test('is told while it runs', () => {
    expect(lead('2026-12-01')).toEqual({ look: 'info', title: '退回期限 12-03 前' });
    expect(lead('2026-12-01', chinaInstant('2026-12-03', '18:00'))?.title).toBe('退回期限 12-03 18:00 前');
  });

  test('warns once it is over, and refuses nothing', () => {
    expect(lead('2026-12-05')).toMatchObject({ look: 'warn', title: '已过退回期限，退回会留痕，请写明原因' });
    const context = contextIn('signed_in', 'mediator');
    expect(sent('case.returned', context, { why: 'not_my_area' })).toMatchObject({ ok: true });
  });

  test('is not spoken of where the case cannot be returned', () => {
    expect(formOf('case.returned').lead?.(contextIn('signed_in', 'mediator'), {})).toBeNull();
  });
});

describe('filled in for people', () => {
  test('the article follows the reason, and stays as a person has changed it', () => {
    const form = formOf('case.refused');
    const context = contextIn('registered', 'clerk');
    expect(form.follow?.({ why: 'not_civil' }, {}, context)).toEqual({ law: '人民调解法第二条' });
    expect(form.follow?.({ law: '民法典' }, { why: 'not_civil' }, context)).toEqual({});
  });

  test('who clearly refuses is the reason for refusing the case (人民调解法 17)', () => {
    const state = withAction(caseIn('registered'), 'consent.recorded', { partyId: testId(11), willingness: 'refused' });
    const context = contextIn('registered', 'clerk');
    const initial = formOf('case.refused').initial({ ...context, view: { ...context.view, state } });
    expect(initial).toEqual({ why: 'party_refuses', law: '人民调解法第十七条' });
  });

  test('a matter of an administration goes to its department, with the reason (GB/T 31000 11–16)', () => {
    const context = contextIn('accepted', 'clerk');
    const registration = testRegistration({ gbtCategory: '1101', screeningTag: null });
    const administrative = { ...context, view: { ...context.view, state: { ...context.view.state, registration } } };
    const form = formOf('case.triaged');
    expect(form.initial(administrative).route).toBe('department');
    expect(form.lead?.(administrative, { route: 'peoples_mediation' })?.title).toContain('不属于民间纠纷');
    expect(form.lead?.(administrative, { route: 'department' })).toBeNull();
  });

  test('the amount follows the item', () => {
    const context = contextIn('performing', 'clerk');
    const [first, second] = openPerformance(context.view.state);
    const form = formOf('performance.recorded');
    expect(form.initial(context)).toMatchObject({ itemId: first?.id, amountFen: first?.amountFen ?? null });
    expect(form.follow?.({ itemId: second?.id }, {}, context)).toEqual({ amountFen: second?.amountFen ?? null });
  });

  test('督办 is set by an errand, which ends by an answer, and not as a mark (WF-52)', () => {
    const choices = (role: Role): readonly string[] => {
      const context = contextIn('mediating', role);
      const [flag] = formOf('case.flagged').fields(context, {});
      return flag?.kind === 'one' ? flag.choices.map(({ name }) => name) : [];
    };
    expect(choices('clerk')).toEqual(['升级', '敏感']);
    expect(choices('manager')).toEqual(['升级', '敏感']);
  });

  test('labour disputes lead to arbitration and the court (人民调解法 26)', () => {
    const routes = routesToTell({ mojType: '11', gbtCategory: '0701' }).map(({ route }) => route);
    expect(routes).toEqual(['arbitration', 'court']);
    expect(routesToTell(null).map(({ route }) => route)).toEqual(['court']);
  });

  test('reasons read as one sentence, and 其他 only as its own words', () => {
    const reasons = [
      { code: 'a', name: '材料不足' },
      { code: 'other', name: '其他' },
    ];
    expect(reasonText(reasons, 'a', '')).toBe('材料不足');
    expect(reasonText(reasons, 'a', '缺租赁合同')).toBe('材料不足：缺租赁合同');
    expect(reasonText(reasons, 'other', '另有原因')).toBe('另有原因');
  });

  test('reasons of a step that is sent anew come back as they were chosen', () => {
    const reasons = [
      { code: 'a', name: '材料不足' },
      { code: 'other', name: '其他' },
    ];
    for (const [why, more] of [
      ['a', ''],
      ['a', '缺租赁合同：原件'],
      ['other', '另有原因'],
    ] as const) {
      const payload = { law: '第一条', reason: reasonText(reasons, why, more) };
      expect(refillReason(reasons)(payload)).toEqual({ law: '第一条', why, more });
    }
  });

  test('times are those of China, and a broken one is none', () => {
    expect(instantOf('2026-11-23', '16:05')).toBe(Date.parse('2026-11-23T16:05:00+08:00'));
    expect(instantOf('2026-11-23', '25:00')).toBeUndefined();
    expect(instantOf('2026-02-30', '16:05')).toBeUndefined();
  });
});
