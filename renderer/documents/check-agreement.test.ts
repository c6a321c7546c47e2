import { describe, expect, test } from 'vitest';
import { agreementTextSchema } from '../../domain/cases/agreement.ts';
import { caseIn } from '../../domain/cases/testing.ts';
import { testAgreement, testDay, testId, testParties } from '../../domain/cases/testing-facts.ts';
import {
  type AgreementValues,
  newItem,
  newTerm,
  readStored,
  startingValues,
  valuesOfText,
  warnedOf,
  writtenVersion,
} from './agreement-values.ts';
import { checkAgreement, fieldOfPath, itemKey, serverProblems, termKey, textForPreview } from './check-agreement.ts';

let made = 500;
const newId = (): string => {
  made += 1;
  return testId(made);
};
const agreed = valuesOfText('written', testAgreement(), newId);
const check = (changes: Partial<AgreementValues>) => checkAgreement({ ...agreed, ...changes }, testParties, testDay);
const problemsOf = (changes: Partial<AgreementValues>) => {
  const checked = check(changes);
  return checked.ok ? {} : checked.problems;
};

describe('what the editor begins with', () => {
  test('facts come from the registration, place and day from the last session', () => {
    const state = caseIn('mediating');
    const values = startingValues(state, 'written', newId);
    expect(values).toMatchObject({
      facts: state.registration?.facts,
      place: state.sessions.at(-1)?.place,
      reachedOn: state.sessions.at(-1)?.heldOn,
    });
    expect(values.terms).toHaveLength(1);
  });

  test('a settled text comes back as it was', () => {
    expect(check({})).toEqual({ ok: true, text: testAgreement() });
  });

  test('the version that is written is 0 before there is one', () => {
    expect(writtenVersion({ state: caseIn('mediating') })).toBe(0);
    expect(writtenVersion({ state: caseIn('agreed') })).toBe(1);
  });
});

describe('checking', () => {
  test('clauses and items in which nothing is written are not sent', () => {
    const terms = [...agreed.terms, newTerm(newId, '  ')];
    const items = [...agreed.items, newItem(newId, testParties[0]?.id ?? null)];
    expect(check({ terms, items })).toEqual({ ok: true, text: testAgreement() });
  });

  test('every message stands at its field', () => {
    const item = { ...newItem(newId), what: '付款', amount: '十来块', dueOn: '2026-02-30' };
    const problems = problemsOf({ facts: '', place: '', reachedOn: null, terms: [newTerm(newId)], items: [item] });
    expect(problems).toMatchObject({
      facts: '请填写「纠纷事实、争议事项」',
      place: '请填写「调解地点」',
      reachedOn: '请填写达成协议的日期',
      [itemKey(item.id, 'partyId')]: '请选择谁来履行',
      [itemKey(item.id, 'dueOn')]: '2026 年 2 月没有 30 日，请核对日期',
    });
    expect(problems[itemKey(item.id, 'amount')]).toContain('金额要写成数字');
    expect(Object.values(problems)).toContain('至少写一条协议内容');
  });

  test('half a character is named at its clause, even behind clauses that are left out', () => {
    const bad = newTerm(newId, '\ud842');
    const problems = problemsOf({ terms: [newTerm(newId), newTerm(newId, '甲付款。'), bad] });
    expect(Object.keys(problems)).toEqual([termKey(bad.id)]);
    expect(problems[termKey(bad.id)]).toContain('半个字符');
  });

  test('a day ahead is refused; 6,000 characters of facts and markup are text like any other', () => {
    expect(problemsOf({ reachedOn: '2026-11-24' })).toEqual({ reachedOn: '达成日期在今天之后，请核对' });
    const facts = '<b>#strong[甲]</b>'.repeat(400);
    expect(check({ facts })).toMatchObject({ ok: true, text: { facts } });
  });

  test('an oral agreement asks for no confirmation by the court (民诉法解释 354)', () => {
    expect(check({ form: 'oral', judicialConfirmation: true })).toMatchObject({
      ok: true,
      text: { judicialConfirmation: false },
    });
  });

  test('what the center says about a path is shown at the same field', () => {
    const terms = [newTerm(newId), newTerm(newId, '甲付款。')];
    expect(fieldOfPath({ ...agreed, terms }, ['terms', 0])).toBe(termKey(terms[1]?.id ?? ''));
    expect(serverProblems(agreed, { 'text.reachedOn': '日期在今天之后，请核对' })).toEqual({
      reachedOn: '日期在今天之后，请核对',
    });
    const amount = serverProblems(agreed, { 'text.performance.1.amountFen': '金额要写到分' });
    expect(Object.keys(amount)).toEqual([itemKey(agreed.items[1]?.id ?? '', 'amount')]);
  });
});

test('the preview can always be made: what is not written yet is said in brackets', () => {
  const empty = { ...startingValues(caseIn('mediating'), 'written', newId), facts: '', place: '', reachedOn: '2026-' };
  const item = { ...newItem(newId, testParties[0]?.id ?? null), amount: '几百', dueOn: '2026-13-01' };
  const text = textForPreview({ ...empty, items: [{ ...item, what: '付款' }] }, testDay);
  expect(agreementTextSchema.safeParse(text).success).toBe(true);
  expect(text).toMatchObject({ facts: '（还没有写）', terms: ['（还没有写）'], reachedOn: testDay });
  expect(text.performance[0]).toMatchObject({ what: '付款', amountFen: null, dueOn: null });
});

test('the warnings see what is typed, an unfinished amount as none', () => {
  const items = [{ ...newItem(newId), amount: '三百' }];
  expect(warnedOf({ ...agreed, items }).items[0]).toMatchObject({ amountFen: null });
});

test('a draft comes back as it was stored; what is none is refused', () => {
  const stored = { actionId: testId(7), version: 0, values: agreed };
  expect(readStored(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
  expect(readStored({ values: 'x' })).toBeNull();
});
