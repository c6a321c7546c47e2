import type { ChainEnd } from '../../domain/history/chains.ts';
import type { KeptEntry } from '../../domain/history/verify-access.ts';
import type { JournalEnd } from '../../domain/log/journal.ts';
import type { HistoryReads, KeptErasure } from '../../services/history/port.ts';
import type { PlacedImportRow } from '../../services/imports/port.ts';
import { SEQS_PER_ACTION } from '../db/case-writes.ts';
import type { Transaction } from '../db/database.ts';
import { keptActions } from './feed-lines.ts';

const sql = {
  journalEnd: 'SELECT count, digest FROM journal_ends WHERE feed = $1 AND journal = $2',
  chainEnds: `SELECT station_id AS "stationId", incarnation, sequence, header_hash AS "headerHash" FROM chain_heads
    WHERE feed = $1 AND sequence > 0`,
  // In all feeds: a station writes on cases of other districts, too.
  headersAt: `SELECT h.station_id AS "stationId", h.incarnation, h.sequence, h.header_hash AS "headerHash"
    FROM action_headers h JOIN unnest($1::text[], $2::int[], $3::int[]) a (station, incarnation, sequence)
      ON h.station_id = a.station AND h.incarnation = a.incarnation AND h.sequence = a.sequence`,
  missing: `SELECT n AS sequence FROM generate_series(1, $3::int) n WHERE NOT EXISTS (SELECT 1 FROM action_headers h
    WHERE h.station_id = $1 AND h.incarnation = $2::int AND h.sequence = n) ORDER BY n LIMIT 20`,
  access: `SELECT e.n::int AS position, e.at, e.staff_id AS "staffId", e.kind, e.subject, e.reason, e.digest
    FROM (SELECT row_number() OVER (ORDER BY position) AS n, a.* FROM access_log a WHERE a.feed = $1) e
    WHERE e.n > $2 ORDER BY e.n LIMIT $3`,
  erasures: 'SELECT action_id AS "actionId", erasure_id AS "erasureId" FROM erasures WHERE feed = $1',
  importRows: `SELECT (seq - $2::bigint)::int AS index, case_id AS "caseId", payload AS "payloadBytes", salt
    FROM import_rows WHERE feed = $1 AND seq >= $2::bigint AND seq < $3::bigint ORDER BY seq`,
  countImportRows: 'SELECT count(*)::int AS count FROM import_rows WHERE feed = $1 AND seq < $2::bigint',
  rowsBehind: 'SELECT count(*)::int AS count FROM import_rows WHERE feed = $1 AND seq >= $2::bigint',
} as const;

/** Behind every position that there can be. */
const NO_HEAD = 2 ** 40;

/** The first place of a row that an action behind this one brought. */
const behind = (position: number): number => (position + 1) * SEQS_PER_ACTION;

/** The history of a feed as verifying reads it (LOG-12), as far as its `head` where one is named. */
export function cityHistoryReads(
  { query }: Pick<Transaction, 'query'>,
  feed: string,
  head: number = NO_HEAD,
): HistoryReads {
  return {
    async journalEnd(journal) {
      const [end] = await query<JournalEnd>(sql.journalEnd, [feed, journal]);
      return end ?? null;
    },
    chainEnds: async () => query<ChainEnd>(sql.chainEnds, [feed]),
    actionsAfter: (position, limit) => keptActions({ query }, feed, position, limit),
    async headersAt(places) {
      if (places.length === 0) return [];
      return query<ChainEnd>(sql.headersAt, [
        places.map(({ stationId }) => stationId),
        places.map(({ incarnation }) => incarnation),
        places.map(({ sequence }) => sequence),
      ]);
    },
    accessAfter: async (position, limit) => query<KeptEntry>(sql.access, [feed, position, limit]),
    erasures: async () => query<KeptErasure>(sql.erasures, [feed]),
    async importRows(position) {
      const first = position * SEQS_PER_ACTION;
      return query<PlacedImportRow>(sql.importRows, [feed, first, first + SEQS_PER_ACTION]);
    },
    async countImportRows() {
      const [row] = await query<{ count: number }>(sql.countImportRows, [feed, behind(head)]);
      return row?.count ?? 0;
    },
  };
}

/** Imported rows of no action up to the head of the feed. */
export async function countRowsBehind(
  { query }: Pick<Transaction, 'query'>,
  feed: string,
  head: number,
): Promise<number> {
  const [row] = await query<{ count: number }>(sql.rowsBehind, [feed, behind(head)]);
  return row?.count ?? 0;
}

/** Sequences of a chain that no feed has, the first of them. */
export async function missingSequences(
  { query }: Pick<Transaction, 'query'>,
  { stationId, incarnation, sequence }: ChainEnd,
): Promise<readonly number[]> {
  const rows = await query<{ sequence: number }>(sql.missing, [stationId, incarnation, sequence]);
  return rows.map((row) => row.sequence);
}
