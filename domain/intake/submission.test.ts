import { describe, expect, test } from 'vitest';
import { registrationRules } from '../cases/registration.ts';
import { testId } from '../cases/testing-facts.ts';
import { type Answers, questions, registrationOf, submissionProblems, submissionSchema } from './submission.ts';

const answers: Answers = {
  placeCode: '410105017001',
  placeDetail: '3 号楼院门口',
  facts: '邻居李某倒垃圾时，经常把垃圾掉在楼道里。',
  opponent: '李某',
  opponentPlace: '2 单元 502',
  wish: 'on_site',
  name: '张某',
  phone: '138 0000 1203',
  consent: 'yes',
};

const registered = (change: Answers = {}) => {
  const ids = [901, 902].map(testId);
  const newId = () => ids.shift() ?? testId(999);
  return registrationOf(submissionSchema.parse({ ...answers, ...change }), { today: '2026-11-27', newId });
};

describe('what a resident submits', () => {
  test('becomes a registration that the desk’s own rules take, with what was not told left open', () => {
    const registration = registered();
    expect(registrationRules.safeParse(registration).success).toBe(true);
    expect(registration).toMatchObject({
      title: '张某与李某邻里纠纷',
      mojType: '02',
      source: 'code',
      demands: ['希望当面说'],
      place: { code: '410105017001', detail: '3 号楼院门口' },
    });
    expect(registration.parties.map(({ role, kind, willingness }) => [role, kind, willingness])).toEqual([
      ['applicant', 'person', 'willing'],
      ['respondent', 'person', 'undecided'],
    ]);
  });

  test('asks for no identity number (个人信息保护法 6)', () => {
    const fields = questions.flatMap((question): readonly string[] => question.fields);
    expect(fields.filter((field) => /id|document|number/i.test(field))).toEqual([]);
    expect(fields.toSorted()).toEqual(Object.keys(submissionSchema.shape).toSorted());
  });

  test('against somebody whose name is not known keeps where they are in the facts', () => {
    const { parties, facts } = registered({ opponent: '', opponentPlace: '楼上 602' });
    expect(parties).toHaveLength(1);
    expect(facts).toBe('邻居李某倒垃圾时，经常把垃圾掉在楼道里。\n对方在：楼上 602');
  });

  test.each(['郑州某某物业', '金水区第一小学校', '某某有限公司'])('against %s is against a unit', (opponent) => {
    expect(registered({ opponent }).parties[1]).toMatchObject({ kind: 'unit', name: opponent });
  });

  test('that says nothing of its kind is 其他', () => {
    expect(registered({ facts: '他不讲理。' })).toMatchObject({ mojType: '18', gbtCategory: '9999' });
  });

  test.each([
    [{ phone: '0371-65581234' }, { phone: '要收短信，请填手机号' }],
    [{ phone: '1380000' }, { phone: '手机号码应为 11 位，现在是 7 位' }],
    [{ facts: ' ' }, { facts: '请填写「发生了什么事」' }],
    [{ wish: 'by_force' }, { wish: '请选一个' }],
    [{ consent: 'no' }, { consent: '要您同意，才能交给经办人办理' }],
    [{ name: '\u0000' }, { name: '「您的姓名」里有看不见的控制字符，请删掉重新输入' }],
  ] satisfies readonly [Answers, Answers][])('with %j is told %j', (change, problems) => {
    expect(submissionProblems({ ...answers, ...change })).toEqual(problems);
  });
});
