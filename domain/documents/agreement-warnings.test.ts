import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatYuan, toChineseAmount } from '../text/chinese-amount.ts';
import { amountsIn, checkTotal } from './agreement-amounts.ts';
import {
  type AgreementDraft,
  type AgreementWarning,
  agreementWarnings,
  warningsNote,
  withFix,
} from './agreement-warnings.ts';

const about = { partyNames: ['刘某甲', '刘某乙'], mojType: '01' } as const;

function draft(changes: Partial<AgreementDraft> = {}): AgreementDraft {
  return { form: 'written', terms: [], items: [], reachedOn: '2026-11-23', ...changes };
}
const inTerm = (term: string) => agreementWarnings(draft({ terms: [term] }), about);
const fixed = (clause: string, warning: AgreementWarning | undefined) =>
  warning?.fix ? withFix(clause, warning.fix) : clause;
const item = (changes: Partial<AgreementDraft['items'][number]>) => ({
  what: '付折价款',
  method: '',
  amountFen: null,
  dueOn: '2026-12-31',
  ...changes,
});

describe('claims of a title (民诉法解释 355)', () => {
  test('归……所有 is found where it stands, and use with payment is suggested in its place', () => {
    const [warning] = inTerm('该房归刘某甲所有，刘某乙不再主张继承份额。');
    expect(warning).toMatchObject({
      kind: 'title',
      place: { at: 'term', index: 0 },
      title: '“归……所有”是确认物权',
      source: '民诉法解释第三百五十五条',
      range: [2, 8],
    });
    expect(fixed('该房归刘某甲所有，刘某乙不再主张继承份额。', warning)).toBe(
      '该房由刘某甲居住使用，刘某甲按约定给付刘某乙折价款，刘某乙不再主张继承份额。',
    );
  });

  test('the suggested words bring no new warning', () => {
    const [warning] = inTerm('该房归刘某甲所有。');
    expect(inTerm(fixed('该房归刘某甲所有。', warning))).toEqual([]);
  });

  test.each([
    '房屋产权归刘某甲',
    '宅基地使用权属于刘某乙享有。',
    '确认刘某甲对该房享有所有权',
    '该商标权归刘某甲持有',
    '该车属于刘某乙所有',
    '双方明确该房为共有',
  ])('%s claims a title', (term) => {
    expect(inTerm(term).map(({ kind }) => kind)).toEqual(['title']);
  });

  test.each([
    '该房由刘某甲居住使用，刘某乙不再就该房主张折价款以外的权利。',
    '押金归刘某乙所有。',
    '本协议不确认房屋所有权，登记另到登记机构办理。',
    '刘某甲归还刘某乙所有借款。',
  ])('%s claims none', (term) => {
    expect(inTerm(term).filter(({ kind }) => kind === 'title')).toEqual([]);
  });
});

test.each(['双方自愿离婚。', '解除双方的婚姻关系', '确认刘某甲与刘某乙的父子关系', '收养关系解除'])(
  '%s is a matter of status (民诉法解释 355)',
  (term) => {
    expect(inTerm(term).map(({ kind }) => kind)).toEqual(['status']);
  },
);

test.each(['离婚后，刘某甲每月探望孩子两次。', '双方夫妻关系存续期间的债务由刘某甲偿还。'])(
  '%s names a status without settling it',
  (term) => {
    expect(inTerm(term)).toEqual([]);
  },
);

test.each([
  ['不再追究刘某甲的刑事责任', 'mandatory'],
  ['刘某乙不得再向法院起诉', 'mandatory'],
  ['刘某甲尽快付清', 'unclear'],
  ['刘某甲给予适当补偿', 'unclear'],
  ['刘某甲付约 3000 元', 'unclear'],
  ['刘某甲有钱时归还', 'unclear'],
  ['具体金额另行协商', 'unclear'],
  ['刘某甲于＿＿日前付清', 'blank'],
])('%s: %s (民诉法解释 358)', (term, kind) => {
  expect(inTerm(term).map((warning) => warning.kind)).toContain(kind);
});

test('an everyday agreement brings no warning at all', () => {
  const terms = [
    '李某今后袋装垃圾，不再遗撒；李某按时清理 4 至 5 层楼道。',
    '李某于2026年11月30日前付清洁费 200.00 元（贰佰元整）。',
    '折价款付清后 10 日内，刘某乙配合办理相关手续，费用由刘某甲承担。',
    '本协议履行后，双方就此事再无其他争议。',
  ];
  const items = [item({ what: '付清洁费', amountFen: 20_000 }), item({ what: '今后不再遗撒', dueOn: null })];
  expect(agreementWarnings(draft({ terms, items }), about)).toEqual([]);
});

describe('a price for the mediation (人民调解法 4)', () => {
  test.each([
    '刘某甲承担调解费500元。',
    '调解服务费由双方各负担一半',
    '双方各付调委会手续费100元。',
    '手续费200元于签字当日交金水区人民调解委员会。',
    '刘某乙另付调解员辛苦费300元',
    '本次调解的费用由刘某乙承担',
  ])('%s is warned of', (term) => {
    expect(inTerm(term)).toContainEqual(expect.objectContaining({ kind: 'fee', source: '人民调解法第四条' }));
  });

  test('among what is to be done as well', () => {
    const warnings = agreementWarnings(draft({ items: [item({ what: '付调解费' })] }), about);
    expect(warnings).toMatchObject([{ kind: 'fee', place: { at: 'item', index: 0 }, range: null }]);
  });

  test.each([
    '本次不收取调解费。',
    '刘某乙于2026年12月31日前付清物业服务费1,200元。',
    '过户手续费由刘某甲承担',
    '双方因本次纠纷支出的其他费用各自承担。',
    '经调解，刘某甲于2026年12月31日前赔偿医疗费5,000元',
    '双方在调解委员会签字后，刘某甲于2026年12月31日前付清装修服务费',
  ])('%s is no price for it', (term) => {
    expect(inTerm(term).map(({ kind }) => kind)).not.toContain('fee');
  });
});

describe('amounts', () => {
  test('figures and capitals that differ are named, and the capitals can be put right', () => {
    const clause = '给付 360,000.00 元（人民币大写：叁拾万元整），分两期。';
    const [warning] = inTerm(clause);
    expect(warning).toMatchObject({ kind: 'amounts_differ' });
    expect(fixed(clause, warning)).toBe('给付 360,000.00 元（人民币大写：叁拾陆万元整），分两期。');
    expect(warning?.advice).toContain('叁拾陆万元整');
  });

  test('whatever the amount, its own capitals never differ from its figures', () => {
    void fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000_000 }), (fen) => {
        const clause = `付 ${formatYuan(fen)} 元（${toChineseAmount(fen)}）。`;
        expect(amountsIn(clause)).toMatchObject([{ fen, capitals: { fen } }]);
      }),
    );
  });

  test('amounts are read in every way of writing them, each once', () => {
    expect(amountsIn('甲付36万元，乙付１２００元，丙付叁拾元整（¥30.00）').map(({ fen }) => fen)).toEqual([
      36_000_000, 120_000, 3_000,
    ]);
  });

  test('what is due only in default, or again and again, belongs to no total', () => {
    const [first, second] = amountsIn('付 1000 元。逾期的，每日付违约金 50 元。');
    expect([first?.conditional, second?.conditional]).toEqual([false, true]);
  });
});

describe('the sum of the performance items (人民调解法 29)', () => {
  const clauses = ['该房由刘某甲居住。', '刘某甲给付折价款 360,000.00 元（叁拾陆万元整），分两期付清。'];

  test('agrees with the clause that names it', () => {
    expect(checkTotal(clauses, [16_000_000, 20_000_000, null])).toEqual({
      verdict: 'agrees',
      totalFen: 36_000_000,
      clause: 1,
    });
  });

  test('agrees with the instalments of one clause, or with all clauses together', () => {
    expect(checkTotal(['先付 100 元，再付 200 元'], [30_000])).toMatchObject({ verdict: 'agrees', clause: 0 });
    expect(checkTotal(['甲付 100 元', '乙付 200 元'], [10_000, 20_000])).toMatchObject({
      verdict: 'agrees',
      clause: null,
    });
  });

  test('a difference names both sums and the clause', () => {
    const items = [item({ amountFen: 30_000_000 })];
    const [warning] = agreementWarnings(draft({ terms: clauses, items }), about);
    expect(warning?.title).toBe('履行事项合计 300,000.00 元，第 2 条写的是 360,000.00 元');
  });

  test('amounts in the clauses alone are missed among the items', () => {
    expect(agreementWarnings(draft({ terms: clauses }), about).map(({ title }) => title)).toEqual([
      '条款里有金额，履行事项里没有',
    ]);
  });
});

test('a last day before the agreement itself, and an item without a day, are said', () => {
  const items = [item({ dueOn: '2026-11-22' }), item({ dueOn: null })];
  expect(agreementWarnings(draft({ items }), about).map(({ title }) => title)).toEqual([
    '第 1 项最晚 2026-11-22，早于达成协议的 2026-11-23',
    '第 2 项没有写最晚哪一天',
  ]);
});

test('an oral agreement about work is said to need writing (劳动争议调解仲裁法 14)', () => {
  const oral = draft({ form: 'oral' });
  expect(agreementWarnings(oral, { ...about, mojType: '11' }).map(({ kind }) => kind)).toEqual(['form']);
  expect(agreementWarnings(oral, about)).toEqual([]);
});

test('the trace names place, matter and article; without warnings there is none', () => {
  expect(warningsNote(inTerm('该房归刘某甲所有。'))).toBe(
    '达成协议时，有以下提醒没有改：\n第 1 条：“归……所有”是确认物权（民诉法解释第三百五十五条）',
  );
  expect(warningsNote([])).toBeNull();
});

test('no text whatever makes the check fail or point outside of the clause', () => {
  void fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), (terms) => {
      for (const { range, place } of agreementWarnings(draft({ terms }), about)) {
        if (range && place.at === 'term') {
          expect(range[0]).toBeGreaterThanOrEqual(0);
          expect(range[1]).toBeLessThanOrEqual(terms[place.index]?.length ?? 0);
        }
      }
    }),
    { numRuns: 40 },
  );
});
