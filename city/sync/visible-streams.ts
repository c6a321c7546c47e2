import type { StreamKind } from '../../domain/log/action.ts';
import type { Transaction } from '../db/database.ts';

/** A stream with the feed that it belongs to for ever (SYNC-2). */
export interface StreamPlace {
  readonly feed: string;
  readonly kind: StreamKind;
  readonly id: string;
}

/**
 * Whether a station may see a stream now (SYNC-4): it began it, or the stream is granted to it, as a case that is offered
 * or was handed over to it (SYNC-6). Everything in the feed `city` is for all. This is the only place that says so:
 * pulls ask here, files below, and what a push adds to a stream is shown to the stations of {@link seersSql}.
 */
export async function maySeeStream(
  tx: Pick<Transaction, 'query'>,
  stationId: string,
  { feed, kind, id }: StreamPlace,
): Promise<boolean> {
  if (feed === 'city') return true;
  const rows = await tx.query(
    `SELECT 1 FROM stream_pens p WHERE p.feed = $1 AND p.stream_kind = $2 AND p.stream_id = $3
       AND $4 IN (${seersSql})`,
    [feed, kind, id, stationId],
  );
  return rows.length > 0;
}

/**
 * Whether a station may have the files of a case now: it sees the case, and is not only asked to take it (`isOnlyAsked` in
 * domain/cases/handover.ts). The files come once it accepted.
 */
export async function mayHaveFiles(
  tx: Pick<Transaction, 'query'>,
  stationId: string,
  { feed, id }: Omit<StreamPlace, 'kind'>,
): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM stream_pens p LEFT JOIN cases c ON c.feed = p.feed AND c.id = p.stream_id
       LEFT JOIN case_states s ON s.feed = c.feed AND s.seq = c.seq
     WHERE p.feed = $1 AND p.stream_kind = 'case' AND p.stream_id = $2 AND $3 IN (${seersSql})
       AND (c.offered_to IS DISTINCT FROM $3 OR s.state::jsonb #> '{handover,holders}' @> to_jsonb($3::text))`,
    [feed, id, stationId],
  );
  return rows.length > 0;
}

/** Who sees the stream of the row `p` of stream_pens: one station in each row. */
export const seersSql = `SELECT p.origin_station UNION ALL SELECT g.station_id FROM stream_grants g
  WHERE g.feed = p.feed AND g.stream_kind = p.stream_kind AND g.stream_id = p.stream_id AND g.ended_at IS NULL`;

/** Whether a station has, or had, a part in another district's feed: then it follows that feed with a cursor. */
export async function hasPartInFeed(tx: Pick<Transaction, 'query'>, stationId: string, feed: string): Promise<boolean> {
  if (feed === 'city') return true; // reference data are everybody's
  const rows = await tx.query('SELECT 1 FROM stream_grants WHERE feed = $1 AND station_id = $2 LIMIT 1', [
    feed,
    stationId,
  ]);
  return rows.length > 0;
}
