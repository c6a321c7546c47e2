import type { Gbt31000CategoryCode } from '../codes/gbt31000-categories.ts';
import type { MojTypeCode } from '../codes/moj-types.ts';
import type { ScreeningTagCode } from '../codes/screening-tags.ts';
import { type CategoryWords, disasterWords, gbt31000CategoryWords, mojTypeWords } from './category-words.ts';

/** A code with its reason: the words of the text that speak for it, or another axis that it follows from. */
export interface Suggestion<Code extends string> {
  readonly code: Code;
  /** In the order in which they are written; empty where `from` is `category`. */
  readonly words: readonly string[];
  readonly from: 'words' | 'category';
}

export interface CategorySuggestion {
  readonly mojType: Suggestion<MojTypeCode> | null;
  readonly gbtCategory: Suggestion<Gbt31000CategoryCode> | null;
  readonly screeningTag: Suggestion<ScreeningTagCode> | null;
}

interface Word<Code extends string> {
  readonly text: string;
  readonly scores: readonly { readonly code: Code; readonly score: number }[];
}

/** More than anybody types at a desk; keeps a pasted novel from slowing the typing. */
const readAtMost = 20_000;
/** A single weak word suggests nothing. */
const leastScore = 2;

/** All words of a table, longest first, each with what it counts for every category that lists it. */
function index<Code extends string>(table: readonly CategoryWords<Code>[]): readonly Word<Code>[] {
  const byText = new Map<string, { code: Code; score: number }[]>();
  for (const row of table) {
    for (const [list, score] of [
      [row.strong, 4],
      [row.usual, 2],
      [row.weak, 1],
    ] as const) {
      for (const text of list?.split(' ') ?? []) {
        const scores = byText.get(text) ?? [];
        if (!scores.some((entry) => entry.code === row.code)) scores.push({ code: row.code, score });
        byText.set(text, scores);
      }
    }
  }
  return [...byText]
    .map(([text, scores]) => ({ text, scores }))
    .sort((one, other) => other.text.length - one.text.length);
}

/** Position of the first occurrence that lies in no longer word; marks the places that the word takes. */
function take(text: string, word: string, taken: Set<number>): number | null {
  let first: number | null = null;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (taken.has(at) && taken.has(at + word.length - 1)) continue;
    for (let offset = 0; offset < word.length; offset += 1) taken.add(at + offset);
    first ??= at;
  }
  return first;
}

function suggestFrom<Code extends string>(
  text: string,
  words: readonly Word<Code>[],
  order: readonly Code[],
): Suggestion<Code> | null {
  const taken = new Set<number>();
  const totals = new Map<Code, { score: number; found: { word: string; at: number }[] }>();
  for (const word of words) {
    const at = take(text, word.text, taken);
    if (at === null) continue;
    for (const { code, score } of word.scores) {
      const total = totals.get(code) ?? { score: 0, found: [] };
      total.score += score;
      total.found.push({ word: word.text, at });
      totals.set(code, total);
    }
  }
  let best: Code | null = null;
  for (const code of order) {
    const score = totals.get(code)?.score ?? 0;
    if (score >= leastScore && score > (best === null ? 0 : (totals.get(best)?.score ?? 0))) best = code;
  }
  if (best === null) return null;
  const found = totals.get(best)?.found.sort((one, other) => one.at - other.at) ?? [];
  return { code: best, words: found.map(({ word }) => word), from: 'words' };
}

const mojTypeIndex = index(mojTypeWords);
const mojTypeOrder = mojTypeWords.map((row) => row.code);
const gbtIndex = index(gbt31000CategoryWords);
const gbtOrder = gbt31000CategoryWords.map((row) => row.code);
const disasterIndex = index([{ code: 'disaster' as const, usual: disasterWords }]);

/** Category that a kind of the Ministry usually is, where the text says nothing nearer. */
const gbtOfMojType: Partial<Record<MojTypeCode, Gbt31000CategoryCode>> = {
  '01': '0199',
  '02': '0299',
  '04': '0699',
  '06': '0599',
  '07': '0999',
  '08': '1199',
  '09': '0504',
  '10': '0703',
  '11': '0799',
  '12': '0601',
  '13': '0601',
  '14': '0601',
  '15': '0502',
  '16': '0503',
  '17': '0402',
};

/** Kind of the Ministry that a category, or its group, usually is. */
const mojTypeOfGbt: Readonly<Record<string, MojTypeCode>> = {
  '01': '01',
  '02': '02',
  '03': '06',
  '0402': '17',
  '0403': '03',
  '0502': '15',
  '0503': '16',
  '0504': '09',
  '05': '06',
  '0601': '14',
  '0602': '03',
  '06': '04',
  '07': '11',
  '08': '04',
  '0902': '03',
  '09': '07',
  '1002': '05',
  '1101': '08',
  '1102': '08',
};

/** The tag of 六防六促 that goes with the two other axes, or null where none does. */
export function screeningTagFor(
  mojType: MojTypeCode | null,
  gbtCategory: Gbt31000CategoryCode | null,
): ScreeningTagCode | null {
  if (gbtCategory === '0101') return 'emotion';
  if (gbtCategory === '0402' || mojType === '17') return 'property';
  if (mojType === '02' || gbtCategory?.startsWith('02')) return 'neighbour';
  if (mojType === '01' || gbtCategory?.startsWith('01')) return 'family';
  if (gbtCategory?.startsWith('08')) return 'debt';
  return null;
}

function follows<Code extends string>(code: Code | null | undefined): Suggestion<Code> | null {
  return code ? { code, words: [], from: 'category' } : null;
}

/**
 * Suggests the three categories from what the clerk has typed so far. The same text always gives the same answer; an
 * axis without a hint stays null. The clerk sees the words as the reason, and may choose otherwise.
 */
export function suggestCategory(text: string): CategorySuggestion {
  const read = text.slice(0, readAtMost);
  const moj = suggestFrom(read, mojTypeIndex, mojTypeOrder);
  const gbt = suggestFrom(read, gbtIndex, gbtOrder);
  const mojType = moj ?? follows(gbt && (mojTypeOfGbt[gbt.code] ?? mojTypeOfGbt[gbt.code.slice(0, 2)]));
  const gbtCategory = gbt ?? follows(moj && gbtOfMojType[moj.code]);
  const disaster = suggestFrom(read, disasterIndex, ['disaster']);
  const screeningTag = disaster ?? follows(screeningTagFor(mojType?.code ?? null, gbtCategory?.code ?? null));
  return { mojType, gbtCategory, screeningTag };
}
