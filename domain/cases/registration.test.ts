import { describe, expect, it } from 'vitest';
import { maxAmountFen } from '../text/chinese-amount.ts';
import { type Registration, registrationRules } from './registration.ts';
import { testApplicant, testId, testRegistration, testRespondent } from './testing-facts.ts';

const valid = testRegistration();

function problems(changes: Record<string, unknown>): Record<string, string> {
  const result = registrationRules.safeParse({ ...valid, ...changes });
  if (result.success) return {};
  // The first message of a field is the one that the form shows.
  return Object.fromEntries(result.error.issues.map((issue) => [issue.path.join('.'), issue.message]).toReversed());
}

describe('a registration', () => {
  it('is read back as it was given', () => {
    expect(registrationRules.parse(valid)).toEqual(valid);
  });

  it('needs an applicant, and each party once (人民调解法 17)', () => {
    expect(problems({ parties: [] })).toEqual({ parties: '至少要有一位当事人' });
    expect(problems({ parties: [testRespondent] })).toEqual({ parties: '至少要有一位申请人' });
    expect(problems({ parties: [testApplicant, { ...testRespondent, id: testApplicant.id }] })).toEqual({
      parties: '同一位当事人写了两次',
    });
    expect(problems({ parties: [testApplicant] })).toEqual({});
  });

  it('takes any number of parties of both kinds and all three roles, up to 200', () => {
    const unit = { id: testId(30), kind: 'unit', role: 'third_party', name: '某物业公司' };
    const many = Array.from({ length: 198 }, (_none, index) => ({ ...testApplicant, id: testId(500 + index) }));
    expect(problems({ parties: [...many, testRespondent, unit] })).toEqual({});
    expect(problems({ parties: [...many, testRespondent, unit, testApplicant] })).toEqual({
      parties: '当事人最多 200 位',
    });
  });

  it('refuses days that no calendar has', () => {
    expect(problems({ occurredOn: '2026-02-30' })).toEqual({ occurredOn: '2026 年 2 月没有 30 日，请核对日期' });
    expect(problems({ occurredOn: '2026-11-31' })).toEqual({ occurredOn: '2026 年 11 月没有 31 日，请核对日期' });
    expect(problems({ occurredOn: '2026-2-3' })).toEqual({ occurredOn: '日期要写成 2026-11-23 的样子' });
    expect(problems({ occurredOn: '2024-02-29' })).toEqual({});
  });

  it('refuses 10 MB of text with the limit and the length, and never cuts', () => {
    const facts = '长'.repeat(3_500_000);
    expect(problems({ facts })).toEqual({ facts: '「经过」超过 2000 个字（现在 3500000 个），请缩短' });
    expect(registrationRules.parse({ ...valid, facts: '长'.repeat(2000) }).facts).toHaveLength(2000);
    expect(problems({ title: '题'.repeat(101) })).toEqual({ title: '「事由」超过 100 个字（现在 101 个），请缩短' });
  });

  it('counts a rare character as one: 2,000 of them fit (GB/T 31000 field 7)', () => {
    expect(problems({ facts: '𠮷'.repeat(2000) })).toEqual({});
  });

  it.each(['title', 'facts'])('refuses half a surrogate pair and NUL in %s (LOG-2)', (field) => {
    expect(problems({ [field]: '甲\ud840乙' })[field]).toContain('半个字符');
    expect(problems({ [field]: '甲\u0000乙' })[field]).toContain('看不见的控制字符');
  });

  it('refuses them in parties as well, at the field', () => {
    expect(problems({ parties: [{ ...testApplicant, name: '张\udc00' }] })['parties.0.name']).toContain('半个字符');
  });

  it('keeps markup and formulas literally: they are only text', () => {
    const typed: Partial<Registration> = {
      title: '<script>alert(1)</script>',
      facts: '=cmd|"/c calc"!A1\n#image("x.png") *粗* `代码` &amp; {{x}}',
      demands: ['<img src=x onerror=alert(1)>', '+86', '@SUM(A1)'],
    };
    expect(registrationRules.parse({ ...valid, ...typed })).toMatchObject(typed);
    const named = { ...testApplicant, name: '=HYPERLINK("x")' };
    expect(registrationRules.parse({ ...valid, parties: [named] }).parties[0]?.name).toBe('=HYPERLINK("x")');
  });

  it('trims the ends and joins what two keyboards write differently, inside it changes nothing', () => {
    const parsed = registrationRules.parse({ ...valid, title: '  e\u0301tude　两家  之间 \r\n', facts: '一\r\n二' });
    expect(parsed.title).toBe('étude　两家  之间');
    expect(parsed.facts).toBe('一\n二');
  });

  it('refuses codes that are in no list, one message at each field', () => {
    const unknown = { mojType: '19', gbtCategory: '0104', source: 'gossip', scale: '04', riskLevel: 'extreme' };
    expect(Object.keys(problems(unknown)).toSorted()).toEqual(Object.keys(unknown).toSorted());
    expect(problems({ screeningTag: 'weather' })).toHaveProperty('screeningTag');
    expect(problems({ screeningTag: null })).toEqual({});
  });

  it('takes amounts in whole fen up to the largest that a paper can print, and none where there is none', () => {
    expect(problems({ amountFen: -1 })).toEqual({ amountFen: '金额不能是负数' });
    expect(problems({ amountFen: 0.5 })).toHaveProperty('amountFen');
    expect(problems({ amountFen: maxAmountFen + 1 })).toEqual({ amountFen: '金额要小于一万亿元，请核对' });
    expect(problems({ amountFen: maxAmountFen })).toEqual({});
    expect(problems({ amountFen: null })).toEqual({});
  });

  it('counts people in whole numbers of at most six digits (GB/T 31000 field 6)', () => {
    expect(problems({ peopleCount: 0 })).toEqual({ peopleCount: '涉及人数至少 1 人' });
    expect(problems({ peopleCount: 1_000_000 })).toEqual({ peopleCount: '涉及人数最多 6 位数' });
    expect(problems({ peopleCount: 1.5 })).toEqual({ peopleCount: '涉及人数要填整数' });
  });

  it('names the place by a division, and its position on Earth', () => {
    expect(problems({ place: { code: '' } })).toEqual({ 'place.code': '请选择发生地点' });
    expect(problems({ place: { code: '410105', longitude: 181, latitude: 34 } })).toHaveProperty('place.longitude');
    expect(problems({ place: { code: '410105008003', detail: '3 号楼', longitude: 113.66, latitude: 34.78 } })).toEqual(
      {},
    );
  });
});
