import type { KeptAction } from '../../domain/history/verify-actions.ts';
import type { JournalLine } from '../../domain/log/journal.ts';
import type { Transaction } from '../db/database.ts';
import { type ActionRow, actionColumns, actionTables, toAction } from '../db/log.ts';

/** What stands beside a header from the moment it came in: its place, the verdict, and from where it came back. */
const besideColumns = `h.stream_sequence AS "streamSequence", h.received_at AS "receivedAt", v.verdict, v.reason, v.detail,
  v.at AS "judgedAt", r.brought_by AS "broughtBy", r.old_epoch AS "oldEpoch", r.old_position AS "oldPosition",
  r.old_sequence AS "oldSequence"`;
const besideTables = `LEFT JOIN verdicts v ON v.feed = h.feed AND v.position = h.position AND v.ordinal = 1
  LEFT JOIN readmissions r ON r.feed = h.feed AND r.position = h.position`;

const sql = {
  lines: `SELECT h.position, h.header_hash AS "headerHash", h.algorithms, ${besideColumns} FROM action_headers h ${besideTables}
    WHERE h.feed = $1 AND h.position > $2 ORDER BY h.position LIMIT $3`,
  actions: `SELECT ${actionColumns}, ${besideColumns} FROM ${actionTables} ${besideTables}
    WHERE h.feed = $1 AND h.position > $2 ORDER BY h.position LIMIT $3`,
} as const;

interface LineRow {
  readonly position: number;
  readonly headerHash: string;
  readonly streamSequence: number;
  readonly receivedAt: number;
  readonly verdict: string | null;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly judgedAt: number | null;
  readonly broughtBy: string | null;
  readonly oldEpoch: string | null;
  readonly oldPosition: number | null;
  readonly oldSequence: number | null;
}

/** An action of a feed as the feed's digest is over it (LOG-13). */
function lineOf(row: LineRow): JournalLine {
  const { headerHash, streamSequence, receivedAt, verdict, reason, detail, judgedAt } = row;
  const { broughtBy, oldEpoch, oldPosition, oldSequence } = row;
  const judged = [verdict, reason, detail, judgedAt];
  return [headerHash, streamSequence, receivedAt, ...judged, broughtBy, oldEpoch, oldPosition, oldSequence];
}

/** The next lines of a feed behind a position, in their order. */
export async function feedLines(
  { query }: Pick<Transaction, 'query'>,
  feed: string,
  position: number,
  limit: number,
): Promise<readonly { readonly position: number; readonly algorithms: string; readonly line: JournalLine }[]> {
  const rows = await query<LineRow & { readonly algorithms: string }>(sql.lines, [feed, position, limit]);
  return rows.map((row) => ({ position: row.position, algorithms: row.algorithms, line: lineOf(row) }));
}

/** The same with the actions themselves. */
export async function keptActions(
  { query }: Pick<Transaction, 'query'>,
  feed: string,
  position: number,
  limit: number,
): Promise<readonly KeptAction[]> {
  const rows = await query<ActionRow & LineRow>(sql.actions, [feed, position, limit]);
  return rows.map((row) => {
    const line = lineOf(row);
    const { streamSequence: _s, receivedAt: _r, verdict: _v, reason: _e, detail: _d, judgedAt: _j, ...rest } = row;
    const { broughtBy: _b, oldEpoch: _o, oldPosition: _p, oldSequence: _q, ...action } = rest;
    return { ...toAction(action), position: row.position, line };
  });
}
