import type { WireAction } from '../../contract/sync.ts';
import { penOf, seersOf } from '../../domain/cases/handover.ts';
import { type CenterRef, handoverActionSchemas } from '../../domain/cases/handover-actions.ts';
import { cityActionSchemas, type StreamGrant } from '../../domain/sync/city-actions.ts';
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
  if (!begun) return;
  const position = await appendAsCity(tx, author, home, {
    streamKind: 'grant',
    // The stream of what was said about this case: a center finds by it what was granted.
    streamId,
    type: 'stream.granted',
    payload: { stationId, feed, streamKind: 'case', streamId, upTo },
  });
  await tx.query('INSERT INTO sights (feed, station_id, position) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    home,
    stationId,
    position,
  ]);
}

/** Feeds, beside its own, that are written to when an action comes back: its grants are kept and told there. */
export function feedsBeside(wire: WireAction): readonly string[] {
  const grant = grantIn(wire);
  const center = offeredCenter(wire);
  return [...(grant ? [grant.feed] : []), ...(center ? [center.feed] : [])];
}

function grantIn({ header, payload }: WireAction): StreamGrant | null {
  if (header.type !== 'stream.granted' || payload === null) return null;
  const read = cityActionSchemas['stream.granted'].safeParse(JSON.parse(payload));
  return read.success ? read.data : null;
}

/** Who sees a grant: the station that it is for, on whichever machine; null for all other actions. */
export function grantSeers(wire: WireAction): ReadonlySet<string> | null {
  const grant = grantIn(wire);
  return grant && new Set([grant.stationId]);
}

/**
 * A grant that came back to a restored city (SYNC-11): its station follows the other feed, and must be answered there also
 * before the case comes back, by whoever has it. Whether it sees the case is said by the case.
 */
export async function notePart(tx: Transaction, actions: readonly Pick<PlacedAction, 'wire'>[]): Promise<void> {
  for (const { wire } of actions) {
    const grant = grantIn(wire);
    if (!grant) continue;
    const { feed, streamKind, streamId, stationId, upTo } = grant;
    await tx.query(
      `INSERT INTO stream_grants (feed, stream_kind, stream_id, station_id, up_to, ended_at)
       VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT DO NOTHING`,
      [feed, streamKind, streamId, stationId, upTo],
    );
  }
}

/**
 * Who has the pen and who sees cases that came back to a restored city (SYNC-11), as their fold says. A center that begins
 * to see one here is told so: it may not have heard of the offer before, or its machine is another by now.
 * @param centers to which each of the cases was ever offered
 */
export async function restoreGrants(
  tx: Transaction,
  author: CityAuthor,
  { feed, upTo }: { readonly feed: string; readonly upTo: number },
  streams: readonly StreamAtCity[],
  centers: ReadonlyMap<string, readonly CenterRef[]>,
): Promise<void> {
  for (const stream of streams) {
    const { state, id } = stream;
    if (!state?.handover) continue;
    stream.penStation = penOf(state);
    stream.seers = seersOf(state);
    await tx.query(
      `UPDATE stream_grants SET ended_at = $3 WHERE feed = $1 AND stream_kind = 'case' AND stream_id = $2
         AND ended_at IS NULL AND NOT station_id = ANY($4::text[])`,
      [feed, id, upTo, [...stream.seers]],
    );
    const offered = new Map((centers.get(id) ?? []).map((center) => [center.stationId, center]));
    for (const center of offered.values()) {
      if (center.stationId === state.bornAt || !stream.seers.has(center.stationId)) continue;
      await grant(tx, author, { feed, streamId: id, upTo }, center);
    }
  }
}
