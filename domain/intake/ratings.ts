import type { CaseState } from '../cases/state.ts';
import type { CaseStatus } from '../cases/status.ts';
import { nameIn } from '../text/name-in.ts';

/** What a citizen may say of a stage, or of the result. */
export const grades = [
  { id: 'satisfied', name: '满意' },
  { id: 'mostly', name: '基本满意' },
  { id: 'dissatisfied', name: '不满意' },
] as const;
export const gradeIds = ['satisfied', 'mostly', 'dissatisfied'] as const;
export type Grade = (typeof gradeIds)[number];

export const ratingSubjectIds = ['acceptance', 'triage', 'assignment', 'mediation', 'follow_up', 'result'] as const;
export type RatingSubjectId = (typeof ratingSubjectIds)[number];

type Rated = Pick<CaseState, 'status' | 'instants' | 'followUps'>;

interface RatingSubject {
  readonly id: RatingSubjectId;
  /** As the desk calls it. */
  readonly name: string;
  /** As the citizen is asked. */
  readonly question: string;
  /** Whether it has happened in the round that is on: nobody is asked about what was not. */
  readonly happened: (state: Rated) => boolean;
}

/** The center has said how it ends, or both sides have settled with effect. */
const withOutcome: ReadonlySet<CaseStatus> = new Set([
  'refused',
  'failed',
  'terminated',
  'transferred',
  'performing',
  'follow_up',
  'closed',
  'archived',
]);

/** What is rated: the efficiency of each stage, and in the end the result. Each once in a round. */
export const ratingSubjects = [
  {
    id: 'acceptance',
    name: '受理',
    question: '受理快不快',
    happened: ({ status, instants }) => instants.acceptedAt !== undefined || status === 'refused',
  },
  {
    id: 'triage',
    name: '分流',
    question: '决定由谁来办，快不快',
    happened: ({ instants }) => instants.triagedAt !== undefined,
  },
  {
    id: 'assignment',
    name: '交办',
    question: '派调解员快不快',
    happened: ({ instants }) => instants.assignedAt !== undefined,
  },
  {
    id: 'mediation',
    name: '调解',
    question: '调解办得怎么样',
    happened: ({ instants }) => instants.mediationStartedAt !== undefined,
  },
  { id: 'follow_up', name: '回访', question: '回访做得怎么样', happened: ({ followUps }) => followUps.length > 0 },
  { id: 'result', name: '结果', question: '对结果满意吗', happened: ({ status }) => withOutcome.has(status) },
] as const satisfies readonly RatingSubject[];

export function ratingSubject(id: RatingSubjectId): RatingSubject {
  const subject = ratingSubjects.find((each) => each.id === id);
  if (!subject) throw new RangeError(`nothing is rated by the name of ${id}`);
  return subject;
}

export function gradeName(id: Grade): string {
  return nameIn(grades, id);
}
