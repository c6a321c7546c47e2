import { describe, expect, test } from 'vitest';
import { type CaseAction, caseActionTypes } from '../cases/actions.ts';
import { caseStatusIds } from '../cases/status.ts';
import { caseIn, validPayload, withAction } from '../cases/testing.ts';
import { testAgreement, testRegistration } from '../cases/testing-facts.ts';
import { comparedAgreements, comparedFields } from './compare-versions.ts';

const names = () => '张卫';
const differing = (action: CaseAction, state = caseIn('mediating')) =>
  comparedFields(action, state, names).filter(({ ours, city }) => ours !== city);

describe('both versions side by side, field by field (SYNC-5)', () => {
  test('a correction: what is the same in both is told as the same, the rest with both words', () => {
    const registration = testRegistration({ title: '张某与李某楼道纠纷' });
    const action = { type: 'case.corrected', payload: { registration, reason: '事由写错' } } as const;
    expect(differing(action, caseIn('registered'))).toEqual([
      { label: '事由', ours: '张某与李某楼道纠纷', city: testRegistration().title },
      { label: '理由', ours: '事由写错', city: '（没有）' },
    ]);
  });

  test('legal text: clause by clause, the longer version keeps its clauses, and nothing is merged', () => {
    const text = testAgreement({ terms: ['李某今后袋装垃圾。', '张某不再追究。', '各自承担费用。'] });
    const action = { type: 'agreement.revised', payload: { text, reason: '漏写一条' } } as const;
    const agreed = caseIn('agreed');
    const fields = comparedFields(action, agreed, names).filter(({ label }) => /^第 \d+ 条$/.test(label));
    expect(fields.map(({ ours }) => ours)).toEqual(text.terms);
    const standing = agreed.agreement?.text.terms ?? [];
    expect(fields.map(({ city }) => city)).toEqual(text.terms.map((_, at) => standing[at] ?? '（没有）'));
  });

  test('two agreements: each clause that differs is told with both words, also how a promise is kept', () => {
    const one = testAgreement({ terms: ['李某今后袋装垃圾。', '各自承担费用。'] });
    const [item, ...rest] = one.performance;
    const other = testAgreement({
      terms: ['李某今后袋装垃圾。'],
      performance: item ? [{ ...item, method: '当面交付' }, ...rest] : [],
    });
    expect(comparedAgreements(one, other).filter(({ ours, city }) => ours !== city)).toEqual([
      { label: '第 2 条', ours: '各自承担费用。', city: '（没有）' },
      { label: '履行事项 1', ours: expect.any(String), city: expect.stringContaining('，当面交付') },
    ]);
  });

  test('an assignment: who was meant, and who has it at the city', () => {
    const action = { type: 'case.assigned', payload: validPayload('case.assigned', null) } as const;
    expect(differing(action, withAction(caseIn('triaged'), 'case.assigned'))).toEqual([]);
    expect(differing(action, caseIn('triaged')).map(({ label }) => label)).toEqual(['案件状态', '承办调解员']);
  });

  test('every action in every state has words for both sides', () => {
    for (const status of caseStatusIds) {
      for (const type of caseActionTypes) {
        const state = caseIn(status);
        const fields = comparedFields({ type, payload: validPayload(type, state) } as CaseAction, state, names);
        for (const { label, ours, city } of fields) expect([label, ours, city].every((text) => text !== '')).toBe(true);
        expect(new Set(fields.map(({ label }) => label)).size).toBe(fields.length);
      }
    }
  });
});
