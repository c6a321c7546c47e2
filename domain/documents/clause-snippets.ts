import type { MojTypeCode } from '../codes/moj-types.ts';
import { caseSnippets } from './clause-snippets-by-type.ts';

/** A clause as it is often written. 〔申请人〕 and 〔被申请人〕 stand for the names, ＿＿ for what is filled in by hand. */
export interface ClauseSnippet {
  readonly id: string;
  /** At most nine characters: it stands in a narrow list beside its key. */
  readonly name: string;
  readonly text: string;
}

export interface SnippetGroup {
  readonly title: string;
  readonly snippets: readonly ClauseSnippet[];
}

/** What a case's own clauses are chosen by. */
export interface SnippetCase {
  readonly mojType: MojTypeCode | null;
  readonly gbtCategory: string | null;
}

export const BLANK = '＿＿';

const payment: SnippetGroup = {
  title: '付款',
  snippets: [
    {
      id: 'pay-once',
      name: '一次付清',
      text: '〔被申请人〕于＿＿年＿＿月＿＿日前一次性给付〔申请人〕＿＿元（大写：＿＿元整），付至〔申请人〕的银行账户＿＿。',
    },
    {
      id: 'pay-instalments',
      name: '分期给付',
      text: '〔被申请人〕给付〔申请人〕共＿＿元（大写：＿＿元整），分两期付清：＿＿年＿＿月＿＿日前付＿＿元，＿＿年＿＿月＿＿日前付＿＿元。',
    },
    {
      id: 'pay-late',
      name: '逾期未付的处理',
      text: '〔被申请人〕有一期逾期未付的，〔申请人〕可以要求一次付清全部未付款，并自逾期之日起按未付款每日万分之＿＿给付违约金。',
    },
    {
      id: 'pay-now',
      name: '当场付清',
      text: '〔被申请人〕于签订本协议时当场给付〔申请人〕＿＿元（大写：＿＿元整），〔申请人〕当场出具收条。',
    },
  ],
};

const conduct: SnippetGroup = {
  title: '做与不做',
  snippets: [
    { id: 'apology', name: '赔礼道歉', text: '〔被申请人〕当场向〔申请人〕赔礼道歉，〔申请人〕表示接受和谅解。' },
    {
      id: 'restore',
      name: '恢复原状',
      text: '〔被申请人〕于＿＿年＿＿月＿＿日前把＿＿恢复原状，费用由〔被申请人〕承担。',
    },
    { id: 'never-again', name: '今后不再发生', text: '〔被申请人〕自本协议生效之日起不再＿＿。' },
  ],
};

const closing: SnippetGroup = {
  title: '结尾',
  snippets: [
    { id: 'no-more', name: '再无其他争议', text: '本协议履行完毕后，双方就本次纠纷再无其他争议。' },
    {
      id: 'joint-confirmation',
      name: '共同申请司法确认',
      text: '双方同意自本协议生效之日起三十日内，共同向人民法院申请司法确认。',
    },
    { id: 'costs', name: '各自费用自理', text: '双方因本次纠纷支出的其他费用各自承担。' },
  ],
};

/** The clauses for a case: its own kind first, then paying, doing, ending. */
export function snippetGroups(about: SnippetCase): readonly SnippetGroup[] {
  const own = caseSnippets(about);
  return [...(own ? [own] : []), payment, conduct, closing];
}

/** Groups that hold what is typed, in names or words; groups without any are left out. */
export function filterSnippets(groups: readonly SnippetGroup[], typed: string): readonly SnippetGroup[] {
  const wanted = typed.trim();
  if (wanted === '') return groups;
  return groups
    .map((group) => ({
      ...group,
      snippets: group.snippets.filter(({ name, text }) => name.includes(wanted) || text.includes(wanted)),
    }))
    .filter((group) => group.snippets.length > 0);
}

/** Names of the two sides as they stand in a clause: 张某、王某. */
export interface SideNames {
  readonly applicants: string;
  readonly respondents: string;
}

/** The clause with the names in it, and where its first blank is: to be typed over. */
export function fillSnippet(
  { text }: ClauseSnippet,
  { applicants, respondents }: SideNames,
): { readonly text: string; readonly blank: readonly [start: number, end: number] | null } {
  const filled = text
    .replaceAll('〔申请人〕', () => applicants || '申请人')
    .replaceAll('〔被申请人〕', () => respondents || '被申请人');
  return { text: filled, blank: nextBlank(filled, 0) };
}

/** The first blank at or after a position; from the beginning again where there is none behind. */
export function nextBlank(text: string, from: number): readonly [start: number, end: number] | null {
  const behind = text.indexOf(BLANK, from);
  const at = behind < 0 ? text.indexOf(BLANK) : behind;
  return at < 0 ? null : [at, at + BLANK.length];
}
