import { chineseCount } from '../documents/chinese-count.ts';
import { type FormKind, formDefinitions, formKinds } from '../documents/form.ts';
import type { CaseState } from './state.ts';

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
  /** Tells one of several papers of this form from the others: （第二次）. Empty where there is one. */
  readonly which?: (state: CaseState, subject: PaperSubject) => string;
}

const onlyOne = (): readonly PaperSubject[] => [0];
const agreementVersion = ({ agreement }: CaseState): readonly PaperSubject[] => [agreement?.version ?? 0];

/** An agreement that was never signed by all is no agreement: its number is not spent on the archive. */
const takenEffect = ({ agreement }: CaseState, form: 'written' | 'oral'): boolean =>
  agreement?.form === form && agreement.effectiveOn !== null;

const ofThisVersion = ({ agreement }: CaseState, subject: PaperSubject): string | null =>
  subject === agreement?.version ? null : '协议已经改过，请用新版';

/** One rule for each form, in the order in which the papers come into the dossier. */
export const paperRules: { readonly [K in FormKind]: PaperRule } = {
  slip: { subjects: onlyOne, problem: () => null, required: () => false },
  'acceptance-register': {
    subjects: onlyOne,
    problem: ({ instants }) => (instants.acceptedAt === undefined ? '案件还没有受理' : null),
    required: ({ closeReason }) => closeReason !== 'refused',
  },
  'mediation-record': {
    subjects: ({ sessions }) => [...sessions.keys()],
    problem: ({ sessions }, subject) => (sessions[subject] ? null : '还没有这次调解的记录'),
    required: () => true,
    which: ({ sessions }, subject) => (sessions.length > 1 ? `（第${chineseCount(subject + 1)}次）` : ''),
  },
  agreement: {
    subjects: agreementVersion,
    problem: (state, subject) => {
      if (state.agreement?.form !== 'written') return '还没有达成书面协议';
      if (state.agreement.effectiveOn === null && state.status !== 'agreed') return '这份协议没有签成，不再出具';
      return ofThisVersion(state, subject);
    },
    required: (state) => takenEffect(state, 'written'),
  },
  'oral-agreement-register': {
    subjects: agreementVersion,
    problem: (state, subject) =>
      state.agreement?.form === 'oral' ? ofThisVersion(state, subject) : '还没有达成口头协议',
    required: (state) => takenEffect(state, 'oral'),
  },
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
