import type { AgreementText } from '../cases/agreement.ts';
import type { MojTypeCode } from '../codes/moj-types.ts';
import type { ClauseWarningKind } from '../documents/agreement-warning-patterns.ts';
import { agreementWarnings, warningPlaceName } from '../documents/agreement-warnings.ts';

interface Question {
  readonly id: string;
  /** Answered yes by a person, the court does not accept the application. */
  readonly text: string;
  readonly short: string;
  readonly source: string;
  /** Warnings of the agreement's own check that belong here. */
  readonly warnings: readonly ClauseWarningKind[];
  /** Words near the line: no error in an agreement, but to be looked at before the question is answered. */
  readonly near: RegExp | null;
  /** What to do where the answer is yes. */
  readonly advice: string;
}

/**
 * What a court does not accept (民诉法解释 355), as questions. A person answers each: whether an agreement settles a status or a title
 * is no matter of words alone.
 */
export const confirmationQuestions = [
  {
    id: 'outside_courts',
    text: '纠纷不归人民法院管？',
    short: '不属于人民法院受理范围',
    source: '民诉法解释第三百五十五条第一款第一项',
    warnings: [],
    near: /行政(?:处罚|强制|许可|复议)|征收(?:决定|补偿决定)|刑事(?:责任|处罚|案件)|党纪|政务处分|人事任免/u,
    advice: '向主管机关提出。',
  },
  {
    id: 'wrong_court',
    text: '要去的法院没有管辖权？',
    short: '不属于收到申请的人民法院管辖',
    source: '民诉法解释第三百五十五条第一款第二项',
    warnings: [],
    near: null,
    advice: '换一个有管辖权的法院（民事诉讼法第二百零五条）。',
  },
  {
    id: 'status',
    text: '要确认婚姻、亲子、收养等身份关系有效、无效或者解除？',
    short: '申请确认身份关系',
    source: '民诉法解释第三百五十五条第一款第三项',
    warnings: ['status'],
    near: /婚姻关系|夫妻关系|离婚|亲子|亲生|收养|送养|(?:父子|父女|母子|母女)关系/u,
    advice: '到婚姻登记机关、民政部门办理，或者起诉。',
  },
  {
    id: 'other_procedure',
    text: '要用其他特别程序、公示催告程序、破产程序审理？',
    short: '涉及其他特别程序、公示催告程序、破产程序',
    source: '民诉法解释第三百五十五条第一款第四项',
    warnings: [],
    near: /破产|重整|清算|债权人会议|公示催告|宣告(?:失踪|死亡)|(?:无|限制)民事行为能力|指定监护|变更监护|遗产管理人|无主财产|选民资格/u,
    advice: '按该程序向有管辖权的法院申请。',
  },
  {
    id: 'title',
    text: '协议内容要确认物权、知识产权归谁？',
    short: '涉及物权、知识产权确权',
    source: '民诉法解释第三百五十五条第一款第五项',
    warnings: ['title'],
    near: /所有权|产权|使用权|承包经营权|物权|过户|房产证|不动产登记|著作权|专利|商标|份额|归[^，。；、\s]{1,12}?所有/u,
    advice: '权属争议另行起诉；只写怎么用、怎么分、付多少钱的，可以申请。',
  },
] as const satisfies readonly Question[];

export type ConfirmationQuestionId = (typeof confirmationQuestions)[number]['id'];

export interface PrecheckFinding {
  readonly question: ConfirmationQuestionId;
  /** 第 1 条, 履行事项第 2 项, 纠纷事实. */
  readonly place: string;
  /** The words of the agreement. */
  readonly found: string;
  /** Over the line by its wording, or only near it. */
  readonly strength: 'over' | 'near';
  readonly why: string;
}

/** What of an agreement's wording bears on each question. It answers none of them. */
export function precheckFindings(
  text: AgreementText,
  about: { readonly partyNames: readonly string[]; readonly mojType: MojTypeCode | null },
): readonly PrecheckFinding[] {
  const items = text.performance.map(({ what, method = '', amountFen, dueOn }) => ({ what, method, amountFen, dueOn }));
  const warned = agreementWarnings({ form: 'written', terms: text.terms, items, reachedOn: text.reachedOn }, about);
  const places = [
    ...text.terms.map((words, index) => ({ place: `第 ${index + 1} 条`, words })),
    ...text.performance.map(({ what }, index) => ({ place: `履行事项第 ${index + 1} 项`, words: what })),
  ];
  return confirmationQuestions.flatMap((question: Question & { readonly id: ConfirmationQuestionId }) => {
    const over = warned
      .filter(({ kind }) => (question.warnings as readonly string[]).includes(kind))
      .map((warning): PrecheckFinding => {
        const clause = warning.place.at === 'term' ? (text.terms[warning.place.index] ?? '') : '';
        const found = warning.range === null ? warning.title : clause.slice(...warning.range);
        return {
          question: question.id,
          place: warningPlaceName(warning),
          found,
          strength: 'over',
          why: warning.why,
        };
      });
    const told = new Set(over.map(({ place }) => place));
    const near = places.flatMap(({ place, words }): PrecheckFinding[] => {
      const found = question.near?.exec(words)?.[0];
      if (found === undefined || told.has(place)) return [];
      return [{ question: question.id, place, found, strength: 'near', why: '请看是不是在要求确认，再回答。' }];
    });
    return [...over, ...near];
  });
}

export type PrecheckAnswers = Readonly<Record<ConfirmationQuestionId, 'yes' | 'no'>>;

/** Questions that were answered yes: each is a reason for which the court does not accept. */
export function obstaclesIn(answers: PrecheckAnswers): readonly (typeof confirmationQuestions)[number][] {
  return confirmationQuestions.filter(({ id }) => answers[id] === 'yes');
}
