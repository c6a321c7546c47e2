import { describe, expect, test } from 'vitest';
import { agreementTextSchema } from '../cases/agreement.ts';
import { mojTypeCodes } from '../codes/moj-types.ts';
import { agreementWarnings } from './agreement-warnings.ts';
import { BLANK, fillSnippet, filterSnippets, nextBlank, snippetGroups } from './clause-snippets.ts';

const everyType = mojTypeCodes.flatMap((mojType) => [
  { mojType, gbtCategory: null },
  { mojType, gbtCategory: '0103' },
]);
const everySnippet = everyType.flatMap((about) => snippetGroups(about).flatMap(({ snippets }) => snippets));
const names = { applicants: '刘某甲', respondents: '刘某乙' };

describe('every clause', () => {
  test('is a clause that an agreement may hold, with a name that fits the list', () => {
    for (const { text, name } of everySnippet) {
      expect(agreementTextSchema.shape.terms.element.safeParse(text).success).toBe(true);
      expect(text.endsWith('。')).toBe(true);
      expect(Array.from(name).length).toBeLessThanOrEqual(9);
    }
  });

  test('once filled in, claims no title and settles no status, and nothing in it is unclear (民诉法解释 355, 358)', () => {
    for (const snippet of everySnippet) {
      const terms = [fillSnippet(snippet, names).text.replaceAll(BLANK, '8')];
      const draft = { form: 'written', terms, items: [], reachedOn: null } as const;
      const found = agreementWarnings(draft, { partyNames: ['刘某甲', '刘某乙'], mojType: '01' });
      expect(found.filter(({ place }) => place.at === 'term' && place.index === 0).map(({ title }) => title)).toEqual(
        terms[0]?.includes('大写')
          ? found.filter(({ kind }) => kind === 'amounts_differ').map(({ title }) => title)
          : [],
      );
    }
  });

  test('has one id, and ids differ within a list', () => {
    for (const about of everyType) {
      const ids = snippetGroups(about).flatMap(({ snippets }) => snippets.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

test('the case’s own kind comes first, inheritance before the family', () => {
  expect(snippetGroups({ mojType: '01', gbtCategory: '0103' })[0]).toMatchObject({ title: '继承 · 按本案类型' });
  expect(snippetGroups({ mojType: '02', gbtCategory: '0203' })[0]).toMatchObject({ title: '邻里 · 按本案类型' });
  expect(snippetGroups({ mojType: '18', gbtCategory: null })[0]).toMatchObject({ title: '付款' });
});

test('names go in, and the first blank is there to be typed over', () => {
  const snippet = { id: 'x', name: 'x', text: '〔被申请人〕于＿＿日前付〔申请人〕＿＿元。' };
  expect(fillSnippet(snippet, names)).toEqual({ text: '刘某乙于＿＿日前付刘某甲＿＿元。', blank: [4, 6] });
  expect(fillSnippet({ ...snippet, text: '双方再无争议。' }, names).blank).toBeNull();
});

test('a name with signs of a pattern in it goes in as it is', () => {
  const snippet = { id: 'x', name: 'x', text: '〔申请人〕同意。' };
  expect(fillSnippet(snippet, { ...names, applicants: '$&某$1' }).text).toBe('$&某$1同意。');
});

test('after the last blank the first is next again', () => {
  expect(nextBlank('甲＿＿乙＿＿', 2)).toEqual([4, 6]);
  expect(nextBlank('甲＿＿乙＿＿', 6)).toEqual([1, 3]);
  expect(nextBlank('没有', 0)).toBeNull();
});

test('the filter looks into names and words; empty groups go', () => {
  const groups = snippetGroups({ mojType: '02', gbtCategory: null });
  expect(filterSnippets(groups, '分期').flatMap(({ snippets }) => snippets.map(({ id }) => id))).toEqual([
    'pay-instalments',
  ]);
  expect(filterSnippets(groups, ' ')).toEqual(groups);
  expect(filterSnippets(groups, '没有这样的')).toEqual([]);
});
