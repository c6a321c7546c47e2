import { findSource } from '../codes/sources.ts';
import { chineseCount } from '../documents/chinese-count.ts';
import { type FormKind, formDefinitions, formKinds } from '../documents/form.ts';
import { type ErrandGroup, errandKind } from '../errands/kinds.ts';
import type { FileKind } from '../files/file.ts';
import { isByMandate } from '../parties/agent.ts';
import type { Errand } from './errands.ts';
import { type CaseState, evidenceOf, partiesOf } from './state.ts';

/** What of a case a form shows: 0 where there is one such paper a case, else an index or a version. */
export type PaperSubject = number;

/** When a case may and when it must have a paper. */
export interface PaperRule {
  /** The papers of this form that the case may have, possible ones and such that wait for something. */
  readonly subjects: (state: CaseState) => readonly PaperSubject[];
  /** Why this paper cannot be made of the case as it is, in the clerk's words; null where it can. */
  readonly problem: (state: CaseState, subject: PaperSubject) => string | null;
  /** Without it the dossier is not complete (人民调解法 27; domain of 卷内目录: 必须). */
  readonly required: (state: CaseState, subject: PaperSubject) => boolean;
  /** The case as it is waits for it, though a dossier can be complete without: what is to be signed, or told, next. */
  readonly awaited?: (state: CaseState) => boolean;
  /** Forms that stand in for a required one: 申请书 or 受理登记表. */
  readonly orInstead?: readonly FormKind[];
  /** Files of this kind are this paper, even where nobody said so: copies of identity cards are what the cover is for. */
  readonly scannedAs?: FileKind;
  /** Tells one of several papers of this form from the others: （第二次）. Empty where there is one. */
  readonly which?: (state: CaseState, subject: PaperSubject) => string;
}

const partyName = ({ registration }: CaseState, subject: PaperSubject): string =>
  `（${registration?.parties[subject]?.name ?? ''}）`;

/** Papers that count what happened several times: （第二次）. */
const nth = (count: number, subject: PaperSubject): string => (count > 1 ? `（第${chineseCount(subject + 1)}次）` : '');

const notAccepted = ({ instants }: CaseState): string | null =>
  instants.acceptedAt === undefined ? '案件还没有受理' : null;

/** Rights are told and identities looked at before people sit down together; a case that never came so far needs neither. */
const wasMediated = ({ sessions, instants }: CaseState): boolean =>
  sessions.length > 0 || instants.mediationStartedAt !== undefined;

const onlyOne = (): readonly PaperSubject[] => [0];
const agreementVersion = ({ agreement }: CaseState): readonly PaperSubject[] => [agreement?.version ?? 0];

/** An agreement that was never signed by all is no agreement: its number is not spent on the archive. */
const takenEffect = ({ agreement }: CaseState, form: 'written' | 'oral'): boolean =>
  agreement?.form === form && agreement.effectiveOn !== null;

const ofThisVersion = ({ agreement }: CaseState, subject: PaperSubject): string | null =>
  subject === agreement?.version ? null : '协议已经改过，请用新版';

/** A letter about an errand of these groups; the subject is its place among the errands of the case. */
function referralPaper(groups: readonly ErrandGroup[], problemOf: (errand: Errand) => string | null): PaperRule {
  const isOf = ({ kind, end }: Errand): boolean => end !== 'withdrawn' && groups.includes(errandKind(kind).group);
  return {
    subjects: ({ errands }) => errands.flatMap((errand, index) => (isOf(errand) ? [index] : [])),
    problem: ({ errands }, subject) => {
      const errand = errands[subject];
      return errand && isOf(errand) ? problemOf(errand) : '没有这样的协同事项';
    },
    required: () => false,
    which: ({ errands }, subject) => `（${errands[subject]?.to ?? ''}）`,
  };
}

/** One rule for each form, in the order in which the papers come into the dossier. */
export const paperRules: { readonly [K in FormKind]: PaperRule } = {
  slip: { subjects: onlyOne, problem: () => null, required: () => false },
  application: {
    subjects: onlyOne,
    problem: ({ registration }) =>
      registration !== null && findSource(registration.source)?.mojSource === 'active'
        ? '主动调解的案件没有申请书，请用受理登记表'
        : null,
    required: () => false,
  },
  'acceptance-register': {
    subjects: onlyOne,
    problem: notAccepted,
    required: ({ closeReason }) => closeReason !== 'refused',
    orInstead: ['application'],
  },
  'rights-notice': { subjects: onlyOne, problem: notAccepted, required: wasMediated },
  'privacy-notice': {
    subjects: (state) => partiesOf(state).flatMap(({ kind }, index) => (kind === 'person' ? [index] : [])),
    problem: (state, subject) =>
      partiesOf(state)[subject]?.kind === 'person' ? null : '单位没有个人信息告知书，案件里也没有这位个人',
    required: () => false,
    which: partyName,
  },
  'party-identity': { subjects: onlyOne, problem: notAccepted, required: wasMediated, scannedAs: 'identity' },
  'delivery-address': {
    subjects: (state) => [...partiesOf(state).keys()],
    problem: (state, subject) => (partiesOf(state)[subject] ? notAccepted(state) : '案件里没有这位当事人'),
    required: () => false,
    which: partyName,
  },
  mandate: {
    subjects: (state) => partiesOf(state).flatMap(({ agents }, index) => (agents.some(isByMandate) ? [index] : [])),
    problem: (state, subject) =>
      partiesOf(state)[subject]?.agents.some(isByMandate) ? null : '这位当事人没有委托代理人',
    required: () => false,
    which: partyName,
  },
  'investigation-record': {
    subjects: ({ investigations }) => [...investigations.keys()],
    problem: ({ investigations }, subject) => (investigations[subject] ? null : '还没有这次调查的记录'),
    required: () => false,
    which: ({ investigations }, subject) => nth(investigations.length, subject),
  },
  'evidence-list': {
    subjects: onlyOne,
    problem: (state) => (evidenceOf(state).length > 0 ? null : '还没有附证据材料'),
    required: () => false,
  },
  'mediation-record': {
    subjects: ({ sessions }) => [...sessions.keys()],
    problem: ({ sessions }, subject) => (sessions[subject] ? null : '还没有这次调解的记录'),
    required: () => true,
    which: ({ sessions }, subject) => nth(sessions.length, subject),
  },
  'termination-notice': {
    subjects: onlyOne,
    problem: ({ ending }) => (ending && ending.routesTold.length > 0 ? null : '调解没有终止'),
    required: () => false,
    awaited: ({ status }) => status === 'failed' || status === 'terminated',
  },
  agreement: {
    subjects: agreementVersion,
    problem: (state, subject) => {
      if (state.agreement?.form !== 'written') return '还没有达成书面协议';
      if (state.agreement.effectiveOn === null && state.status !== 'agreed') return '这份协议没有签成，不再出具';
      return ofThisVersion(state, subject);
    },
    required: (state) => takenEffect(state, 'written'),
    awaited: ({ status }) => status === 'agreed',
  },
  'oral-agreement-register': {
    subjects: agreementVersion,
    problem: (state, subject) =>
      state.agreement?.form === 'oral' ? ofThisVersion(state, subject) : '还没有达成口头协议',
    required: (state) => takenEffect(state, 'oral'),
  },
  receipt: {
    subjects: ({ performance }) => [...performance.keys()],
    problem: ({ performance }, subject) => {
      const record = performance[subject];
      if (!record) return '还没有登记这次履行';
      return record.outcome === 'not_performed' ? '这一项没有履行，不出收条' : null;
    },
    required: () => false,
    which: ({ performance }, subject) => nth(performance.length, subject),
  },
  'follow-up-record': {
    subjects: ({ followUps }) => [...followUps.keys()],
    problem: ({ followUps }, subject) => (followUps[subject] ? null : '还没有这次回访的记录'),
    required: () => false,
    which: ({ followUps }, subject) => nth(followUps.length, subject),
  },
  'mediation-proof': {
    subjects: agreementVersion,
    problem: (state, subject) =>
      takenEffect(state, 'written') ? ofThisVersion(state, subject) : '还没有生效的书面协议，不出调解证明',
    // For the court alone (民诉法解释 354).
    required: () => false,
  },
  'confirmation-application': {
    subjects: agreementVersion,
    problem: (state, subject) => {
      if (!takenEffect(state, 'written')) return '还没有生效的书面协议，不能申请司法确认';
      if (!state.confirmation?.application) return '还没有登记共同申请';
      return state.confirmation.stage === 'withdrawn' ? '申请已经撤回' : ofThisVersion(state, subject);
    },
    required: () => false,
    awaited: ({ confirmation }) => confirmation?.stage === 'applied',
  },
  'referral-letter': referralPaper(['out', 'joint'], () => null),
  'referral-receipt': referralPaper(['in'], () => null),
  'referral-reply': referralPaper(['in'], ({ answers }) => (answers.length > 0 ? null : '还没有登记办理情况')),
  'closing-report': {
    subjects: onlyOne,
    problem: ({ instants }) => (instants.closedAt === undefined ? '案件还没有结案' : null),
    // A local form beside the Ministry's set.
    required: () => false,
  },
  'dossier-note': {
    subjects: ({ dossierNote }) => [dossierNote?.version ?? 0],
    problem: ({ dossierNote }, subject) => {
      if (dossierNote === null) return '还没有写卷宗情况说明';
      return subject === dossierNote.version ? null : '情况说明已经改过，请用新版';
    },
    // 按需 (domain of 卷内目录): once there is something to say, the dossier must say it.
    required: ({ dossierNote }) => dossierNote !== null,
  },
};

/** One paper of a case by its form and what it shows. */
export interface PaperOfCase {
  readonly form: FormKind;
  readonly subject: PaperSubject;
}

/** Forms in the order of the dossier. */
export const papersInOrder: readonly FormKind[] = Object.keys(paperRules).filter((kind): kind is FormKind =>
  formKinds.some((known) => known === kind),
);

/** Why a paper cannot be made of the case as it is, or null. */
export function documentProblem(state: CaseState, form: FormKind, subject: PaperSubject): string | null {
  return paperRules[form].problem(state, subject);
}

/** The papers that the case as it is can have, in the order of the dossier. */
export function possiblePapers(state: CaseState): readonly PaperOfCase[] {
  return papersInOrder.flatMap((form) =>
    paperRules[form]
      .subjects(state)
      .filter((subject) => documentProblem(state, form, subject) === null)
      .map((subject) => ({ form, subject })),
  );
}

/** As the paper is titled: 人民调解记录（第二次）. */
export function paperTitle(state: CaseState, { form, subject }: PaperOfCase): string {
  return `${formDefinitions[form].title}${paperRules[form].which?.(state, subject) ?? ''}`;
}

/** As people call it: 调解记录（第二次）. */
export function paperShortTitle(state: CaseState, { form, subject }: PaperOfCase): string {
  return `${formDefinitions[form].shortTitle}${paperRules[form].which?.(state, subject) ?? ''}`;
}
