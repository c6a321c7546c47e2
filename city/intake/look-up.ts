import type { CaseState } from '../../domain/cases/state.ts';
import { openStatuses } from '../../domain/cases/status.ts';
import { type Progress, progressOf } from '../../domain/intake/progress.ts';
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
}

/** With what a case is looked up. */
export interface Key {
  readonly queryCode: string;
  readonly digits: string;
}

export interface FoundCase {
  readonly feed: string;
  readonly state: CaseState;
}

interface Found {
  readonly feed: string;
  readonly state: string;
}

const foundSql = `SELECT c.feed, s.state FROM cases c JOIN case_states s ON s.feed = c.feed AND s.seq = c.seq
  WHERE c.query_code = $1`;

/** Digits of the phone that are asked for beside the code. */
export const PHONE_DIGITS = 4;

/**
 * How far the case of a query code is; null where there is none, or where no applicant's phone ends with the digits: who
 * guesses does not learn which of the two was wrong.
 */
export async function lookUp(database: Database, key: Key): Promise<Looked | null> {
  return database.transaction(
    async (tx) => {
      const found = await findByKey(tx, key);
      return found && lookedUp(tx, found);
    },
    { readonly: true },
  );
}

export async function findByKey(
  { query }: Pick<Transaction, 'query'>,
  { queryCode, digits }: Key,
): Promise<FoundCase | null> {
  for (const { feed, state: text } of await query<Found>(foundSql, [queryCode])) {
    const state = JSON.parse(text) as CaseState;
    if (isApplicant(state, digits)) return { feed, state };
  }
  return null;
}

/** Whether it began here, so that its history names the city, and is still worked on. */
export const takesWords = ({ status, bornAt }: CaseState, serverId: string): boolean =>
  bornAt === serverId && openStatuses.includes(status);

function isApplicant({ registration }: CaseState, digits: string): boolean {
  return (registration?.parties ?? []).some(
    ({ role, phone }) => role === 'applicant' && phone !== null && phone.replace(/转.*/, '').endsWith(digits),
  );
}

async function lookedUp(tx: Transaction, { feed, state }: FoundCase): Promise<Looked> {
  const { serverId } = await currentEpoch(tx);
  const station = { stationId: '', incarnation: 1 };
  const names = await staffNames(createReads({ transaction: tx, feed, station, parsed: new Map() }));
  const mediators = state.mediatorIds.flatMap((id) => names.get(id) ?? state.handover?.people[id] ?? []);
  const agreedOn = state.agreement?.text.reachedOn ?? null;
  const progress = progressOf({ ...state, mediators, agreedOn });
  return {
    queryCode: state.queryCode,
    title: state.registration?.title ?? '',
    progress,
    isOpen: takesWords(state, serverId),
  };
}
