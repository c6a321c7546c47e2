import { describe, expect, it } from 'vitest';
import { type PartyInput, partySchema } from './party.ts';
import { isMinor, partyAge, partyBirthDate } from './party-age.ts';
import { findPartyProblems } from './party-problems.ts';

const id = '0198a0b0-0000-7000-8000-000000000001';
const today = '2026-11-23';
const person = (fields: object = {}) =>
  ({ id, kind: 'person', role: 'applicant', name: '张某', ...fields }) as PartyInput;
const unit = (fields: object = {}) =>
  ({ id, kind: 'unit', role: 'respondent', name: '某物业公司', ...fields }) as PartyInput;
const agent = (fields: object = {}) => ({
  name: '王律师',
  relation: 'lawyer',
  authority: 'special',
  ...fields,
});
const issuesOf = (value: unknown) =>
  partySchema.safeParse(value).error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? [];

function parsedPerson(fields: object) {
  const party = partySchema.parse(person(fields));
  if (party.kind !== 'person') throw new Error('not a person');
  return party;
}

describe('partySchema', () => {
  it('needs only role and name at the door; everything else is null until it is known', () => {
    const parsed = partySchema.parse(person());
    expect(parsed).toMatchObject({ phone: null, documentNumber: null, agents: [], willingness: 'undecided' });
    expect(partySchema.parse(unit())).toMatchObject({ creditCode: null, legalRepresentative: null });
    expect(issuesOf(person({ name: ' ', role: undefined }))).toEqual(
      expect.arrayContaining(['name: 请填写「姓名」', 'role: 请选择当事人身份']),
    );
    expect(issuesOf({ kind: 'dog' })).toEqual(['kind: 请选择自然人还是单位']);
  });

  it('normalises what is given, and parses its own result to the same', () => {
    const parsed = partySchema.parse(
      person({ documentKind: '111', documentNumber: '11010519491231002x', phone: '138 0000 1203', agents: [agent()] }),
    );
    expect(parsed).toMatchObject({ documentNumber: '11010519491231002X', phone: '13800001203' });
    expect(partySchema.parse(parsed)).toEqual(parsed);
    const firm = partySchema.parse(unit({ creditCode: '91350100m000100y43' }));
    expect(firm).toMatchObject({ creditCode: '91350100M000100Y43' });
    expect(partySchema.parse(firm)).toEqual(firm);
  });

  it('refuses what is given wrong, each at its field', () => {
    expect(issuesOf(person({ phone: '12' }))[0]).toMatch(/^phone: /);
    expect(issuesOf(person({ birthDate: '2026-02-30' }))[0]).toContain('2 月没有 30 日');
    expect(issuesOf(person({ documentKind: '111', documentNumber: '410105197803120011' }))).toEqual([
      'documentNumber: 校验码不对，请逐位核对',
    ]);
    expect(issuesOf(person({ documentNumber: '1' }))[0]).toMatch(/^documentKind: /);
    expect(issuesOf(person({ ethnicity: '57' }))[0]).toContain('民族');
    expect(issuesOf(person({ statedAge: 131 }))[0]).toContain('130');
    expect(issuesOf(person({ name: '字'.repeat(81) }))[0]).toContain('超过 80 个字');
  });

  it('allows two agents and no third (民事诉讼法 61), each with a relation and an authority', () => {
    expect(issuesOf(person({ agents: [agent(), agent()] }))).toEqual([]);
    expect(issuesOf(person({ agents: [agent(), agent(), agent()] }))[0]).toContain('最多 2 名');
    expect(issuesOf(person({ agents: [agent({ relation: 'friend' })] }))[0]).toContain('代理人的身份');
    expect(issuesOf(person({ agents: [agent({ idNumber: '123' })] }))[0]).toMatch(/^agents.0.idNumber: /);
  });
});

describe('age', () => {
  it('comes from the birth date, else from the identity number, else as stated', () => {
    const number = { documentKind: '111', documentNumber: '410105197803120010' };
    expect(partyAge(parsedPerson({ ...number, birthDate: '1980-01-01', statedAge: 30 }), today)).toBe(46);
    expect(partyAge(parsedPerson({ ...number, statedAge: 30 }), today)).toBe(48);
    expect(partyAge(parsedPerson({ statedAge: 30 }), today)).toBe(30);
    expect(partyAge(parsedPerson({}), today)).toBeNull();
    expect(partyBirthDate(parsedPerson({ documentKind: '414', documentNumber: 'E12345678' }))).toBeNull();
  });

  it('makes a minor below 18 (民法典 17)', () => {
    expect(isMinor(parsedPerson({ birthDate: '2008-11-24' }), today)).toBe(true);
    expect(isMinor(parsedPerson({ birthDate: '2008-11-23' }), today)).toBe(false);
    expect(isMinor(parsedPerson({}), today)).toBeNull();
  });
});

describe('findPartyProblems', () => {
  const problemsOf = (input: PartyInput) =>
    findPartyProblems(partySchema.parse(input), today).map((problem) => `${problem.severity} ${problem.path}`);

  it('stops births in the future, typed or inside an identity number', () => {
    expect(problemsOf(person({ birthDate: '2026-11-24', agents: [agent({ relation: 'guardian' })] }))).toEqual([
      'error birthDate',
    ]);
    expect(problemsOf(person({ documentKind: '111', documentNumber: '410105202611240011' }))).toContain(
      'error documentNumber',
    );
  });

  it('warns where sex or birth contradict the identity number, but lets people decide', () => {
    const number = { documentKind: '111', documentNumber: '410105197803120010' };
    expect(problemsOf(person({ ...number, sex: '1', birthDate: '1978-03-12' }))).toEqual([]);
    expect(problemsOf(person({ ...number, sex: '2', birthDate: '1978-03-13' }))).toEqual([
      'warning birthDate',
      'warning sex',
    ]);
  });

  it('asks for a guardian of a minor (民法典 23) until there is one', () => {
    expect(problemsOf(person({ birthDate: '2015-01-01' }))).toEqual(['warning agents']);
    expect(problemsOf(person({ birthDate: '2015-01-01', agents: [agent({ relation: 'guardian' })] }))).toEqual([]);
  });

  it('warns of a doubtful credit code (GB 32100) without refusing it', () => {
    expect(problemsOf(unit({ creditCode: '91350100M000100Y44' }))).toEqual(['warning creditCode']);
    expect(problemsOf(unit({ creditCode: '91350100M000100Y43' }))).toEqual([]);
  });
});
