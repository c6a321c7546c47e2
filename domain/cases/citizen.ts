import { type Actor, holdsAny } from '../access/roles.ts';
import { type Grade, gradeName, type RatingSubjectId, ratingSubject, ratingSubjectIds } from '../intake/ratings.ts';
import type { ActionHeader } from '../log/action.ts';
import type { CaseAction, CaseActionType } from './actions.ts';
import type { citizenActionSchemas, Telling } from './citizen-actions.ts';
import { answeredByApplicant, awaitedFromApplicant } from './errands.ts';
import type { CaseState } from './state.ts';
import { openStatuses } from './status.ts';

/** How the desk answered what a citizen said. */
export interface CitizenAnswer {
  /** Null where a step of the desk was the answer: taken up again, accepted, asked for more. */
  readonly words: string | null;
  readonly at: number;
  readonly by: string;
}

interface Said {
  /** The action that says it. */
  readonly id: string;
  readonly words: string | null;
  readonly at: number;
  /** In a round before the case was last reopened. */
  readonly before: boolean;
  readonly answer: CitizenAnswer | null;
}

/** What a citizen said on the city's pages, in the order in which it came. */
export type CitizenWord =
  | (Said & {
      readonly kind: Telling;
      /** The errands that it answers: what the applicant was to bring (补正). */
      readonly brings: readonly string[];
    })
  | (Said & { readonly kind: 'rating'; readonly subject: RatingSubjectId; readonly grade: Grade });

type CitizenState = Pick<CaseState, 'status' | 'citizenWords'>;

/**
 * What of a citizen's words the desk owes an answer: what was brought because it had been asked for and a request to stop,
 * while the case is worked on, and 不满意.
 */
export function isOwedAnswer({ status }: Pick<CaseState, 'status'>, word: CitizenWord): boolean {
  if (word.answer !== null) return false;
  switch (word.kind) {
    case 'message':
      return word.brings.length > 0 && openStatuses.includes(status);
    case 'withdrawal':
      return openStatuses.includes(status);
    case 'rating':
      return word.grade === 'dissatisfied';
  }
}

export function wordsOwedAnswer(state: CitizenState): readonly CitizenWord[] {
  return state.citizenWords.filter((word) => isOwedAnswer(state, word));
}

/** What may still be answered; what is owed an answer first, then the newest. */
export function unanswered(state: CitizenState): readonly CitizenWord[] {
  const open = state.citizenWords.filter(({ kind, answer, words }) => answer === null && (kind !== 'rating' || words));
  const owed = open.filter((word) => isOwedAnswer(state, word));
  return [...owed, ...open.filter((word) => !owed.includes(word)).toReversed()];
}

/** What of it this actor may answer: nobody answers a complaint about the own work alone. */
export function answerable(state: CitizenState, actor: Pick<Actor, 'roles'>): readonly CitizenWord[] {
  const isDesk = holdsAny(actor, ['clerk', 'manager']);
  return unanswered(state).filter((word) => isDesk || word.kind !== 'rating' || !isOwedAnswer(state, word));
}

/** When the citizen said the oldest of what is owed an answer; null where nothing is. */
export function owedSince(state: CitizenState): number | null {
  const times = wordsOwedAnswer(state).map(({ at }) => at);
  return times.length === 0 ? null : Math.min(...times);
}

/** What of the round that is on may be rated, and was not. */
export function rateable(state: CaseState): readonly RatingSubjectId[] {
  const rated = new Set(ratingsOf(state).map(({ subject }) => subject));
  return ratingSubjectIds.filter((id) => !rated.has(id) && ratingSubject(id).happened(state));
}

/** The ratings of the round that is on. */
export function ratingsOf({ citizenWords }: Pick<CaseState, 'citizenWords'>) {
  return citizenWords.flatMap((word) => (word.kind === 'rating' && !word.before ? [word] : []));
}

type NamedWord =
  | { readonly kind: Telling; readonly brings?: readonly string[] }
  | { readonly kind: 'rating'; readonly subject: RatingSubjectId; readonly grade: Grade };

/** 群众补充情况, 群众对结果不满意 … */
export function citizenWordName(word: NamedWord): string {
  switch (word.kind) {
    case 'message':
      return word.brings?.length ? '群众补正' : '群众补充情况';
    case 'withdrawal':
      return '群众要求撤回';
    case 'rating':
      return `群众对${ratingSubject(word.subject).name}${gradeName(word.grade)}`;
  }
}

type CitizenActionType = keyof typeof citizenActionSchemas;
export type CitizenAction = Extract<CaseAction, { readonly type: CitizenActionType }>;

/** Also of actions as the history gives them back, without a payload. */
export function isCitizenAction<Told extends { readonly type: CaseActionType }>(
  action: Told,
): action is Extract<Told, { readonly type: CitizenActionType }> {
  return action.type.startsWith('citizen.');
}

/** Title of a step in the history; `plain` says who did it and what the button says. */
export function citizenTitle(action: CitizenAction, plain: string): string {
  switch (action.type) {
    case 'citizen.told':
      return citizenWordName({ kind: action.payload.telling });
    case 'citizen.rated':
      return citizenWordName({ kind: 'rating', ...action.payload });
    case 'citizen.answered':
      return plain;
  }
}

/** What the actions of citizens, and the answers to them, change. */
export function applyCitizen(state: CaseState, action: CaseAction, { id, deviceTime: at, actorId }: ActionHeader) {
  const said = { id, at, before: false, answer: null };
  const add = (word: CitizenWord): CaseState => ({ ...state, citizenWords: [...state.citizenWords, word] });
  switch (action.type) {
    case 'citizen.told': {
      const { telling, words } = action.payload;
      const brings = telling === 'message' ? awaitedFromApplicant(state).map((errand) => errand.id) : [];
      return answeredByApplicant(add({ ...said, kind: telling, words, brings }), brings, words, at);
    }
    case 'citizen.rated': {
      const { subject, grade, words = null } = action.payload;
      // Once in a round: what comes a second time counts for nothing.
      if (ratingsOf(state).some((rated) => rated.subject === subject)) return state;
      return add({ ...said, kind: 'rating', subject, grade, words });
    }
    case 'citizen.answered': {
      const { answeredId, words } = action.payload;
      const answer = { words, at, by: actorId };
      return withAnswers(state, (word) =>
        word.id === answeredId && word.answer === null ? { ...word, answer } : word,
      );
    }
    default:
      return state;
  }
}

/** Whether the case is accepted, or more is asked for, is the answer to what was brought. */
export function withBroughtAnswered(state: CaseState, { deviceTime: at, actorId }: ActionHeader): CaseState {
  const answer = { words: null, at, by: actorId };
  return withAnswers(state, (word) =>
    word.kind === 'message' && word.brings.length > 0 && word.answer === null ? { ...word, answer } : word,
  );
}

/** Taking the case up again answers all that is owed an answer, and what is done from then on is rated anew. */
export function withNewRound(state: CaseState, { deviceTime: at, actorId }: ActionHeader): CaseState {
  const answer = { words: null, at, by: actorId };
  return withAnswers(state, (word) => ({ ...word, before: true, ...(isOwedAnswer(state, word) ? { answer } : {}) }));
}

function withAnswers(state: CaseState, change: (word: CitizenWord) => CitizenWord): CaseState {
  return state.citizenWords.length === 0 ? state : { ...state, citizenWords: state.citizenWords.map(change) };
}
