import { expect, test } from 'vitest';
import { testAgreement } from '../cases/testing-facts.ts';
import { confirmationQuestions, obstaclesIn, precheckFindings } from './precheck.ts';

const about = { partyNames: ['张某', '李某'], mojType: '01' } as const;
const findings = (...terms: string[]) =>
  precheckFindings(testAgreement({ terms, performance: [] }), about).map(
    ({ question, found, strength }) => `${question} ${strength} ${found}`,
  );

test('asks what the court does not accept, one question for each item of 民诉法解释 355', () => {
  expect(confirmationQuestions.map(({ source }) => source)).toEqual(
    ['一', '二', '三', '四', '五'].map((item) => `民诉法解释第三百五十五条第一款第${item}项`),
  );
});

test.each([
  ['解除双方的婚姻关系。', ['status over 解除双方的婚姻关系']],
  ['双方婚姻关系存续期间的债务由张某偿还。', ['status near 婚姻关系']],
  ['收养关系解除，双方互不追究。', ['status over 收养关系解除']],
  ['张某每月付给收养的孩子生活费 800 元。', ['status near 收养']],
  ['该房所有权归张某。', ['title over 所有权归张某']],
  ['双方确认产权份额各半。', ['title over 确认产权份额各半']],
  ['张某配合办理过户。', ['title near 过户']],
  ['李某在清算期间不再追加投资。', ['other_procedure near 清算']],
  ['李某不服行政处罚的事不在此列。', ['outside_courts near 行政处罚']],
  ['李某清理楼道，并付清洁费 200 元。', []],
])('%s is looked at near its question (民诉法解释 355)', (term, expected) => {
  expect(findings(term)).toEqual(expected);
});

test('tells where the words stand: the clause, or what is to be performed', () => {
  const [item] = testAgreement().performance;
  if (!item) throw new Error('an agreement without items');
  const text = testAgreement({
    terms: ['李某清理楼道。', '该房归张某所有。'],
    performance: [{ ...item, what: '办理过户' }],
  });
  expect(precheckFindings(text, about).map(({ place }) => place)).toEqual(['第 2 条', '履行事项第 1 项']);
});

test('an answer of yes is an obstacle, words alone are none (民诉法解释 355)', () => {
  const no = { outside_courts: 'no', wrong_court: 'no', status: 'no', other_procedure: 'no', title: 'no' } as const;
  expect(obstaclesIn(no)).toEqual([]);
  expect(obstaclesIn({ ...no, title: 'yes' }).map(({ id }) => id)).toEqual(['title']);
});
