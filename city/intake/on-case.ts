import type { CaseState } from '../../domain/cases/state.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import type { Environment } from '../../services/environment.ts';
import type { Database, Transaction } from '../db/database.ts';
import { currentEpoch } from '../sync/epoch.ts';
import { takePositions } from '../sync/push-log.ts';
import { findByKey, type Key } from './look-up.ts';

export interface OnCaseParts {
  readonly database: Database;
  readonly divisions: Directory;
  readonly environment: Environment;
}

/** A case that a citizen looked up, held so that nobody else writes to its feed meanwhile. */
export interface HeldCase {
  readonly tx: Transaction;
  readonly feed: string;
  readonly state: CaseState;
  readonly serverId: string;
}

/** Does something on the case of a query code in one transaction; false where there is no such case. */
export async function onCase(
  { database }: Pick<OnCaseParts, 'database'>,
  key: Key,
  work: (held: HeldCase) => Promise<void>,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const before = await findByKey(tx, key);
    if (!before) return false;
    const { feed } = before;
    await takePositions(tx, feed, 0);
    // As it is now that nobody else writes to the feed.
    const state = (await findByKey(tx, key))?.state ?? before.state;
    const { serverId } = await currentEpoch(tx);
    await work({ tx, feed, state, serverId });
    return true;
  });
}
