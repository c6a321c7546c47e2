import { isFolded } from '../../domain/sync/verdict.ts';
import { settlingOf } from '../../services/sync/set-aside.ts';
import type { Transaction } from '../db/database.ts';
import { createReads } from '../db/ports.ts';
import type { LoggedAction } from './push-log.ts';
import type { StreamAtCity } from './push-streams.ts';
import { seersSql } from './visible-streams.ts';

interface SettledRow {
  readonly id: string;
  readonly authorStation: string;
  readonly originStation: string;
  readonly seers: readonly string[];
}

const settledSql = `SELECT h.id::text AS id, h.station_id AS "authorStation", p.origin_station AS "originStation",
    ARRAY(${seersSql}) AS seers
  FROM action_headers h
  JOIN stream_pens p ON p.feed = $1 AND p.stream_kind = h.stream_kind AND p.stream_id = h.stream_id
  WHERE h.feed = $1 AND h.id = ANY($2::uuid[])`;

/**
 * A settling is seen by whoever sees the record of the action that it settles, and by the action's author, so that all
 * replicas agree on what is settled.
 */
export async function followSettled(tx: Transaction, feed: string, streams: readonly StreamAtCity[]): Promise<void> {
  const settlings = new Map(streams.filter(({ kind }) => kind === 'settling').map((stream) => [stream.id, stream]));
  if (settlings.size === 0) return;
  for (const row of await tx.query<SettledRow>(settledSql, [feed, [...settlings.keys()]])) {
    const stream = settlings.get(row.id);
    if (!stream) continue;
    stream.originStation = row.originStation;
    stream.authorStation = row.authorStation;
    stream.seers = new Set([...row.seers, row.authorStation]);
  }
}

const settleSql = `UPDATE set_asides a SET settled_at = $3, settled_way = $4 FROM action_headers h
  WHERE h.feed = $1 AND h.id = $2 AND a.feed = $1 AND a.station_id = h.station_id AND a.stream_kind = h.stream_kind
    AND a.stream_id = h.stream_id AND a.position = h.position`;

/** The actions that these settle. */
export function settledBy(actions: readonly LoggedAction[]): readonly string[] {
  return actions.flatMap(({ wire: { header } }) => (header.streamKind === 'settling' ? [header.streamId] : []));
}

/** Those that are set aside or held themselves. */
export function setAsideOf(actions: readonly LoggedAction[]): readonly string[] {
  return actions.flatMap(({ wire, verdict }) => (isFolded(verdict.verdict) ? [] : [wire.header.id]));
}

/** Notes what became of these actions, by the fold of what settles them; nothing where nobody has. */
export async function obeySettlings(tx: Transaction, feed: string, actionIds: readonly string[]): Promise<void> {
  const station = { stationId: '', incarnation: 1 };
  const reads = createReads({ transaction: tx, feed, station, parsed: new Map() });
  for (const actionId of new Set(actionIds)) {
    const settling = await settlingOf(reads, actionId);
    if (settling) await tx.query(settleSql, [feed, actionId, settling.at, settling.way]);
  }
}
