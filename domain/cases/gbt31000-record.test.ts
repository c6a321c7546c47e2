import { describe, expect, it } from 'vitest';
import { ethnicGroupCodes } from '../codes/ethnic-groups.ts';
import { gbt31000CategoryCodes } from '../codes/gbt31000-categories.ts';
import { personCategoryCodes } from '../codes/person-categories.ts';
import { resolutionMethodCodes } from '../codes/resolution-methods.ts';
import { isPlainDate } from '../deadlines/plain-date.ts';
import { type Party, partySchema } from '../parties/party.ts';
import { countCharacters } from '../text/plain-text.ts';
import { type Gbt31000Key, gbt31000Fields } from './gbt31000-fields.ts';
import { OUTCOME_LIMIT } from './gbt31000-outcome.ts';
import { type Gbt31000Lookups, gbt31000Record } from './gbt31000-record.ts';
import type { CaseState } from './state.ts';
import { caseStatusIds } from './status.ts';
import { caseIn, withAction } from './testing.ts';
import { testAgreement, testApplicant, testId, testRegistration, testRespondent } from './testing-facts.ts';

const lookups: Gbt31000Lookups = {
  areaCode: '410105',
  placePath: ['金水区', '兴达路街道', '鸿苑社区'],
  committee: '金水区人民调解委员会',
  responsible: { name: '张卫', phone: '13700000001' },
  resolveBy: '2026-11-24',
};

const entry = (state: CaseState, key: Gbt31000Key, changes: Partial<Gbt31000Lookups> = {}) =>
  gbt31000Record(state, { ...lookups, ...changes }).find((field) => field.key === key)!;
const registeredWith = (changes: Parameters<typeof testRegistration>[0]): CaseState => ({
  ...caseIn('registered'),
  registration: testRegistration(changes),
});
const full = withAction(
  {
    ...caseIn('archived'),
    registration: testRegistration({
      involvedUnits: '某物业公司',
      place: { code: '410105008003', detail: '3 号楼', longitude: 113.6654321, latitude: 34.7654 },
    }),
  },
  'case.evaluated',
);

describe('the record of GB/T 31000-2015, 矛盾纠纷排查化解', () => {
  it('has the 26 fields of the table, in its order, in every state of a case', () => {
    const names = [
      '事件名称',
      '发生日期',
      '发生地点',
      '事件规模',
      '事件类别',
      '涉及人数',
      '事件简述',
      '涉及单位',
      '主要当事人证件代码',
      '主要当事人证件号码',
      '主要当事人姓名',
      '性别',
      '民族',
      '学历',
      '人员类别',
      '居住详址',
      '化解时限',
      '化解方式',
      '化解组织',
      '化解责任人姓名',
      '化解责任人联系方式',
      '化解是否成功',
      '化解情况',
      '考评日期',
      '考评意见',
      '经度、纬度',
    ];
    for (const status of caseStatusIds) {
      const record = gbt31000Record(caseIn(status), lookups);
      expect(record.map((field) => field.name)).toEqual(names);
      expect(record.map((field) => field.no)).toEqual(names.map((_name, index) => index + 1));
    }
  });

  it('has a source for each of the 26: a case that was worked to the end leaves none empty', () => {
    const record = gbt31000Record(full, lookups);
    expect(record.filter((field) => field.value === '' || field.text === '')).toEqual([]);
    expect(record.filter((field) => field.problem !== null)).toEqual([]);
    expect(Object.fromEntries(record.map((field) => [field.key, field.value]))).toEqual({
      title: '张某与李某邻里纠纷',
      occurredOn: '20261120',
      place: '410105',
      scale: '01',
      category: '0203',
      peopleCount: '2',
      facts: '李某倒垃圾时把垃圾掉在楼道里，张某多次交涉。',
      involvedUnits: '某物业公司',
      documentKind: '111',
      documentNumber: '410105197801010010',
      partyName: '张某',
      sex: '1',
      ethnicity: '01',
      education: '70',
      personCategory: '03',
      address: '郑州市金水区兴达路街道鸿苑社区 3 号楼 2 单元 501',
      resolveBy: '20261124',
      method: '03',
      organisation: '金水区人民调解委员会',
      responsibleName: '张卫',
      responsiblePhone: '13700000001',
      resolved: '1',
      outcome:
        '2026年11月23日达成书面协议，2026年11月23日生效。\n1. 李某今后袋装垃圾，不再遗撒。\n' +
        '2. 李某清理 4 至 5 层楼道，并付清洁费 200 元。',
      evaluatedOn: '20261201',
      evaluation: '处置及时。',
      position: '113.665432,34.765400',
    });
  });

  it('writes each value in its format and within its length, in every state', () => {
    for (const status of caseStatusIds) {
      for (const field of gbt31000Record(caseIn(status), lookups)) {
        if (field.value === '') continue;
        expect(countCharacters(field.value), field.name).toBeLessThanOrEqual(field.max);
        if (field.kind === 'count') expect(field.value).toMatch(/^\d{1,6}$/);
        if (field.kind !== 'date') continue;
        expect(field.value).toMatch(/^\d{8}$/);
        expect(isPlainDate(field.value.replace(/^(....)(..)(..)$/, '$1-$2-$3'))).toBe(true);
      }
    }
  });

  it('takes codes from the standards’ lists: GB/T 2260, GA/T 517, GB/T 2261.1, GB/T 3304, and the table’s own', () => {
    expect(entry(full, 'place').value).toMatch(/^\d{6}$/);
    expect(entry(full, 'documentKind').value).toMatch(/^\d{3}$/);
    expect(entry(full, 'sex').value).toMatch(/^[0129]$/);
    expect(ethnicGroupCodes).toContain(entry(full, 'ethnicity').value);
    expect(gbt31000CategoryCodes).toContain(entry(full, 'category').value);
    expect(personCategoryCodes).toContain(entry(full, 'personCategory').value);
    expect(resolutionMethodCodes).toContain(entry(full, 'method').value);
    expect(['0', '1']).toContain(entry(full, 'resolved').value);
  });

  it('shows people the name of every code', () => {
    expect(entry(full, 'place').text).toBe('金水区兴达路街道鸿苑社区 3 号楼');
    expect(entry(full, 'scale').text).toBe('个体性事件');
    expect(entry(full, 'category').text).toBe('邻里纠纷 / 相邻污染损害防止');
    expect(entry(full, 'documentKind').text).toBe('居民身份证');
    expect(entry(full, 'resolved').text).toBe('是');
    expect(entry(full, 'occurredOn').text).toBe('2026年11月20日');
  });

  it('names what is still missing, and only what the table requires', () => {
    const bare = registeredWith({ parties: [{ ...testRespondent, role: 'applicant' }] });
    const problems = gbt31000Record(bare, { ...lookups, areaCode: null, responsible: null, resolveBy: null })
      .filter((field) => field.problem !== null)
      .map((field) => field.key);
    expect(problems).toEqual([
      'place',
      'documentKind',
      'documentNumber',
      'ethnicity',
      'personCategory',
      'address',
      'resolveBy',
      'method',
      'responsibleName',
      'responsiblePhone',
    ]);
    expect(entry(bare, 'ethnicity').problem).toBe('「民族」还没有填');
  });

  it('requires what the forms in use require', () => {
    const optional = gbt31000Fields.filter((field) => !field.required).map((field) => field.no);
    expect(optional).toEqual([7, 8, 14, 24, 25, 26]);
  });
});

describe('main party', () => {
  const unit = partySchema.parse({
    id: testId(30),
    kind: 'unit',
    role: 'applicant',
    name: '某物业公司',
    creditCode: '91410100MA3X0000X1',
    address: '郑州市金水区',
  });

  it('is the first person who applies, else a person, else the unit', () => {
    const first = (...parties: Party[]) => entry(registeredWith({ parties }), 'partyName').value;
    expect(first(testRespondent, testApplicant)).toBe('张某');
    expect(first(unit, testRespondent)).toBe('李某');
    expect(first(unit)).toBe('某物业公司');
  });

  it('that is a unit goes under other documents with its credit code, its sex not stated', () => {
    const state = registeredWith({ parties: [unit] });
    expect(entry(state, 'documentKind')).toMatchObject({ value: '990', text: '统一社会信用代码' });
    expect(entry(state, 'documentNumber').value).toBe('91410100MA3X0000X1');
    expect(entry(state, 'sex').value).toBe('9');
    expect(entry(state, 'involvedUnits').value).toBe('某物业公司');
  });

  it('with a residence permit goes by the code that other systems know', () => {
    const permit = { ...testApplicant, documentKind: 'L01' as const, documentNumber: null };
    expect(entry(registeredWith({ parties: [permit] }), 'documentKind').value).toBe('990');
  });

  it('lists the units by name while they fit, and counts them when they do not', () => {
    const named = (length: number, index: number) => ({ ...unit, id: testId(40 + index), name: '名'.repeat(length) });
    const units = (...lengths: number[]) =>
      entry(registeredWith({ parties: lengths.map(named) }), 'involvedUnits').value;
    expect(units(49, 50)).toBe(`${'名'.repeat(49)}、${'名'.repeat(50)}`);
    expect(units(90, 50, 3)).toBe(`${'名'.repeat(90)}等 3 家`);
    expect(units(100, 50)).toBe('名'.repeat(100));
  });
});

describe('the course of the case', () => {
  it('is resolved once an agreement is in effect, not before (人民调解法 29)', () => {
    const resolved = Object.fromEntries(
      caseStatusIds.map((status) => [status, entry(caseIn(status), 'resolved').value]),
    );
    const yes = Object.keys(resolved).filter((status) => resolved[status] === '1');
    expect(yes).toEqual(['performing', 'follow_up', 'closed', 'archived']);
  });

  it('tells in words what came of it', () => {
    expect(entry(caseIn('registered'), 'outcome').value).toBe('待受理。');
    expect(entry(caseIn('mediating'), 'outcome').value).toBe('调解中，已调解 1 次。');
    expect(entry(caseIn('agreed'), 'outcome').value).toContain('达成书面协议，尚未生效');
    expect(entry(caseIn('failed'), 'outcome').value).toBe('已于2026年11月23日告知当事人其他解决途径。双方差距太大');
    expect(entry(caseIn('refused'), 'outcome').value).toBe('法院已经受理');
    expect(entry(caseIn('transferred'), 'outcome').value).toBe('已转金水区城市管理局办理。');
    expect(entry(caseIn('transferred'), 'organisation').value).toBe('金水区城市管理局');
  });

  it('keeps the outcome within 2,000 characters, and says where the rest is', () => {
    const text = testAgreement({ terms: Array.from({ length: 60 }, () => '𠮷'.repeat(100)) });
    const state = withAction(caseIn('mediating'), 'agreement.reached_oral', { text });
    const { value, problem } = entry(state, 'outcome');
    expect(countCharacters(value)).toBe(OUTCOME_LIMIT);
    expect(value.endsWith('𠮷……（全文见口头协议登记表）')).toBe(true);
    expect(value.isWellFormed()).toBe(true);
    expect(problem).toBeNull();
    const exact = testAgreement({ terms: ['字'.repeat(1962)] });
    const short = entry(withAction(caseIn('mediating'), 'agreement.reached_oral', { text: exact }), 'outcome').value;
    expect(short.endsWith('字')).toBe(true);
  });

  it.each([
    ['peoples_mediation', '03'],
    ['industry_mediation', '06'],
    ['department', '02'],
  ] as const)('names the way of settlement by the route: %s', (route, code) => {
    expect(entry({ ...caseIn('triaged'), route }, 'method').value).toBe(code);
    expect(entry({ ...caseIn('closed'), route, closeReason: 'went_to_court' }, 'method').value).toBe('13');
    expect(entry({ ...caseIn('closed'), route, closeReason: 'settled_otherwise' }, 'method').value).toBe('14');
  });

  it('shortens the place from the front where it does not fit: the code says the area anyway', () => {
    const detail = '号'.repeat(92);
    const state = registeredWith({ place: { code: '410105', detail } });
    expect(entry(state, 'place').text).toBe(`鸿苑社区 ${detail}`);
    const longest = registeredWith({ place: { code: '410105', detail: '号'.repeat(100) } });
    expect(entry(longest, 'place').text).toBe('号'.repeat(100));
  });

  it('says of a value that is too long how long it may be, and cuts nothing', () => {
    const responsible = { name: '名'.repeat(51), phone: null };
    expect(entry(full, 'responsibleName', { responsible })).toMatchObject({
      value: '名'.repeat(51),
      problem: '「化解责任人姓名」最多 50 个字，现在 51 个',
    });
  });

  it('leaves all of it empty after an erasure, but not the fields (LOG-8)', () => {
    const record = gbt31000Record({ ...full, registration: null }, lookups);
    expect(record).toHaveLength(26);
    expect(record.find((field) => field.key === 'partyName')?.value).toBe('');
  });
});
