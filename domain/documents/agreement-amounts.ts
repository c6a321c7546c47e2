import { maxAmountFen, parseYuan } from '../text/chinese-amount.ts';
import { readChineseAmount } from '../text/chinese-amount-reading.ts';

/** An amount that a clause names; positions are indexes of UTF-16 units, the end not included. */
export interface NamedAmount {
  readonly fen: number;
  readonly start: number;
  readonly end: number;
  /** The same amount in capital numerals beside it; `fen` is null where the words make no amount. */
  readonly capitals: { readonly text: string; readonly fen: number | null } | null;
  /** Due only if something happens, or again and again (逾期违约金, 每月): it belongs to no total. */
  readonly conditional: boolean;
}

interface Written {
  readonly text: string;
  readonly fen: number | null;
  readonly start: number;
  readonly end: number;
}

const NUMBER = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?`;
const figures = new RegExp(String.raw`[¥￥]\s*${NUMBER}(?:\s*万?元)?|${NUMBER}\s*[万亿]?\s*元`, 'gu');
const capitals =
  /[零壹贰叁肆伍陆柒捌玖]角(?:[壹贰叁肆伍陆柒捌玖]分)?[整正]?|[壹贰叁肆伍陆柒捌玖]分|[零〇壹贰叁肆伍陆柒捌玖拾佰仟][零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[元圆](?:零?[壹贰叁肆伍陆柒捌玖]角)?(?:零?[壹贰叁肆伍陆柒捌玖]分)?[整正]?/gu;
/** What may stand between the two ways of writing one amount: （人民币大写：. */
const between = /^\s*[（(]?\s*(?:人民币|大写|小写|[：:])*\s*$/u;
const conditionalWords = /逾期|违约|滞纳|利息|未按|未能|拒不|如果|若|否则|每[日天月季年次人户平吨]/u;

/** Full-width digits and points, one for one, so that positions stay. */
function narrow(text: string): string {
  return text.replace(/[０-９．，](?=[\d０-９．，万亿元\s])/gu, (sign) =>
    sign === '，' ? sign : String.fromCharCode(sign.charCodeAt(0) - 0xfee0),
  );
}

function figureFen(text: string): number | null {
  const compact = text.replace(/[¥￥\s]/gu, '');
  const inYi = /^([\d,.]+)亿元$/u.exec(compact);
  const parsed = parseYuan(inYi ? `${inYi[1]}` : compact);
  if (!parsed.ok) return null;
  const fen = inYi ? parsed.fen * 100_000_000 : parsed.fen;
  return fen <= maxAmountFen ? fen : null;
}

function found(text: string, pattern: RegExp, read: (text: string) => number | null): Written[] {
  return [...text.matchAll(pattern)].map((match) => ({
    text: match[0],
    fen: read(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The part of a text, from one full stop or semicolon to the next, that holds a position. */
function sentenceAt(text: string, at: number): string {
  const start = Math.max(...['。', '；', ';', '\n'].map((stop) => text.lastIndexOf(stop, at - 1))) + 1;
  const ends = ['。', '；', ';', '\n'].map((stop) => text.indexOf(stop, at)).filter((end) => end >= 0);
  return text.slice(start, ends.length > 0 ? Math.min(...ends) : text.length);
}

/** The amounts that a clause names, in their order; figures and capitals of one amount count once. */
export function amountsIn(clause: string): readonly NamedAmount[] {
  const text = narrow(clause);
  const words = found(text, capitals, readChineseAmount);
  const used = new Set<Written>();
  const amounts: NamedAmount[] = [];
  const add = (fen: number, start: number, end: number, beside: Written | null): void => {
    const conditional = conditionalWords.test(sentenceAt(text, start));
    amounts.push({ fen, start, end, conditional, capitals: beside && { text: beside.text, fen: beside.fen } });
  };
  for (const figure of found(text, figures, figureFen)) {
    if (figure.fen === null) continue;
    const beside =
      words.find((word) => word.start >= figure.end && between.test(text.slice(figure.end, word.start))) ??
      words.findLast((word) => word.end <= figure.start && between.test(text.slice(word.end, figure.start))) ??
      null;
    if (beside) used.add(beside);
    add(
      figure.fen,
      Math.min(figure.start, beside?.start ?? figure.start),
      Math.max(figure.end, beside?.end ?? 0),
      beside,
    );
  }
  for (const word of words) {
    if (!used.has(word) && word.fen !== null) add(word.fen, word.start, word.end, null);
  }
  return amounts.sort((one, other) => one.start - other.start);
}

/** How the amounts of the performance items stand to those of the clauses. */
export type TotalCheck =
  | { readonly verdict: 'nothing' }
  /** Only one side names amounts. */
  | { readonly verdict: 'only_clauses' | 'only_items'; readonly totalFen: number }
  /** `clause` counts from 0; null where the items agree with all clauses together. */
  | { readonly verdict: 'agrees'; readonly totalFen: number; readonly clause: number | null }
  | { readonly verdict: 'differs'; readonly totalFen: number; readonly clause: number; readonly clauseFen: number };

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * Compares the sum of the performance items with the clauses: with one amount of a clause, with a clause's amounts
 * together, or with the greatest amounts of all clauses together.
 */
export function checkTotal(terms: readonly string[], itemAmounts: readonly (number | null)[]): TotalCheck {
  const named = itemAmounts.filter((fen) => fen !== null && fen > 0) as readonly number[];
  const totalFen = sum(named);
  const byClause = terms.map((term) => amountsIn(term).filter((amount) => !amount.conditional));
  const greatest = byClause.map((amounts) => Math.max(0, ...amounts.map(({ fen }) => fen)));
  const largest = Math.max(0, ...greatest);
  if (largest === 0) return totalFen === 0 ? { verdict: 'nothing' } : { verdict: 'only_items', totalFen };
  if (totalFen === 0) return { verdict: 'only_clauses', totalFen: sum(greatest) };
  const clause = byClause.findIndex(
    (amounts) => amounts.some(({ fen }) => fen === totalFen) || sum(amounts.map(({ fen }) => fen)) === totalFen,
  );
  if (clause >= 0) return { verdict: 'agrees', totalFen, clause };
  if (sum(greatest) === totalFen) return { verdict: 'agrees', totalFen, clause: null };
  return { verdict: 'differs', totalFen, clause: greatest.indexOf(largest), clauseFen: largest };
}
