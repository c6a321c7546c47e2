import { ServiceError } from '../../contract/errors.ts';
import { citizenActionSchemas, type Telling } from '../../domain/cases/citizen-actions.ts';
import type { Transaction } from '../db/database.ts';
import { type Key, takesWords } from './look-up.ts';
import { appendSteps } from './offer.ts';
import { type OnCaseParts, onCase } from './on-case.ts';

/** Of one case in a day: more is no message any more. */
const MOST_A_DAY = 10;
const DAY_MS = 24 * 60 * 60_000;

export interface ToldInput extends Key {
  /** The same id again tells nothing twice. */
  readonly id: string;
  readonly telling: Telling;
  readonly words: string;
}

/**
 * Writes what a citizen says into the history of the case, beside whoever has the pen (SYNC-6): its desk reads it at the
 * next sync, and a withdrawal is its to decide with the other side. False where there is no such case.
 * @throws ServiceError INVALID_INPUT with the field `words`; TOO_MANY_QUESTIONS; NOT_POSSIBLE_NOW for a case that is ended
 */
export async function tell(parts: OnCaseParts, { id, telling, words, ...key }: ToldInput): Promise<boolean> {
  const read = citizenActionSchemas['citizen.told'].safeParse({ telling, words });
  if (!read.success)
    throw new ServiceError('INVALID_INPUT', { fields: { words: read.error.issues[0]?.message ?? '' } });
  return onCase(parts, key, async ({ tx, feed, state, serverId }) => {
    if (await isTold(tx, feed, id)) return;
    if (!takesWords(state, serverId)) {
      throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '这件事已经办完，不能再补充。有新情况请重新提交。' });
    }
    if ((await toldSince(tx, feed, state.id, parts.environment.now() - DAY_MS)) >= MOST_A_DAY) {
      throw new ServiceError('TOO_MANY_QUESTIONS', { retryAfter: DAY_MS / 1_000 });
    }
    await appendSteps(tx, parts, { feed, caseId: state.id, revision: state.revision }, [
      { id, type: 'citizen.told', payload: read.data },
    ]);
  });
}

async function isTold({ query }: Transaction, feed: string, id: string): Promise<boolean> {
  return (await query('SELECT 1 FROM action_headers WHERE feed = $1 AND id = $2', [feed, id])).length > 0;
}

async function toldSince({ query }: Transaction, feed: string, caseId: string, since: number): Promise<number> {
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::int AS count FROM action_headers WHERE feed = $1 AND stream_kind = 'case' AND stream_id = $2
       AND type = 'citizen.told' AND actor_id = (SELECT server_id FROM server) AND device_time > $3`,
    [feed, caseId, since],
  );
  return row?.count ?? 0;
}
