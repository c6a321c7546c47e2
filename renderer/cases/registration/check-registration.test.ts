import { describe, expect, it } from 'vitest';
import { registrationRules } from '../../../domain/cases/registration.ts';
import { checkRegistration, partyWarnings, serverProblems } from './check-registration.ts';
import { fillIns } from './fill-in.ts';
import { newAgent, newParty } from './form-values.ts';
import { formWith, stairwell, today } from './testing.ts';

const complete = {
  ...stairwell,
  mojType: '02',
  gbtCategory: '0203',
  title: '张某与李某邻里纠纷',
  peopleCount: '2',
} as const;
const problems = (values: Parameters<typeof checkRegistration>[0]) => {
  const checked = checkRegistration(values, today);
  return checked.ok ? {} : Object.fromEntries(checked.problems.map(({ path, message }) => [path.join('.'), message]));
};

describe('a complete form', () => {
  it('becomes the registration that the center accepts, texts made into numbers and codes', () => {
    const checked = checkRegistration(
      { ...complete, amount: 120_000, urgency: 'urgent', place: { ...complete.place, longitude: '113.66' } },
      today,
    );
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
    expect(registrationRules.parse(checked.registration)).toEqual(checked.registration);
    expect(checked.registration).toMatchObject({
      peopleCount: 2,
      amountFen: 120_000,
      urgent: true,
      demands: ['不再在楼道遗撒', '清理干净'],
      place: { code: '410105023009', longitude: 113.66 },
      parties: [
        { kind: 'person', phone: '13800001203', documentKind: '111', willingness: 'willing' },
        { kind: 'person', documentKind: null, documentNumber: null, willingness: 'undecided' },
      ],
    });
  });

  it('leaves out parties in which nothing is written', () => {
    const extra = newParty('00000000-0000-7000-8000-000000000009', 'third_party');
    const checked = checkRegistration({ ...complete, parties: [...complete.parties, extra] }, today);
    expect(checked.ok && checked.registration.parties).toHaveLength(2);
  });

  it('states an age only where a person said it: one that follows from the birth date changes with the years', () => {
    const [party] = complete.parties;
    const filled = { ...party!, birthDate: '1978-03-12', statedAge: '48', filled: { statedAge: '48' } };
    const stated = { ...party!, documentNumber: null, statedAge: '48' };
    const ageOf = (given: typeof filled | typeof stated) => {
      const checked = checkRegistration({ ...complete, parties: [given] }, today);
      return checked.ok && checked.registration.parties[0];
    };
    expect(ageOf(filled)).toMatchObject({ statedAge: null });
    expect(ageOf(stated)).toMatchObject({ statedAge: 48 });
  });

  it('sends a unit without the fields of a person, which stay in the form', () => {
    const [applicant, respondent] = complete.parties;
    const unit = { ...respondent!, document: 'unit', name: '某物业公司', creditCode: '91410105MA3X1234AT' } as const;
    const checked = checkRegistration({ ...complete, parties: [applicant!, unit] }, today);
    expect(checked.ok && checked.registration.parties[1]).toMatchObject({
      kind: 'unit',
      name: '某物业公司',
      creditCode: '91410105MA3X1234AT',
    });
  });
});

describe('bad input is told at its field', () => {
  it.each([
    ['a wrong check digit', { documentNumber: '410105197803120011' }, 'documentNumber', '校验码不对'],
    ['30 February', { documentNumber: null, birthDate: '1990-02-30' }, 'birthDate', '2 月没有 30 日'],
    ['a birth in the future', { documentNumber: null, birthDate: '2030-01-01' }, 'birthDate', '在今天以后'],
    ['half a surrogate pair', { name: '张\ud840' }, 'name', '半个字符'],
    ['a telephone that is too short', { phone: '1380000' }, 'phone', '手机号码应为 11 位'],
    ['an age that is no number', { documentNumber: null, statedAge: '四十' }, 'statedAge', '年龄要填整数'],
  ])('%s', (_, applicant, field, message) => {
    const [party, other] = complete.parties;
    const found = problems({ ...complete, parties: [{ ...party!, ...applicant }, other!] });
    expect(found[`parties.0.${field}`]).toContain(message);
  });

  it('10 MB of text: how much too long it is, nothing cut', () => {
    expect(problems({ ...complete, facts: '字'.repeat(3_500_000) }).facts).toContain('现在 3500000 个');
  });

  it('an empty form: everything that a case needs, each at its field', () => {
    expect(problems(formWith())).toMatchObject({
      'parties.0.name': '至少要有一位当事人',
      'place.code': '请选择发生地点',
      occurredOn: '请填写发生日期',
      peopleCount: '请填写涉及人数',
      facts: '请填写「经过」',
      mojType: '请选择「司法部类型」',
      gbtCategory: '请选择「国标类别」',
    });
  });

  it('what is no amount, no coordinate, and a day ahead', () => {
    const place = { ...complete.place, latitude: '北纬' };
    const found = problems({
      ...complete,
      amount: '一万二',
      place,
      occurredOn: '2026-12-01',
      receivedOn: '2026-11-24',
    });
    expect(found).toMatchObject({
      amount: expect.stringContaining('金额要写成数字'),
      'place.latitude': expect.stringContaining('纬度要写成度数'),
      occurredOn: '发生日期在今天之后，请核对',
      receivedOn: '登记日期在今天之后，请核对',
    });
  });

  it('nobody applies: said at the role of the first party', () => {
    const parties = complete.parties.map((party) => ({ ...party, role: 'respondent' as const }));
    expect(problems({ ...complete, parties })).toEqual({ 'parties.0.role': '至少要有一位申请人' });
  });

  it('counts the lines of the form, not those that are sent', () => {
    const found = problems({ ...complete, demands: ['好', '', '长'.repeat(501)] });
    expect(found.demands).toMatch(/^第 3 项：/);
  });

  it('an agent without a name or relation', () => {
    const [party, other] = complete.parties;
    const agents = [newAgent('a')];
    const found = problems({ ...complete, parties: [{ ...party!, agents }, other!] });
    expect(Object.keys(found)).toEqual(
      expect.arrayContaining(['parties.0.agents.0.name', 'parties.0.agents.0.relation']),
    );
  });
});

it('the center’s messages find their fields although empty parties were not sent', () => {
  const [applicant, respondent] = complete.parties;
  const empty = newParty('00000000-0000-7000-8000-000000000009', 'respondent');
  const values = { ...complete, parties: [applicant!, empty, respondent!] };
  const fields = { 'parties.1.documentNumber': '校验码不对', 'place.code': '没有这个区划', amountFen: '金额不对' };
  expect(serverProblems(values, fields)).toEqual([
    { path: ['parties', 2, 'documentNumber'], message: '校验码不对' },
    { path: ['place', 'code'], message: '没有这个区划' },
    { path: ['amount'], message: '金额不对' },
  ]);
});

it('warns of a birth date that contradicts the number, and of a doubtful credit code (GB 32100)', () => {
  const [party] = complete.parties;
  expect(partyWarnings({ ...party!, birthDate: '1979-03-12' }, today)).toMatchObject([{ path: 'birthDate' }]);
  const unit = { ...party!, document: 'unit', creditCode: '91410105MA3X1234A0' } as const;
  expect(partyWarnings(unit, today)).toMatchObject([{ path: 'creditCode', severity: 'warning' }]);
});

it('markup is text like any other', () => {
  const [party, other] = complete.parties;
  const checked = checkRegistration({ ...complete, parties: [{ ...party!, name: '<b>张</b>' }, other!] }, today);
  expect(checked.ok && checked.registration.parties[0]?.name).toBe('<b>张</b>');
  expect(fillIns({ ...complete, facts: '<script>' }, today)).toBeInstanceOf(Array);
});
