import { describe, expect, it } from 'vitest';
import { caseIn } from '../../domain/cases/testing.ts';
import { testId, testParties, testRegistration } from '../../domain/cases/testing-facts.ts';
import { presentParty, presentPartyInLine } from '../../domain/documents/presentation.ts';
import { partySchema } from '../../domain/parties/party.ts';
import { composeForm } from './compose.ts';
import { factsOf } from './testing.ts';

describe('parties on paper', () => {
  const printed = (party: Parameters<typeof partySchema.parse>[0]) =>
    composeForm(
      'acceptance-register',
      factsOf(caseIn('mediating'), {
        registration: testRegistration({
          parties: [testParties[0] ?? partySchema.parse(party), partySchema.parse(party)],
        }),
      }),
      0,
    ).parties[1];
  const person = { id: testId(12), kind: 'person', role: 'respondent', name: '马㛃' } as const;

  it('gives sex, ethnic group, and the age on the day of the form, by the ID number alone where need be (GB 11643)', () => {
    const from = { documentKind: '111', documentNumber: '410105197811240039', ethnicity: '03' };
    expect(printed({ ...person, ...from })).toMatchObject({ sex: '男', ethnicity: '回族', age: 47 });
    expect(printed({ ...person, ...from, documentNumber: '410105197811230025' })).toMatchObject({ sex: '女', age: 48 });
  });

  it('leaves blank what nobody said, for a pen', () => {
    expect(printed({ ...person, sex: '9' })).toMatchObject({
      sex: '',
      ethnicity: '',
      age: null,
      contact: '',
      address: '',
      occupation: '',
    });
  });

  it('takes the workplace where no address is known (单位或住址)', () => {
    expect(printed({ ...person, workplace: '某某物业公司' })).toMatchObject({ address: '某某物业公司' });
    expect(printed({ ...person, workplace: '某某物业公司', address: '鸿苑 3 号楼' })).toMatchObject({
      address: '鸿苑 3 号楼',
    });
  });

  it('names a unit with its head, and its agent with relation and authority (民事诉讼法 61, 62)', () => {
    const unit = printed({
      id: testId(13),
      kind: 'unit',
      role: 'third_party',
      name: '河南某某物业服务有限公司',
      legalRepresentative: '周某',
      legalRepresentativeTitle: '总经理',
      contactName: '吴某',
      phone: '037160000018',
      agents: [{ name: '吴某', relation: 'staff', authority: 'special', relationNote: '客服主管' }],
    });
    expect(unit).toMatchObject({
      kind: 'unit',
      role: '第三人',
      representative: '周某',
      representativeTitle: '总经理',
      contact: '吴某 0371-60000018',
      agents: [{ capacity: '委托代理人', name: '吴某', relation: '客服主管', authority: '特别授权', idNumber: null }],
    });
  });

  it('names a guardian as the statutory agent with the relation, and without an authority (民法典 23, 民事诉讼法 60)', () => {
    const child = { ...person, name: '马小某', birthDate: '2015-01-01' } as const;
    const guardian = { name: '王某', relation: 'guardian', authority: 'special' } as const;
    const [noted, plain] = ['母亲', null].map((relationNote) =>
      printed({ ...child, agents: [{ ...guardian, relationNote }] }),
    );
    const statutory = { capacity: '法定代理人', name: '王某', authority: '' };
    expect(noted).toMatchObject({ agents: [{ ...statutory, relation: '母亲' }] });
    expect(plain).toMatchObject({ agents: [{ ...statutory, relation: '监护人' }] });
    // The forms print it in the party's block, or in one line.
    if (!noted) throw new Error('nothing was composed');
    expect(presentParty(noted, false).rows.at(-1)?.[0]).toEqual({ label: '法定代理人', value: '王某，母亲' });
    expect(presentPartyInLine(noted)).toContain('法定代理人王某（母亲）');
  });
});

describe('the notice of how personal data is handled (个人信息保护法 17, 31)', () => {
  const notice = (party: Parameters<typeof partySchema.parse>[0]) =>
    composeForm(
      'privacy-notice',
      factsOf(caseIn('registered'), { registration: testRegistration({ parties: [partySchema.parse(party)] }) }),
      0,
    );
  const person = { id: testId(12), kind: 'person', role: 'applicant', name: '马某' } as const;

  it('names one person, the dispute, and who answers for the data', () => {
    const { center, party, child } = notice(person);
    expect({ center, party, child }).toEqual({
      center: factsOf(caseIn('registered')).settings.name,
      party: { role: '申请人', name: '马某' },
      child: false,
    });
  });

  it('is signed by the guardian of whoever is under 14', () => {
    expect(notice({ ...person, birthDate: '2020-01-01' }).child).toBe(true);
    expect(notice({ ...person, birthDate: '2000-01-01' }).child).toBe(false);
  });
});
