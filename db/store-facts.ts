import { existsSync } from 'node:fs';
import { type Connection, openConnection } from './connection.ts';
import { toOpenError } from './errors.ts';

/** What a store holds, told without a word of what is in it: for who chooses a backup. */
export interface StoreFacts {
  readonly stationId: string;
  readonly incarnation: number;
  /** Number of migrations that the store has: what only a newer program can read is told by it. */
  readonly schema: number;
  readonly cases: number;
  readonly actions: number;
  /** The case that was registered last; null in a store without cases. */
  readonly newestCase: string | null;
  /** Device time of the newest action, in ms; null before the first. */
  readonly newestActionAt: number | null;
  /** Payloads that were erased (LOG-8). */
  readonly erasures: number;
}

const counted = (table: string) => `SELECT count(*) FROM "${table}"`;

function hasTable({ client }: Connection, name: string): boolean {
  return client.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`).get(name) !== undefined;
}

/** Reads a store of any schema that was ever shipped. */
export function storeFacts(connection: Connection): StoreFacts {
  const { client } = connection;
  const number = (sql: string) => Number(client.prepare(sql).pluck().get());
  const station = client.prepare<[], [string, number]>('SELECT station_id, incarnation FROM station').raw().get();
  const newest = client.prepare('SELECT case_number FROM cases ORDER BY seq DESC LIMIT 1').pluck().get();
  const newestAt = client.prepare('SELECT max(device_time) FROM action_headers').pluck().get();
  return {
    stationId: station?.[0] ?? '',
    incarnation: station?.[1] ?? 0,
    schema: Number(client.pragma('user_version', { simple: true })),
    cases: number(counted('cases')),
    actions: number(counted('action_headers')),
    newestCase: typeof newest === 'string' ? newest : null,
    newestActionAt: typeof newestAt === 'number' ? newestAt : null,
    erasures: number(counted('erasures')),
  };
}

/** Hashes of the files whose bytes lie beside the store, in their order; none are to be deleted. */
export function filesHere(connection: Connection): readonly string[] {
  if (!hasTable(connection, 'file_places')) return [];
  const sql = 'SELECT hash FROM file_places WHERE here = 1 AND erased = 0 ORDER BY hash';
  return connection.client.prepare<[], string>(sql).pluck().all();
}

/** What one store has that another lacks: what a restore of the other would take away here. */
export interface NewerActions {
  readonly actions: number;
  /** Those that the city has confirmed: they come back by sync (SYNC-14). */
  readonly confirmed: number;
  /** Numbers of cases that only this store has, the newest first, at most {@link MOST_NUMBERS}. */
  readonly caseNumbers: readonly string[];
  readonly cases: number;
}

const MOST_NUMBERS = 10;

/** Compares by ids, so that branches of one station are told apart, too (SYNC-14). */
export function newerActions(here: Connection, other: Connection): NewerActions {
  const ids = other.client.prepare<[], string>('SELECT id FROM action_headers').pluck();
  const known = new Set<string>(ids.iterate());
  const all = here.client.prepare<[], [string, number]>(
    `SELECT a.id, EXISTS (SELECT 1 FROM receipts r WHERE r.position = a.position) FROM action_headers a`,
  );
  let [actions, confirmed] = [0, 0];
  for (const [id, isConfirmed] of all.raw().iterate()) {
    if (known.has(id)) continue;
    actions += 1;
    confirmed += isConfirmed;
  }
  const otherCases = new Set<string>(other.client.prepare<[], string>('SELECT id FROM cases').pluck().iterate());
  const cases = here.client
    .prepare<[], [string, string]>('SELECT id, case_number FROM cases ORDER BY seq DESC')
    .raw()
    .all()
    .filter(([id]) => !otherCases.has(id));
  return {
    actions,
    confirmed,
    cases: cases.length,
    caseNumbers: cases.slice(0, MOST_NUMBERS).map(([, number]) => number),
  };
}

/**
 * Looks into a closed or open store beside whoever owns it.
 * @throws StoreOpenError where it does not open.
 */
export function lookInto<Result>(path: string, key: Uint8Array, look: (connection: Connection) => Result): Result {
  if (!existsSync(path)) throw toOpenError(Object.assign(new Error(path), { code: 'SQLITE_CANTOPEN' }));
  try {
    const connection = openConnection({ path, key, readonly: false, cacheMiB: 8 });
    try {
      return look(connection);
    } finally {
      connection.close();
    }
  } catch (error) {
    throw toOpenError(error);
  }
}
