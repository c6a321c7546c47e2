import { type CitizenWord, isOwedAnswer, rateable } from '../../domain/cases/citizen.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { openStatuses } from '../../domain/cases/status.ts';
import { createCalendar } from '../../domain/deadlines/calendar.ts';
import { defaultDeadlineRules } from '../../domain/deadlines/default-rules.ts';
import { answerDeadline } from '../../domain/intake/answer-deadline.ts';
import { type Progress, type ProgressFacts, progressOf } from '../../domain/intake/progress.ts';
import type { RatingSubjectId } from '../../domain/intake/ratings.ts';
import type { Party } from '../../domain/parties/party.ts';
import { staffNames } from '../../services/directory/staff-names.ts';
import type { Database, Transaction } from '../db/database.ts';
import { createReads } from '../db/ports.ts';
import { currentEpoch } from '../sync/epoch.ts';

export interface Looked {
  readonly queryCode: string;
  readonly title: string;
  readonly progress: Progress;
  /** The citizen may still tell those who work on it something. */
  readonly isOpen: boolean;
  /** What the citizen may rate now. */
  readonly rateable: readonly RatingSubjectId[];
  /** What the citizen said before, with the answers. */
  readonly words: readonly LookedWord[];
}

export type LookedWord = CitizenWord & {
  /** Until when the desk is to answer; null where it is not. */
  readonly answerBy: number | null;
};

/** With what a case is looked up. */
export interface Key {
  readonly queryCode: string;
  readonly digits: string;
}

export interface FoundCase {
  readonly feed: string;
  readonly state: CaseState;
  readonly due: ProgressFacts['due'];
}

interface Found {
  readonly feed: string;
  readonly state: string;
  readonly dueAt: number | null;
  readonly provisional: boolean;
}

const foundSql = `SELECT c.feed, s.state, c.due_at AS "dueAt", c.provisional FROM cases c JOIN case_states s ON s.feed = c.feed AND s.seq = c.seq
  WHERE c.query_code = $1`;

/** Digits of the phone that are asked for beside the code. */
export const PHONE_DIGITS = 4;

/**
 * How far the case of a query code is; null where there is none, or where no applicant's phone ends with the digits: who
 * guesses does not learn which of the two was wrong.
 */
export async function lookUp(database: Database, key: Key, now: number): Promise<Looked | null> {
  return database.transaction(
    async (tx) => {
      const found = await findByKey(tx, key);
      return found && lookedUp(tx, found, now);
    },
    { readonly: true },
  );
}

export async function findByKey(
  { query }: Pick<Transaction, 'query'>,
  { queryCode, digits }: Key,
): Promise<FoundCase | null> {
  for (const { feed, state: text, dueAt, provisional } of await query<Found>(foundSql, [queryCode])) {
    const state = JSON.parse(text) as CaseState;
    if (state.registration?.parties.some((party) => isApplicant(party, digits)))
      return { feed, state, due: dueAt === null ? null : { dueAt, provisional } };
  }
  return null;
}

/** Whether it began here, so that its history names the city, and is still worked on. */
export const takesWords = ({ status, bornAt }: CaseState, serverId: string): boolean =>
  bornAt === serverId && openStatuses.includes(status);

/** Whether a party is an applicant whose phone ends so. */
export const isApplicant = ({ role, phone }: Party, digits: string): boolean =>
  role === 'applicant' && phone !== null && phone.replace(/转.*/, '').endsWith(digits);

const calendar = createCalendar();
const answerBy = (at: number): number => answerDeadline(at, defaultDeadlineRules, calendar).dueAt;

async function lookedUp(tx: Transaction, { feed, state, due }: FoundCase, now: number): Promise<Looked> {
  const { serverId } = await currentEpoch(tx);
  const station = { stationId: '', incarnation: 1 };
  const names = await staffNames(createReads({ transaction: tx, feed, station, parsed: new Map() }));
  const mediators = state.mediatorIds.flatMap((id) => names.get(id) ?? state.handover?.people[id] ?? []);
  const agreedOn = state.agreement?.text.reachedOn ?? null;
  const progress = progressOf({ ...state, mediators, agreedOn, due }, now);
  const isOurs = state.bornAt === serverId;
  return {
    queryCode: state.queryCode,
    title: state.registration?.title ?? '',
    progress,
    isOpen: takesWords(state, serverId),
    rateable: isOurs ? rateable(state) : [],
    words: state.citizenWords.map((word) => ({
      ...word,
      answerBy: isOwedAnswer(state, word) ? answerBy(word.at) : null,
    })),
  };
}
