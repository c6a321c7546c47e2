/** What a clause may run into. None of them blocks: the parties decide, and the paper says what they agreed. */
export type ClauseWarningKind = 'title' | 'status' | 'fee' | 'unclear' | 'mandatory' | 'blank';

/** A pattern that was found, and what stands around it. */
export interface Finding {
  readonly match: RegExpExecArray;
  readonly clause: string;
  readonly partyNames: readonly string[];
}

/** One row of the table: what to look for, why it matters (article), and what to write instead. */
export interface ClausePattern {
  readonly kind: ClauseWarningKind;
  /** Sticky-free, with the flags g and u. */
  readonly pattern: RegExp;
  /** The words before the match (same sentence part) that make it harmless. */
  readonly unlessAfter?: RegExp;
  readonly title: (found: string) => string;
  /** What follows from it, in one sentence. */
  readonly why: string;
  readonly source: string;
  /** What to write instead, where no words can be offered. */
  readonly advice: string;
  /** Words in place of the match; null where only a person can find them. */
  readonly rewrite?: (finding: Finding) => string | null;
}

const NOT_CONFIRMED = '民诉法解释第三百五十五条';
const UNCLEAR = '民诉法解释第三百五十八条';
const UNCLEAR_WHY = '内容不明确的协议，法院不予确认，也难以督促履行。';

const money = /(?:款|款项|金|费|费用|钱|工资|补偿|赔偿|存款|收益|利息|利润)(?:均|都|全部|一律)?$/u;
const dwelling = /房|屋|住宅|公寓|单元|宅院/u;

/** The words from the last comma or full stop up to a position. */
export function partBefore(clause: string, at: number): string {
  return (
    clause
      .slice(0, at)
      .split(/[，。；,;\n]/u)
      .at(-1) ?? ''
  );
}

/** 由刘某甲居住使用，按约定给付刘某乙折价款: use and payment, which a court can confirm, in place of the title. */
function useAndPay({ match, clause, partyNames }: Finding): string | null {
  const who = match.groups?.who;
  if (!who) return null;
  const thing = partBefore(clause, match.index) + match[0];
  const use = `由${who}${dwelling.test(thing) ? '居住使用' : '使用'}`;
  const others = partyNames.filter((name) => name !== who);
  if (!partyNames.includes(who) || others.length === 0) return use;
  return `${use}，${who}按约定给付${others.length === 1 ? others[0] : '其他各方'}折价款`;
}

const WHO = String.raw`(?<who>[^，。；、,;\s]{1,12}?)`;
const RIGHTS =
  '所有权|产权|使用权|承包经营权|经营权|份额|股权|股份|采矿权|林权|著作权|版权|专利权|专利|商标权|商标|知识产权';
const CLAIM_WHY = '法院对确权内容不予司法确认。';
const CLAIM_ADVICE = '写怎么用、怎么分、给多少钱；登记另到登记机构办理。';

/** Confirmation of a title (物权、知识产权确权). */
const titleClaims: readonly ClausePattern[] = [
  {
    kind: 'title',
    pattern: new RegExp(`(?:归(?!还|纳|并|属)|属于|属)${WHO}所有`, 'gu'),
    unlessAfter: money,
    title: (found) => `“${found.startsWith('归') ? '归' : '属于'}……所有”是确认物权`,
    why: CLAIM_WHY,
    source: NOT_CONFIRMED,
    advice: CLAIM_ADVICE,
    rewrite: useAndPay,
  },
  {
    kind: 'title',
    pattern: new RegExp(
      String.raw`的?(?:${RIGHTS})(?:均|都|全部)?(?:归|属于|属)${WHO}(?:享有|所有|持有)?(?=[，。；、,;\s]|$)`,
      'gu',
    ),
    title: (found) => `“${found.replace(/^的/u, '')}”是确认权属`,
    why: CLAIM_WHY,
    source: NOT_CONFIRMED,
    advice: CLAIM_ADVICE,
    rewrite: useAndPay,
  },
  {
    kind: 'title',
    pattern: new RegExp(
      String.raw`(?<![不未])(?:确认|认定|明确)[^，。；,;\n]{0,30}?(?:${RIGHTS}|物权|共有)[^，。；,;\n]{0,12}`,
      'gu',
    ),
    unlessAfter: /[不未无][^，。；]{0,4}$/u,
    title: (found) => `“${found.slice(0, 2)}……权属”是确认权属`,
    why: CLAIM_WHY,
    source: NOT_CONFIRMED,
    advice: CLAIM_ADVICE,
  },
];

/** Matters of status, which no agreement can settle. */
const statusMatters: readonly ClausePattern[] = [
  {
    kind: 'status',
    pattern:
      /(?:自愿|同意|协议|决定|办理)[^，。；,;\n]{0,6}离婚|(?:解除|终止|维持|确认)[^，。；,;\n]{0,10}(?:婚姻|夫妻)关系/gu,
    title: () => '婚姻关系不能由调解协议解除或确认',
    why: '离婚要到婚姻登记机关登记，或者向法院起诉；这样的内容不予司法确认。',
    source: NOT_CONFIRMED,
    advice: '写抚养费、探望、财产使用和补偿。',
  },
  {
    kind: 'status',
    pattern:
      /(?:解除|终止|断绝|脱离|确认|否认)[^，。；,;\n]{0,10}(?:亲子|收养|父子|父女|母子|母女|血缘)关系|(?:亲子|收养)关系(?:成立|不成立|有效|无效|解除|存在|不存在)/gu,
    title: () => '亲子、收养关系不能由调解协议确认或解除',
    why: '身份关系由法院或登记机关处理；这样的内容不予司法确认。',
    source: NOT_CONFIRMED,
    advice: '写抚养、赡养怎么负担，什么时候给多少。',
  },
];

const FEE = '(?:服务|手续|办案|代理|咨询|受理|工本|材料)?费用?';

/** A price for the mediation itself; what the parties owe each other is theirs to settle. */
const mediationFees: readonly ClausePattern[] = [
  {
    kind: 'fee',
    pattern: new RegExp(
      [
        // 调解费, 调解服务费, 调委会收取的手续费
        `(?:调解|调处)(?:的|工作)?${FEE}`,
        String.raw`(?:调委会|调解委员会|调解员|调解中心|调解组织|矛调中心|综治中心)[^，。；,;\n]{0,12}?(?:手续费|服务费|工本费|材料费|办案费|咨询费|劳务费|辛苦费|报酬)`,
        // 手续费 100 元交调委会
        String.raw`(?:手续费|服务费|工本费|材料费|办案费|咨询费|劳务费|辛苦费|报酬)[^，。；,;\n]{0,16}?(?:调委会|调解委员会|调解员|调解中心|调解组织|矛调中心|综治中心)`,
      ].join('|'),
      'gu',
    ),
    unlessAfter: /(?:不|未|免|无需|无须|没有)[^，。；]{0,4}$/u,
    title: (found) => `“${found}”是调解收费`,
    why: '人民调解委员会调解民间纠纷，不收取任何费用。',
    source: '人民调解法第四条',
    advice: '删掉这一句；已经收了的，请退还。',
  },
];

/** Against mandatory law, or against rights that nobody can give away. */
const mandatoryLaw: readonly ClausePattern[] = [
  {
    kind: 'mandatory',
    pattern:
      /(?:不再?|不得|免予?|免除|放弃)[^，。；,;\n]{0,6}(?:追究|承担)[^，。；,;\n]{0,10}(?:刑事|治安|行政)责任|(?:不得|不许|不准|不再)(?:报警|报案)/gu,
    title: () => '刑事、行政责任不能由当事人约定免除',
    why: '是否追究由有权机关决定；违反强制性规定的协议不予司法确认。',
    source: UNCLEAR,
    advice: '写“受害一方表示谅解”。',
  },
  {
    kind: 'mandatory',
    pattern:
      /(?:不得|不许|不准|不再|永不|放弃)[^，。；,;\n]{0,8}(?:起诉|诉讼|申请仲裁|仲裁|信访|上访|投诉|举报)(?:的?权利)?/gu,
    title: (found) => `“${found}”限制了当事人的权利`,
    why: '就履行或者内容有争议的，当事人可以起诉，不能约定放弃。',
    source: '人民调解法第三十二条',
    advice: '写“本协议履行完毕后，双方就本次纠纷再无其他争议”。',
  },
];

/** Words that settle nothing: an unclear content is not confirmed. */
const unclearWords: readonly ClausePattern[] = [
  {
    kind: 'blank',
    pattern: /[_＿]{2,}|[×✕Xx]{2,}(?=\s*[元日月年天])|【\s*】/gu,
    title: () => '这里的空还没有填',
    why: UNCLEAR_WHY,
    source: UNCLEAR,
    advice: '填上人、金额或者日期；用不上就把这句删掉。',
  },
  {
    kind: 'unclear',
    pattern: /尽快|尽早|近期内?|适时|过(?:几|些)天|年底左右|以后(?=付|给|支付|归还|返还)/gu,
    title: (found) => `“${found}”没有说是哪一天`,
    why: UNCLEAR_WHY,
    source: UNCLEAR,
    advice: '写“于某年某月某日前”。',
  },
  {
    kind: 'unclear',
    pattern: /(?:适当|合理|酌情|相应|一定)(?:地|的)?(?:补偿|赔偿|费用|金额|数额|给付|支付|折价)/gu,
    title: (found) => `“${found}”没有说是多少`,
    why: UNCLEAR_WHY,
    source: UNCLEAR,
    advice: '写明金额，或者怎么算。',
  },
  {
    kind: 'unclear',
    pattern: /(?:大约|大概|约)\s*[\d０-９][\d０-９,.]*\s*万?元|[\d０-９][\d０-９,.]*\s*万?元\s*(?:左右|上下|不等)/gu,
    title: (found) => `“${found}”不是确定的金额`,
    why: UNCLEAR_WHY,
    source: UNCLEAR,
    advice: '写确定的金额。',
  },
  {
    kind: 'unclear',
    pattern: /有钱(?:时|后|了)|有能力(?:时|后)|条件(?:允许|成熟|具备)(?:时|后)?|经济(?:好转|宽裕)(?:时|后)?/gu,
    title: (found) => `“${found}”等于没有期限`,
    why: UNCLEAR_WHY,
    source: UNCLEAR,
    advice: '写最晚哪一天；一次付不清的，分期写。',
  },
  {
    kind: 'unclear',
    pattern: /(?:另行|再行|另外|以后再?)(?:协商|商量|商定|约定)|另议|再议/gu,
    title: (found) => `“${found}”等于还没有谈成`,
    why: UNCLEAR_WHY,
    source: UNCLEAR,
    advice: '谈成的写清楚；没谈成的不写进协议。',
  },
];

/** Every pattern that is looked for in a clause, the gravest first. */
export const clausePatterns: readonly ClausePattern[] = [
  ...titleClaims,
  ...statusMatters,
  ...mediationFees,
  ...mandatoryLaw,
  ...unclearWords,
];
