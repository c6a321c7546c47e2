import { ServiceError } from '../../contract/errors.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import { plainText } from '../../domain/text/plain-text.ts';
import type { Environment } from '../../services/environment.ts';
import type { Database, Transaction } from '../db/database.ts';
import { currentEpoch } from '../sync/epoch.ts';
import { takePositions } from '../sync/push-log.ts';
import { findByKey, type Key, takesWords } from './look-up.ts';
import { appendSteps } from './offer.ts';

/** What a citizen may tell those who work on the case, and how it begins in its history. */
export const tellings = {
  message: { prefix: '群众补充：', words: plainText({ max: 1500, min: 1, label: '补充的情况', multiline: true }) },
  withdrawal: {
    prefix: '群众要求撤回：',
    words: plainText({ max: 500, min: 1, label: '撤回的原因', multiline: true }),
  },
} as const;
export type Telling = keyof typeof tellings;

/** Of one case in a day: more is no message any more. */
const MOST_A_DAY = 10;
const DAY_MS = 24 * 60 * 60_000;

export interface ToldInput extends Key {
  /** The same id again tells nothing twice. */
  readonly id: string;
  readonly telling: Telling;
  readonly words: string;
}

interface TellParts {
  readonly database: Database;
  readonly divisions: Directory;
  readonly environment: Environment;
}

/**
 * Writes what a citizen says into the history of the case, beside whoever has the pen (SYNC-6): its desk reads it at the
 * next sync, and a withdrawal is its to decide with the other side. False where there is no such case.
 * @throws ServiceError INVALID_INPUT with the field `words`; TOO_MANY_QUESTIONS; NOT_POSSIBLE_NOW for a case that is ended
 */
export async function tell({ database, ...parts }: TellParts, input: ToldInput): Promise<boolean> {
  const { prefix, words } = tellings[input.telling];
  const read = words.safeParse(input.words);
  if (!read.success)
    throw new ServiceError('INVALID_INPUT', { fields: { words: read.error.issues[0]?.message ?? '' } });
  return database.transaction(async (tx) => {
    const before = await findByKey(tx, input);
    if (!before) return false;
    const { feed } = before;
    await takePositions(tx, feed, 0);
    if (await isTold(tx, feed, input.id)) return true;
    // As it is now that nobody else writes to the feed.
    const state = (await findByKey(tx, input))?.state ?? before.state;
    const { serverId } = await currentEpoch(tx);
    if (!takesWords(state, serverId)) {
      throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '这件事已经办完，不能再补充。有新情况请重新提交。' });
    }
    const now = parts.environment.now();
    if ((await toldSince(tx, feed, state.id, now - DAY_MS)) >= MOST_A_DAY) {
      throw new ServiceError('TOO_MANY_QUESTIONS', { retryAfter: DAY_MS / 1_000 });
    }
    await appendSteps(tx, parts, { feed, caseId: state.id, revision: state.revision }, [
      { id: input.id, type: 'case.noted', payload: { note: `${prefix}${read.data}` } },
    ]);
    return true;
  });
}

async function isTold({ query }: Transaction, feed: string, id: string): Promise<boolean> {
  return (await query('SELECT 1 FROM action_headers WHERE feed = $1 AND id = $2', [feed, id])).length > 0;
}

async function toldSince({ query }: Transaction, feed: string, caseId: string, since: number): Promise<number> {
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::int AS count FROM action_headers WHERE feed = $1 AND stream_kind = 'case' AND stream_id = $2
       AND type = 'case.noted' AND actor_id = (SELECT server_id FROM server) AND device_time > $3`,
    [feed, caseId, since],
  );
  return row?.count ?? 0;
}
