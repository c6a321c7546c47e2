import { describe, expect, test } from 'vitest';
import type { CaseState } from '../../../../domain/cases/state.ts';
import { caseIn, withAction } from '../../../../domain/cases/testing.ts';
import { testAgreement, testId } from '../../../../domain/cases/testing-facts.ts';
import type { PageAction } from '../action-catalogue.ts';
import { usefulOffers } from '../useful-offers.ts';
import type { Values } from './action-form.ts';
import { contextIn, formOf, sent } from './testing.ts';

const confirmationAnswers = {
  partyIds: [testId(10), testId(11)],
  question_outside_courts: 'no',
  question_wrong_court: 'no',
  question_status: 'no',
  question_other_procedure: 'no',
  question_title: 'no',
} as const;

describe('the court’s confirmation (人民调解法 33)', () => {
  test('the application needs who applies and the answers: the rest is filled in', () => {
    const checked = sent('confirmation.applied', contextIn('performing', 'clerk'), confirmationAnswers);
    expect(checked).toMatchObject({ ok: true, action: { type: 'confirmation.applied' } });
  });

  const performing = caseIn('performing');
  const applied = withAction(performing, 'confirmation.applied');
  const filed = withAction(applied, 'confirmation.filed');
  const accepted = withAction(filed, 'confirmation.accepted');
  const asked = withAction(filed, 'confirmation.asked_to_correct');

  test.each<[PageAction, CaseState, Values]>([
    ['confirmation.filed', applied, {}],
    ['confirmation.asked_to_correct', filed, { dueOn: '2026-12-10', what: '补交身份证复印件' }],
    ['confirmation.corrected', asked, { what: '已补交' }],
    ['confirmation.accepted', filed, { courtCaseNumber: '（2026）豫0105民特1号' }],
    ['confirmation.ruled', accepted, { outcome: 'confirmed' }],
    ['confirmation.withdrawn', filed, { reason: '已经履行' }],
  ])('%s needs only what a person knows', (action, state, typed) => {
    const context = contextIn('performing', 'clerk', undefined, state);
    expect(sent(action, context, typed)).toMatchObject({ ok: true, action: { type: action } });
  });

  test('an application is not sent before every question of 民诉法解释 355 is answered', () => {
    const { question_title: _left, ...rest } = confirmationAnswers;
    expect(sent('confirmation.applied', contextIn('performing', 'clerk'), rest)).toMatchObject({
      ok: false,
      fields: { 'precheck.title': '请回答' },
    });
  });

  test('an answer of yes asks whether the parties were told and insist (民诉法解释 355)', () => {
    const context = contextIn('performing', 'clerk');
    const yes = { ...confirmationAnswers, question_title: 'yes' };
    expect(sent('confirmation.applied', context, yes)).toMatchObject({
      ok: false,
      refusal: { message: expect.stringContaining('裁定不予受理'), source: '民诉法解释第三百五十五条' },
    });
    expect(
      formOf('confirmation.applied')
        .fields(context, yes)
        .map(({ name }) => name),
    ).toContain('insists');
    expect(sent('confirmation.applied', context, { ...yes, insists: true })).toMatchObject({ ok: true });
  });

  test('words of the agreement near the line stand at their question', () => {
    const text = { ...testAgreement({ terms: ['该房所有权归张某。'] }) };
    const state = { ...performing, agreement: performing.agreement && { ...performing.agreement, text } };
    const fields = formOf('confirmation.applied').fields(contextIn('performing', 'clerk', undefined, state), {});
    const warned = fields.filter(({ warn }) => warn !== undefined).map(({ name, warn }) => `${name} ${warn}`);
    expect(warned).toEqual(['question_title 第 1 条写了“所有权归张某”，法院对确权内容不予司法确认。']);
  });

  test('the court follows the choice of the law: the organisation’s seat, a party’s domicile (民事诉讼法 205)', () => {
    const form = formOf('confirmation.applied');
    const context = contextIn('performing', 'clerk');
    expect(form.initial(context)).toMatchObject({ basis: 'organisation_seat', court: '郑州市金水区人民法院' });
    expect(form.follow?.({ basis: 'domicile' }, {}, context)).toEqual({ court: '郑州市金水区人民法院' });
    expect(form.follow?.({ basis: 'inviting' }, {}, context)).toEqual({ court: undefined });
  });

  test('a third agent of one party is refused at its field (民事诉讼法 61)', () => {
    const field = formOf('confirmation.applied')
      .fields(contextIn('performing', 'clerk'), {})
      .find(({ name }) => name === `agents_${testId(10)}`);
    expect([field?.check?.('王某、赵某'), field?.check?.('王某、赵某、钱某')]).toEqual([
      null,
      '最多委托两名代理人（民事诉讼法第六十一条）',
    ]);
  });

  test('what was sent comes back as it was typed, where it is done anew (SYNC-5)', () => {
    const form = formOf('confirmation.applied');
    const context = contextIn('performing', 'clerk');
    const typed = { ...form.initial(context), ...confirmationAnswers, [`agents_${testId(10)}`]: '王某、赵某' };
    const payload = form.payload(typed, context);
    expect(form.payload({ ...form.initial(context), ...form.refill?.(payload as Values) }, context)).toEqual(payload);
  });

  test('is offered step by step, and an oral agreement is told why not (民诉法解释 354)', () => {
    const useful = (state: CaseState) => {
      const { view, actor } = contextIn('performing', 'clerk', undefined, state);
      return usefulOffers(view, actor)
        .filter(({ action }) => action.startsWith('confirmation.'))
        .map(({ action, refusal }) => `${action} ${refusal?.source ?? ''}`.trim());
    };
    expect(useful(performing)).toEqual(['confirmation.applied']);
    expect(useful(applied)).toEqual(['confirmation.filed', 'confirmation.withdrawn']);
    const oral = withAction(caseIn('mediating'), 'agreement.reached_oral');
    expect(useful(oral)).toEqual(['confirmation.applied 民诉法解释第三百五十四条']);
  });
});
