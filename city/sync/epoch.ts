import { ServiceError } from '../../contract/errors.ts';
import { type Epoch, firstEpoch, nextEpoch } from '../../domain/sync/epochs.ts';
import type { Database, Transaction } from '../db/database.ts';

/** Who the server is, and which life of it this is; the first process on a database decides it. */
export interface ServerIdentity extends Epoch {
  readonly serverId: string;
}

// With a parameter, so that it is prepared once (db/postgres.ts): planned for each call it took longer than to be answered.
const read = 'SELECT server_id AS "serverId", epoch, stream_floor AS "streamFloor" FROM server WHERE "only" = $1';

export async function identify(database: Database, newId: () => string, now: number): Promise<ServerIdentity> {
  const { epoch, streamFloor } = firstEpoch(now);
  await database.query(
    'INSERT INTO server ("only", server_id, epoch, stream_floor) VALUES (1, $1, $2, $3) ON CONFLICT DO NOTHING',
    [newId(), epoch, streamFloor],
  );
  return currentEpoch(database);
}

/** Read anew for each call: another process may have begun a new epoch. */
export async function currentEpoch({ query }: Pick<Transaction, 'query'>): Promise<ServerIdentity> {
  const [row] = await query<ServerIdentity>(read, [1]);
  if (!row) throw new Error('the server does not know who it is');
  return row;
}

/**
 * Begins the life after `before`, and after one that was `seen` and is forgotten (SYNC-11): all stations return what the city lacks before they send anything new. Two
 * that ask at once begin one, and where another has begun already, that one stands.
 */
export async function beginEpoch(
  database: Database,
  before: Epoch,
  now: number,
  seen?: number,
): Promise<ServerIdentity> {
  const { epoch, streamFloor } = nextEpoch(before, now, seen);
  await database.query('UPDATE server SET epoch = $1, stream_floor = $2 WHERE epoch = $3', [
    epoch,
    streamFloor,
    before.epoch,
  ]);
  return currentEpoch(database);
}

/** A station has proved that this city once had more than it has: it was restored, and nobody told it. */
export class Forgotten extends Error {
  readonly epoch: Epoch;
  /** The latest life of the city that was proved. */
  readonly seen: number;
  constructor(what: string, epoch: Epoch, seen: number = epoch.epoch) {
    super(`the city has forgotten ${what} (SYNC-11)`);
    this.name = 'Forgotten';
    this.epoch = epoch;
    this.seen = seen;
  }
}

/** @throws ServiceError EPOCH_CHANGED for a call that speaks to another life of the city. */
export function requireEpoch({ epoch }: Epoch, said: string | null): void {
  if (said !== null && said !== String(epoch)) throw new ServiceError('EPOCH_CHANGED');
}

/** Runs a call; where it comes out that the city has forgotten, a new epoch begins, and the station hears of it. */
export async function orNewEpoch<Result>(
  database: Database,
  now: () => number,
  told: (forgotten: Forgotten) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Forgotten)) throw error;
    told(error);
    await beginEpoch(database, error.epoch, now(), error.seen);
    throw new ServiceError('EPOCH_CHANGED', {}, { cause: error });
  }
}
