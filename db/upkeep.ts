import type { Connection } from './connection.ts';

/** Pages of the search index that one step merges: some 10 ms of work. */
const MERGE_PAGES = 128;

const changes = 'SELECT total_changes() AS count';
const merge = `INSERT INTO case_search (case_search, rank) VALUES ('merge', ${MERGE_PAGES})`;

/**
 * One step of the work that saves leave behind, done while nobody waits: small pieces of search index are merged, then
 * the write-ahead log is moved into the file. True while there is more to do. The connection is in no transaction.
 */
export function upkeepStep(connection: Connection): boolean {
  const count = () => connection.statement<{ count: number }>(changes).get()?.count ?? 0;
  const before = count();
  connection.command(merge);
  // FTS5's own measure: a merge with nothing left to do makes fewer than two changes.
  if (count() - before >= 2) return true;
  connection.client.pragma('wal_checkpoint(PASSIVE)');
  return false;
}
