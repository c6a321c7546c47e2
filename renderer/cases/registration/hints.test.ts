import { describe, expect, it } from 'vitest';
import type { CaseHint } from '../../../contract/cases.ts';
import { newAgent } from './form-values.ts';
import { type Found, findHints, shortNumber } from './hints.ts';
import { formWith, today } from './testing.ts';

const nothing: Found = { samePerson: [], similar: [], draft: null };
const hint = (caseId: string): CaseHint => ({
  caseId,
  caseNumber: '金矛调〔2026〕4127',
  title: '楼道垃圾',
  parties: '张某 与 李某',
  status: 'registered',
  placeName: '金水区兴达路街道鸿苑社区',
  registeredAt: 0,
  why: '证件号相同',
});
const kinds = (values: ReturnType<typeof formWith>, found: Partial<Found> = {}) =>
  findHints(values, { ...nothing, ...found }, today).map(({ kind }) => kind);

describe('willingness (人民调解法 17)', () => {
  it('says of a named party that it is undecided or refuses', () => {
    expect(kinds(formWith({ name: '张某' }, { name: '李某' }))).toEqual(['undecided']);
    expect(kinds(formWith({ name: '张某' }, { name: '李某', willingness: 'refused' }))).toEqual(['refused']);
    expect(kinds(formWith())).toEqual([]);
  });
});

describe('a minor (民法典 17, 23)', () => {
  it('needs a guardian, and the hint goes when one is there', () => {
    const child = { name: '张小某', birthDate: '2018-03-12' };
    expect(kinds(formWith(child))).toEqual(['minor']);
    expect(kinds(formWith({ ...child, agents: [newAgent('a', 'guardian')] }))).toEqual([]);
    expect(kinds(formWith({ ...child, agents: [newAgent('a', 'lawyer')] }))).toEqual(['minor']);
  });
});

describe('earlier cases', () => {
  it('are shown once: at the first person, and not again at the place', () => {
    const found = {
      samePerson: [
        { ...hint('one'), personIndex: 0 },
        { ...hint('one'), personIndex: 1 },
        { ...hint('two'), personIndex: 1 },
      ],
      similar: [hint('one'), hint('three')],
    };
    const values = formWith({ name: '张某' }, { name: '李某', willingness: 'willing' });
    const shown = findHints(values, { ...nothing, ...found }, today);
    expect(shown.map((each) => ('cases' in each ? each.cases.map((one) => one.caseId) : []))).toEqual([
      ['one'],
      ['two'],
      ['three'],
    ]);
  });

  it('are called by the digits of their number', () => {
    expect(shortNumber('金矛调〔2026〕4127')).toBe('4127');
    expect(shortNumber('（2026）金人调字第 0012 号')).toBe('0012');
  });
});

it('a category of the groups 11–16 belongs to a department, others do not', () => {
  expect(kinds(formWith({}, {}, { gbtCategory: '1301' }))).toEqual(['department']);
  expect(kinds(formWith({}, {}, { gbtCategory: '0203' }))).toEqual([]);
});

it('a high risk says what it demands (人民调解法 25)', () => {
  const [risk] = findHints(formWith({}, {}, { riskLevel: 'high' }), nothing, today);
  expect(risk?.kind === 'risk' && risk.demands.join()).toContain('公安机关');
});
