import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementTextSchema, type Mark, markSchema, missingMarks, writtenEffectiveDate } from './agreement.ts';
import { testAgreement, testId } from './testing-facts.ts';

const partyIds = [testId(10), testId(11), testId(12)];
const needs = { partyIds };
const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-11-${String(number).padStart(2, '0')}`);

/** The marks that art. 29 asks for, each on some day. */
const complete = fc.array(day, { minLength: 5, maxLength: 5 }).map((days): Mark[] => {
  const signature = { version: 1, method: 'signature' as const };
  return [
    ...partyIds.map((signerId, index) => ({ ...signature, kind: 'party' as const, signerId, signedOn: days[index]! })),
    { ...signature, kind: 'mediator', signerId: testId(2), signedOn: days[3]! },
    { version: 1, kind: 'seal', method: 'seal', signedOn: days[4]! },
  ];
});

describe('the effective date of a written agreement (人民调解法 29)', () => {
  it('is the last day of all parties’ marks, the mediator’s and the seal, in whatever order they were entered', () => {
    fc.assert(
      fc.property(
        complete.chain((marks) => fc.shuffledSubarray(marks, { minLength: marks.length })),
        (marks) => {
          const last = marks
            .map((mark) => mark.signedOn)
            .toSorted()
            .at(-1);
          expect(writtenEffectiveDate(needs, marks)).toBe(last);
        },
      ),
    );
  });

  it('is not there while any one of them is missing, and the missing one is named', () => {
    fc.assert(
      fc.property(complete, fc.nat(4), (marks, at) => {
        const rest = marks.toSpliced(at, 1);
        expect(writtenEffectiveDate(needs, rest)).toBeNull();
        const { kind, signerId } = marks[at]!;
        expect(missingMarks(needs, rest)).toEqual([kind === 'party' ? { kind, signerId } : { kind }]);
      }),
    );
  });

  it('does not hang on the recorder, who need not sign for it', () => {
    fc.assert(
      fc.property(complete, (marks) => {
        const recorder: Mark = { version: 1, kind: 'recorder', method: 'signature', signedOn: '2026-12-31' };
        expect(writtenEffectiveDate(needs, [...marks, recorder])).toBe(writtenEffectiveDate(needs, marks));
      }),
    );
  });

  it('needs every party, not as many marks as there are parties', () => {
    fc.assert(
      fc.property(complete, (marks) => {
        const twice = marks.map((mark) => (mark.signerId === partyIds[1] ? { ...mark, signerId: partyIds[0]! } : mark));
        expect(missingMarks(needs, twice)).toEqual([{ kind: 'party', signerId: partyIds[1] }]);
      }),
    );
  });

  it('lists what is missing in the order in which people sign: parties, mediator, seal', () => {
    expect(missingMarks(needs, []).map((mark) => mark.kind)).toEqual(['party', 'party', 'party', 'mediator', 'seal']);
  });
});

describe('the text of an agreement', () => {
  const messages = (changes: Record<string, unknown>) => {
    const result = agreementTextSchema.safeParse({ ...testAgreement(), ...changes });
    return result.success ? [] : result.error.issues.map((issue) => issue.message);
  };

  it('is kept as it is written, markup and rare characters included', () => {
    const text = testAgreement({
      facts: '<b>李某</b> #let x = 1 $y$ 喆祎䶮㛃𠮷\n第二段',
      terms: ['=cmd()', '[链接](javascript:alert(1))'],
    });
    expect(agreementTextSchema.parse(text)).toEqual(text);
  });

  it('takes 6,000 characters of facts and more, and never cuts', () => {
    const facts = '事'.repeat(20_000);
    expect(agreementTextSchema.parse(testAgreement({ facts })).facts).toHaveLength(20_000);
    expect(messages({ facts: `${facts}实` })).toEqual([
      '「纠纷事实、争议事项」超过 20000 个字（现在 20001 个），请缩短',
    ]);
  });

  it('needs at least one term, and a term that says something', () => {
    expect(messages({ terms: [] })).toEqual(['至少写一条协议内容']);
    expect(messages({ terms: ['  '] })).toEqual(['请填写「协议条款」']);
  });

  it('refuses days that no calendar has, and amounts that are none', () => {
    expect(messages({ reachedOn: '2026-02-30' })).toEqual(['2026 年 2 月没有 30 日，请核对日期']);
    const [item] = testAgreement().performance;
    expect(messages({ performance: [{ ...item, amountFen: -1 }] })).toEqual(['金额不能是负数']);
    expect(messages({ performance: [{ ...item, amountFen: 0.5 }] })).toEqual(['金额要写到分']);
    expect(messages({ performance: [{ ...item, dueOn: '2027-04-31' }] })).toEqual([
      '2027 年 4 月没有 31 日，请核对日期',
    ]);
  });

  it('refuses half a surrogate pair in a term', () => {
    expect(messages({ terms: ['甲\ud83d'] })[0]).toContain('半个字符');
  });
});

describe('a mark', () => {
  it('belongs to one version, and has a day that a person confirms (LOG-10)', () => {
    const mark = { version: 1, kind: 'seal', method: 'seal', signedOn: '2026-11-23' };
    expect(markSchema.parse(mark)).toEqual(mark);
    expect(markSchema.safeParse({ ...mark, version: 0 }).success).toBe(false);
    expect(markSchema.safeParse({ ...mark, signedOn: undefined }).success).toBe(false);
  });
});
