import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { testApplicant, testId, testRespondent } from '../cases/testing-facts.ts';
import { type PartyInput, partySchema } from '../parties/party.ts';
import { listedName, listedTitle, maskParties, personalFields, withKnownValues } from './masked-parties.ts';
import { maskedFor, maskedKinds, maskOf } from './masks.ts';

const every = new Set(maskedKinds.map(({ id }) => id));
const day = '2026-11-23';

describe('a mask', () => {
  test.each([
    ['idNumber', '410105197803121234', '410105********1234'],
    ['idNumber', '11010519491231002X', '110105********002X'],
    ['idNumber', '410105780312001', '4101********001'],
    ['idNumber', 'E12345678', 'E*****678'],
    ['phone', '13812341203', '138****1203'],
    ['phone', '0371-12345678', '0371-****5678'],
    ['phone', '12345', '***45'],
    ['address', '郑州市金水区兴达路街道鸿苑社区 3 号楼 2 单元 501', '郑州市金水区兴达路街道鸿苑社区****'],
    ['address', '郑州市金水区兴达路街道鑫苑路 8 号', '郑州市金水区兴达路街道****'],
    ['address', '郑州市文化路 97 号兴达社区', '郑州市****'],
    ['address', '鸿苑社区', '鸿苑社区'],
    ['address', '某路 5 号', '****'],
    ['minorName', '张小明', '张某'],
    ['minorName', '欧阳小明', '欧阳某'],
  ] as const)('of %s %s is %s', (kind, text, wanted) => {
    expect(maskOf(kind, text)).toBe(wanted);
  });

  it('of a number shows at most half of it, and less than what would tell it (个人信息保护法 51)', () => {
    const number = fc.stringMatching(/^[0-9A-Z+-]{1,20}$/);
    fc.assert(
      fc.property(number, fc.constantFrom('idNumber' as const, 'phone' as const), (text, kind) => {
        const shown = maskOf(kind, text);
        expect(shown).toHaveLength(text.length);
        expect(shown).not.toBe(text);
        expect([...shown].filter((sign) => sign !== '*').length).toBeLessThanOrEqual(Math.max(10, text.length / 2));
        for (const [index, sign] of [...shown].entries()) if (sign !== '*') expect(sign).toBe(text[index]);
      }),
    );
  });

  it('of an address never shows a digit', () => {
    const part = fc.constantFrom(
      '郑州市',
      '金水区',
      '兴达路街道',
      '鸿苑社区',
      '王村',
      '3 号楼',
      '8栋',
      '501',
      '文化路',
      '南院',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        expect(maskOf('address', parts.join(''))).not.toMatch(/\d/);
      }),
    );
  });
});

describe('who sees what', () => {
  it('who works on a case sees its people in full, everybody else numbers, telephones and addresses masked', () => {
    for (const standing of ['manager', 'case_mediator', 'registrar', 'desk'] as const) {
      expect([...maskedFor('case', [standing])]).toEqual([]);
    }
    expect([...maskedFor('case', [])]).toEqual(['idNumber', 'phone', 'address']);
  });

  it('lists and exports are masked for everybody', () => {
    for (const place of ['list', 'export'] as const) {
      expect([...maskedFor(place, ['manager', 'case_mediator', 'registrar', 'desk'])]).toHaveLength(4);
    }
  });
});

describe('parties', () => {
  const guarded = partySchema.parse({
    ...testRespondent,
    phone: '13900004508',
    agents: [
      {
        name: '王律师',
        relation: 'lawyer',
        authority: 'special',
        idNumber: '410105197801010010',
        phone: '13700001111',
      },
    ],
  });

  it('say which of their fields are masked, agents too, and nothing else of them changes', () => {
    const { parties, masked } = maskParties([testApplicant, guarded], every, day);
    expect(masked.map(({ partyId, path }) => [partyId, path])).toEqual([
      [testApplicant.id, 'documentNumber'],
      [testApplicant.id, 'phone'],
      [testApplicant.id, 'address'],
      [guarded.id, 'phone'],
      [guarded.id, 'agents.0.idNumber'],
      [guarded.id, 'agents.0.phone'],
    ]);
    expect(JSON.stringify(parties)).not.toMatch(/410105197801010010|13800001203|13900004508|13700001111|501/);
    expect(parties.map(({ name }) => name)).toEqual([testApplicant.name, guarded.name]);
  });

  it('keep the age that only the masked number told', () => {
    const known = partySchema.parse({ ...testApplicant, birthDate: null } as PartyInput);
    expect(maskParties([known], every, day).parties[0]).toMatchObject({ statedAge: 48, birthDate: null });
  });

  it('come back from a form as they were where it only had the mask, and as typed where not', () => {
    const known = [testApplicant, guarded];
    const { parties } = maskParties(known, every, day);
    const whole = withKnownValues(parties, known).map((party) => personalFields(party));
    expect(whole).toEqual(known.map((party) => personalFields(party)));
    const typed = parties.map((party) => ({ ...party, phone: '13611112222' }));
    expect(withKnownValues(typed, known).map(({ phone }) => phone)).toEqual(['13611112222', '13611112222']);
  });

  it('who are minors stand in lists by their family name (未成年人保护法 103), in titles too', () => {
    const child = partySchema.parse({
      id: testId(30),
      kind: 'person',
      role: 'applicant',
      name: '张小明',
      birthDate: '2015-01-01',
    });
    expect(listedName(child, day)).toBe('张某');
    expect(listedName(testRespondent, day)).toBe(testRespondent.name);
    expect(listedTitle('张小明与李某校园纠纷', [child, testRespondent], day)).toBe('张某与李某校园纠纷');
  });
});
