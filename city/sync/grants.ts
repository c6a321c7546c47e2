import type { WireAction } from '../../contract/sync.ts';
import { penOf } from '../../domain/cases/handover.ts';
import { type CenterRef, handoverActionSchemas } from '../../domain/cases/handover-actions.ts';
import type { StreamGrant } from '../../domain/sync/city-actions.ts';
import type { Transaction } from '../db/database.ts';
import { appendAsCity, type CityAuthor } from './city-log.ts';
import type { PlacedAction } from './push-log.ts';
import type { StreamAtCity } from './push-streams.ts';

/** To which center an action offers its case; null for all others, and for an offer that nobody can read. */
export function offeredCenter({ header, payload }: WireAction): CenterRef | null {
  if (header.type !== 'handover.offered' || payload === null) return null;
  const read = handoverActionSchemas['handover.offered'].safeParse(JSON.parse(payload));
  return read.success ? read.data.to : null;
}

const nameOf = ({ feed, stationId }: CenterRef) => `${feed} ${stationId}`;

/** Which of the centers that cases are offered to are enrolled: the city alone knows. */
export async function enrolledAmong(
  tx: Transaction,
  centers: readonly CenterRef[],
): Promise<(center: CenterRef | null) => boolean> {
  const known = new Set<string>();
  for (const [feed, ofFeed] of Map.groupBy(centers, (center) => center.feed)) {
    const rows = await tx.query<{ stationId: string }>(
      `SELECT station_id AS "stationId" FROM stations WHERE feed = $1 AND station_id = ANY($2::text[])
         AND revoked_at IS NULL`,
      [feed, ofFeed.map(({ stationId }) => stationId)],
    );
    for (const { stationId } of rows) known.add(nameOf({ feed, stationId, name: '' }));
  }
  return (center) => center !== null && known.has(nameOf(center));
}

/**
 * Keeps who sees the cases that change hands. A center that begins to see one is told so by an action in its own feed,
 * which it pulls anyway: from there it fetches the past, and follows what comes (docs/sync.md). Rows of the feeds that
 * are written here are held already.
 */
export async function keepGrants(
  tx: Transaction,
  author: CityAuthor,
  feed: string,
  actions: readonly PlacedAction[],
): Promise<void> {
  for (const { wire, position, sight } of actions) {
    if (!sight) continue;
    const { streamId } = wire.header;
    if (sight.ends !== null) {
      await tx.query(
        `UPDATE stream_grants SET ended_at = $4
         WHERE feed = $1 AND stream_kind = 'case' AND stream_id = $2 AND station_id = $3 AND ended_at IS NULL`,
        [feed, streamId, sight.ends, position],
      );
    }
    if (sight.begins) await grant(tx, author, { feed, streamId, upTo: position }, sight.begins);
  }
}

async function grant(
  tx: Transaction,
  author: CityAuthor,
  { feed, streamId, upTo }: { readonly feed: string; readonly streamId: string; readonly upTo: number },
  { feed: home, stationId }: CenterRef,
): Promise<void> {
  // A center that sees the case already, since it had it before, follows it as it is.
  const [begun] = await tx.query<{ stationId: string }>(
    `INSERT INTO stream_grants (feed, stream_kind, stream_id, station_id, up_to) VALUES ($1, 'case', $2, $3, $4)
     ON CONFLICT (feed, stream_kind, stream_id, station_id) DO UPDATE SET up_to = excluded.up_to, ended_at = NULL
     WHERE stream_grants.ended_at IS NOT NULL RETURNING station_id AS "stationId"`,
    [feed, streamId, stationId, upTo],
  );
  if (begun) await tell(tx, author, home, { stationId, feed, streamKind: 'case', streamId, upTo });
}

/** Says in a center's own feed that it sees a stream from now on. */
async function tell(tx: Transaction, author: CityAuthor, home: string, payload: StreamGrant): Promise<void> {
  // The stream of what was said about this case: a center finds by it what was granted.
  const { stationId, streamId } = payload;
  const action = { streamKind: 'grant', streamId, type: 'stream.granted', payload } as const;
  await showTo(tx, home, stationId, await appendAsCity(tx, author, home, action));
}

async function showTo(tx: Transaction, feed: string, stationId: string, position: number): Promise<void> {
  await tx.query('INSERT INTO sights (feed, station_id, position) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    feed,
    stationId,
    position,
  ]);
}

/**
 * What a center was told of cases comes back to be seen by it, and by a machine that takes its place (SYNC-11). The
 * center of an offer that came back, and that sees the case still, is told anew where the city does not know that it was:
 * it may not have heard before the city forgot. Twice told does no harm. The rows of the feeds are held.
 */
export async function retellGrants(
  tx: Transaction,
  author: CityAuthor,
  feed: string,
  actions: readonly Pick<PlacedAction, 'wire' | 'position' | 'seers'>[],
): Promise<void> {
  for (const { wire, position, seers } of actions) {
    const { type, streamId } = wire.header;
    if (type === 'stream.granted' && wire.payload !== null) {
      const { stationId } = JSON.parse(wire.payload) as StreamGrant;
      await showTo(tx, feed, stationId, position);
    }
    const asked = offeredCenter(wire);
    if (!asked || !seers.has(asked.stationId)) continue;
    const told = await tx.query(
      `SELECT 1 FROM sights s JOIN action_headers h ON h.feed = s.feed AND h.position = s.position
       WHERE s.feed = $1 AND s.station_id = $2 AND h.stream_kind = 'grant' AND h.stream_id = $3 LIMIT 1`,
      [asked.feed, asked.stationId, streamId],
    );
    if (told.length > 0) continue;
    await tell(tx, author, asked.feed, {
      stationId: asked.stationId,
      feed,
      streamKind: 'case',
      streamId,
      upTo: position,
    });
  }
}

/**
 * Who has the pen and who sees cases that came back to a restored city (SYNC-11), as their fold says. Their centers
 * follow the feed from its beginning in the new epoch.
 */
export async function restoreGrants(
  tx: Transaction,
  feed: string,
  streams: readonly StreamAtCity[],
  upTo: number,
): Promise<void> {
  const seen: { readonly id: string; readonly stationId: string }[] = [];
  const ids: string[] = [];
  for (const stream of streams) {
    const { state, id, originStation } = stream;
    if (!state?.handover) continue;
    const { holders, offer } = state.handover;
    ids.push(id);
    stream.penStation = penOf(state);
    stream.seers = new Set([originStation, ...holders, ...(offer ? [offer.to.stationId] : [])]);
    for (const stationId of stream.seers) if (stationId !== originStation) seen.push({ id, stationId });
  }
  if (ids.length === 0) return;
  // An offer may have come back before its answer, which others bring.
  await tx.query(
    `UPDATE stream_grants g SET ended_at = $2 WHERE g.feed = $1 AND g.stream_kind = 'case' AND g.ended_at IS NULL
       AND g.stream_id = ANY($5::uuid[]) AND NOT EXISTS (SELECT 1 FROM unnest($3::uuid[], $4::text[]) a (id, station_id)
         WHERE a.id = g.stream_id AND a.station_id = g.station_id)`,
    [feed, upTo, seen.map(({ id }) => id), seen.map(({ stationId }) => stationId), ids],
  );
  await tx.query(
    `INSERT INTO stream_grants (feed, stream_kind, stream_id, station_id, up_to)
     SELECT $1, 'case', a.id, a.station_id, $2 FROM unnest($3::uuid[], $4::text[]) a (id, station_id)
     ON CONFLICT (feed, stream_kind, stream_id, station_id) DO UPDATE SET ended_at = NULL`,
    [feed, upTo, seen.map(({ id }) => id), seen.map(({ stationId }) => stationId)],
  );
}
