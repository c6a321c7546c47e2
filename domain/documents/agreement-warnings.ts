import type { MojTypeCode } from '../codes/moj-types.ts';
import { formatYuan, toChineseAmount } from '../text/chinese-amount.ts';
import type { PlainDate } from '../text/chinese-date.ts';
import { amountsIn, checkTotal } from './agreement-amounts.ts';
import {
  type ClausePattern,
  type ClauseWarningKind,
  clausePatterns,
  partBefore,
} from './agreement-warning-patterns.ts';

/** An agreement as far as it is written: whatever is not there yet is empty or null. */
export interface AgreementDraft {
  readonly form: 'written' | 'oral';
  readonly terms: readonly string[];
  readonly items: readonly {
    readonly what: string;
    readonly method: string;
    /** Null where it is not about money, or no amount yet. */
    readonly amountFen: number | null;
    readonly dueOn: PlainDate | null;
  }[];
  readonly reachedOn: PlainDate | null;
}

export interface AgreementCase {
  readonly partyNames: readonly string[];
  readonly mojType: MojTypeCode | null;
}

export type WarningKind = ClauseWarningKind | 'amounts_differ' | 'totals_differ' | 'date' | 'form';

export type WarningPlace =
  | { readonly at: 'term'; readonly index: number }
  | { readonly at: 'item'; readonly index: number }
  | { readonly at: 'items' }
  | { readonly at: 'form' };

/** Something to look at before the paper is printed. It never blocks (screens.md: say it before it hurts). */
export interface AgreementWarning {
  readonly kind: WarningKind;
  readonly place: WarningPlace;
  readonly title: string;
  /** What follows from it, in one sentence. */
  readonly why: string;
  readonly source: string;
  readonly advice: string;
  /** Which part of the clause: indexes of UTF-16 units, the end not included. */
  readonly range: readonly [start: number, end: number] | null;
  /** Better words for a part of the clause; null where only a person can find them. */
  readonly fix: ClauseFix | null;
}

/** Words in place of a part of a clause. */
export interface ClauseFix {
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

export function withFix(clause: string, { start, end, words }: ClauseFix): string {
  return `${clause.slice(0, start)}${words}${clause.slice(end)}`;
}

const labourTypes: readonly MojTypeCode[] = ['10', '11'];
/** Words by which an item has a time although it names no day. */
const timedInWords = /当场|即时|当日|当天|签订|签字|今后|以后|长期|每[日天周月季年]|内|前|时/u;

function patternWarnings(term: string, index: number, partyNames: readonly string[]): AgreementWarning[] {
  const taken: [number, number][] = [];
  const warnings: AgreementWarning[] = [];
  for (const row of clausePatterns) {
    for (const match of term.matchAll(row.pattern)) {
      const range = [match.index, match.index + match[0].length] as const;
      if (row.unlessAfter?.test(partBefore(term, range[0]))) continue;
      if (taken.some(([start, end]) => range[0] < end && start < range[1])) continue;
      taken.push([...range]);
      const place = { at: 'term', index } as const;
      warnings.push({ ...told(row, match[0]), place, range, fix: fixOf(row, match, term, partyNames) });
    }
  }
  return warnings.sort((one, other) => (one.range?.[0] ?? 0) - (other.range?.[0] ?? 0));
}

function told({ kind, title, why, source, advice }: ClausePattern, found: string) {
  return { kind, title: title(found), why, source, advice };
}

function fixOf(
  { rewrite }: ClausePattern,
  match: RegExpExecArray,
  clause: string,
  partyNames: readonly string[],
): ClauseFix | null {
  const words = rewrite?.({ match, clause, partyNames }) ?? null;
  return words === null ? null : { start: match.index, end: match.index + match[0].length, words };
}

/** Amounts whose figures and capitals differ (解释 358: the content is unclear). */
function amountWarnings(term: string, index: number): AgreementWarning[] {
  return amountsIn(term)
    .filter(({ capitals, fen }) => capitals !== null && capitals.fen !== fen)
    .map(({ fen, start, end, capitals }) => {
      const written = capitals?.text ?? '';
      const right = toChineseAmount(fen);
      const at = term.indexOf(written, start);
      return {
        kind: 'amounts_differ' as const,
        place: { at: 'term', index } as const,
        title: '大写和数字对不上',
        why: `数字是 ${formatYuan(fen)} 元，大写不是。以哪个为准，请问清双方。`,
        source: '民诉法解释第三百五十八条',
        advice: `大写写成“${right}”。`,
        range: [start, end] as const,
        fix: at < 0 ? null : { start: at, end: at + written.length, words: right },
      };
    });
}

function totalWarning({ terms, items }: AgreementDraft): AgreementWarning[] {
  const check = checkTotal(
    terms,
    items.map(({ amountFen }) => amountFen),
  );
  const shared = {
    kind: 'totals_differ' as const,
    place: { at: 'items' } as const,
    source: '人民调解法第二十九条',
    range: null,
    fix: null,
  };
  switch (check.verdict) {
    case 'differs':
      return [
        {
          ...shared,
          title: `履行事项合计 ${formatYuan(check.totalFen)} 元，第 ${check.clause + 1} 条写的是 ${formatYuan(check.clauseFen)} 元`,
          why: '两处不一致，以哪个为准说不清。',
          advice: '改条款，或者改履行事项。',
        },
      ];
    case 'only_clauses':
      return [
        {
          ...shared,
          title: '条款里有金额，履行事项里没有',
          why: '督促履行和回访都看履行事项。',
          advice: '把谁在哪一天前付多少写进履行事项。',
        },
      ];
    case 'nothing':
    case 'only_items':
    case 'agrees':
      return [];
  }
}

function itemWarnings({ items, reachedOn }: AgreementDraft): AgreementWarning[] {
  return items.flatMap(({ what, method, dueOn }, index) => {
    const shared = { kind: 'date' as const, place: { at: 'item', index } as const, range: null, fix: null };
    if (dueOn !== null && reachedOn !== null && dueOn < reachedOn) {
      return [
        {
          ...shared,
          title: `第 ${index + 1} 项最晚 ${dueOn}，早于达成协议的 ${reachedOn}`,
          why: '请核对两处日期。',
          source: '人民调解法第二十九条',
          advice: '已经做完的事，写进协议内容就行。',
        },
      ];
    }
    if (dueOn === null && what.trim() !== '' && !timedInWords.test(`${what}${method}`)) {
      return [
        {
          ...shared,
          title: `第 ${index + 1} 项没有写最晚哪一天`,
          source: '人民调解法第二十九条、民诉法解释第三百五十八条',
          why: '协议要写履行期限；没有日子的难以督促，法院也可能不予确认。',
          advice: '填上最晚哪一天。',
        },
      ];
    }
    return [];
  });
}

/** A price for the mediation is no less one when it stands among what is to be done (人民调解法 4). */
function itemFeeWarnings({ items }: AgreementDraft, { partyNames }: AgreementCase): AgreementWarning[] {
  return items.flatMap(({ what }, index) =>
    patternWarnings(what, index, partyNames)
      .filter(({ kind }) => kind === 'fee')
      .map((warning) => ({ ...warning, place: { at: 'item', index } as const, range: null })),
  );
}

function formWarnings({ form }: AgreementDraft, { mojType }: AgreementCase): AgreementWarning[] {
  if (form !== 'oral' || mojType === null || !labourTypes.includes(mojType)) return [];
  return [
    {
      kind: 'form',
      place: { at: 'form' },
      title: '劳动争议的调解协议要写成书面',
      source: '劳动争议调解仲裁法第十四条',
      why: '口头协议不能据以申请支付令。',
      advice: '改用书面协议。',
      range: null,
      fix: null,
    },
  ];
}

/** Everything to look at in an agreement, in the order of the page. Cheap enough to be asked at every key. */
export function agreementWarnings(draft: AgreementDraft, about: AgreementCase): readonly AgreementWarning[] {
  return [
    ...formWarnings(draft, about),
    ...draft.terms.flatMap((term, index) => [
      ...patternWarnings(term, index, about.partyNames),
      ...amountWarnings(term, index),
    ]),
    ...totalWarning(draft),
    ...itemFeeWarnings(draft, about),
    ...itemWarnings(draft),
  ];
}

/** Where a warning is, in words: 第 1 条, 履行事项第 2 项. */
export function warningPlaceName({ place }: AgreementWarning): string {
  switch (place.at) {
    case 'term':
      return `第 ${place.index + 1} 条`;
    case 'item':
      return `履行事项第 ${place.index + 1} 项`;
    case 'items':
      return '履行事项';
    case 'form':
      return '协议形式';
  }
}

/** The trace that warnings leave in the case when the paper is made although they stand. */
export function warningsNote(warnings: readonly AgreementWarning[]): string | null {
  if (warnings.length === 0) return null;
  const lines = warnings.map((warning) => `${warningPlaceName(warning)}：${warning.title}（${warning.source}）`);
  return ['达成协议时，有以下提醒没有改：', ...lines].join('\n');
}
