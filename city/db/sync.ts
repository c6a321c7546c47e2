import type { StreamKind } from '../../domain/log/action.ts';
import type { VerdictKind } from '../../domain/sync/verdict.ts';
import type { CityWord, PlacedAction, Spoken, SyncReads } from '../../services/sync/port.ts';
import { type ActionRow, actionColumns, actionTables, toAction } from './log.ts';
import type { Scope } from './scope.ts';

/** Actions read at once by {@link SyncReads.all}. */
const BATCH = 500;

/** The newest word `v` about the action `h`; one without any is accepted. */
const words = `LEFT JOIN LATERAL (SELECT w.verdict, w.reason, w.detail, w.at FROM verdicts w
  WHERE w.feed = h.feed AND w.position = h.position ORDER BY w.ordinal DESC LIMIT 1) v ON true`;

const placed = `SELECT ${actionColumns}, h.stream_sequence AS "streamSequence", coalesce(v.verdict, 'accepted') AS verdict
  FROM ${actionTables} ${words} WHERE h.feed = $1`;

const sql = {
  stream: `${placed} AND h.stream_kind = $2 AND h.stream_id = $3 ORDER BY h.position`,
  after: `${placed} AND h.position > $2 ORDER BY h.position LIMIT ${BATCH}`,
  feedOf: 'SELECT feed FROM streams WHERE feed = $1 AND stream_kind = $2 AND stream_id = $3',
  stations: `SELECT ${actionColumns}, h.stream_sequence AS "streamSequence", coalesce(v.verdict, 'accepted') AS verdict
    FROM ${actionTables} ${words} WHERE h.feed = 'city' AND h.stream_kind = 'station' ORDER BY h.position`,
  receiptOf: `SELECT h.feed, h.position, h.stream_sequence AS "streamSequence",
      coalesce(v.verdict, 'accepted') AS verdict, v.reason, v.detail, (SELECT epoch::text FROM server) AS epoch,
      coalesce(v.at, h.received_at) AS "receivedAt"
    FROM action_headers h ${words} WHERE h.feed = $1 AND h.id = $2`,
  // What was said when the action came in is no later word, unless it took the action out of the fold.
  overruled: `SELECT count(*) AS count FROM verdicts w
    JOIN action_headers h ON h.feed = w.feed AND h.position = w.position
    WHERE h.feed = $1 AND h.stream_kind = $2 AND h.stream_id = $3
      AND (w.ordinal > 1 OR w.at > h.received_at OR w.verdict IN ('set_aside', 'held'))`,
} as const;

type PlacedRow = ActionRow & { readonly streamSequence: number; readonly verdict: VerdictKind };

function toPlaced({ streamSequence, verdict, ...row }: PlacedRow): PlacedAction {
  return { ...toAction(row), place: { streamSequence, verdict } };
}

/** The city's own words, as they stand in the feed of the scope: here each action has its place from the beginning. */
export function syncReads({ transaction: { query }, feed }: Scope): SyncReads {
  return {
    async stream(kind: StreamKind, streamId: string) {
      return (await query<PlacedRow>(sql.stream, [feed, kind, streamId])).map(toPlaced);
    },
    async *all() {
      for (let position = 0; ; ) {
        const rows = await query<PlacedRow>(sql.after, [feed, position]);
        for (const row of rows) {
          position = row.position;
          yield toPlaced(row);
        }
        if (rows.length < BATCH) return;
      }
    },
    async feedOf(kind, streamId) {
      const [row] = await query<{ feed: string }>(sql.feedOf, [feed, kind, streamId]);
      return row?.feed ?? null;
    },
    async stations() {
      return (await query<PlacedRow>(sql.stations)).map(toPlaced);
    },
    async receiptOf(actionId) {
      const [row] = await query<CityWord & Spoken>(sql.receiptOf, [feed, actionId]);
      return row ?? null;
    },
    async overruled(kind, streamId) {
      const [row] = await query<{ count: number }>(sql.overruled, [feed, kind, streamId]);
      return row?.count ?? 0;
    },
  };
}
