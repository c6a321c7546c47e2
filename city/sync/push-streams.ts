import type { WireAction } from '../../contract/sync.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { StreamKind } from '../../domain/log/action.ts';
import type { ErasureOrder } from '../../domain/personal-data/erasure.ts';
import { isFolded } from '../../domain/sync/verdict.ts';
import type { Transaction } from '../db/database.ts';
import type { PlacedAction } from './push-log.ts';
import { followSettled } from './settlings.ts';
import { seersSql } from './visible-streams.ts';

/** A stream as the city has it while a push is judged; what changes is written back by {@link saveStreams}. */
export interface StreamAtCity {
  readonly kind: StreamKind;
  readonly id: string;
  /** Stream sequence of its newest action; 0 for a new one. */
  sequence: number;
  firstPosition: number;
  /** Folded actions. */
  revision: number;
  originStation: string;
  penStation: string;
  /** Of a settling: the station whose action it settles; null where there is no such action. */
  authorStation: string | null;
  /** Stations that see what is added to it now. */
  seers: ReadonlySet<string>;
  /** Whether who writes to it began it, or it is or was granted to it: others may not. */
  isParty: boolean;
  /** Whether who writes to it has an action here that was set aside or is held. */
  hasSetAside: boolean;
  /** Of a case: its state; null for a new one. */
  state: CaseState | null;
  /** Of a case: the state that its rows were made of; null where there are none, or they are to be made anew. */
  before: CaseState | null;
  /** Of a case: its place among the cases of the feed; null for a new one. An imported one has it from its import. */
  seq: number | null;
  /** Whether this push has touched it. */
  changed: boolean;
}

export type Streams = ReadonlyMap<string, StreamAtCity>;

export const streamKey = (kind: StreamKind, id: string): string => `${kind} ${id}`;

interface StreamRow {
  readonly kind: StreamKind;
  readonly id: string;
  readonly sequence: number;
  readonly firstPosition: number;
  readonly revision: number | null;
  readonly originStation: string | null;
  readonly penStation: string | null;
  readonly seers: readonly string[];
  readonly isParty: boolean;
  readonly hasSetAside: boolean;
}

interface StateRow {
  readonly id: string;
  readonly seq: number;
  readonly state: string;
}

const streamsSql = `SELECT w.kind, w.id::text AS id, s.sequence, s.first_position AS "firstPosition", p.revision,
    p.origin_station AS "originStation", p.pen_station AS "penStation",
    ARRAY(${seersSql}) AS seers,
    p.origin_station = w.station OR EXISTS (SELECT 1 FROM stream_grants g WHERE g.feed = $1 AND g.stream_kind = w.kind
      AND g.stream_id = w.id AND g.station_id = w.station) AS "isParty",
    EXISTS (SELECT 1 FROM set_asides a WHERE a.feed = $1 AND a.station_id = w.station AND a.stream_kind = w.kind
      AND a.stream_id = w.id AND a.settled_at IS NULL) AS "hasSetAside"
  FROM unnest($2::text[], $3::uuid[], $4::text[]) w (kind, id, station)
  JOIN streams s ON s.feed = $1 AND s.stream_kind = w.kind AND s.stream_id = w.id
  LEFT JOIN stream_pens p ON p.feed = $1 AND p.stream_kind = w.kind AND p.stream_id = w.id`;

// Case by case: a plan that PostgreSQL keeps from a time when the feed was small would else read all cases of the feed.
const statesSql = `SELECT w.id::text AS id, c.seq, s.state FROM unnest($2::uuid[]) w (id)
  JOIN cases c ON c.feed = $1 AND c.id = w.id JOIN case_states s ON s.feed = $1 AND s.seq = c.seq`;

/** A stream with the station that writes to it. */
export interface WantedStream {
  readonly kind: StreamKind;
  readonly id: string;
  readonly station: string;
}

/** The streams of a feed that a push touches. The feed's row is held, so nobody else changes them meanwhile. */
export async function loadStreams(tx: Transaction, feed: string, wanted: readonly WantedStream[]): Promise<Streams> {
  const streams = new Map<string, StreamAtCity>();
  const stations: string[] = [];
  for (const { kind, id, station } of wanted) {
    if (streams.has(streamKey(kind, id))) continue;
    stations.push(station);
    streams.set(streamKey(kind, id), {
      kind,
      id,
      sequence: 0,
      firstPosition: 0,
      revision: 0,
      originStation: station,
      penStation: station,
      authorStation: null,
      seers: new Set([station]),
      isParty: false,
      hasSetAside: false,
      state: null,
      before: null,
      seq: null,
      changed: false,
    });
  }
  const all = [...streams.values()];
  const caseIds = all.filter(({ kind }) => kind === 'case').map(({ id }) => id);
  const [found, states] = await Promise.all([
    tx.query<StreamRow>(streamsSql, [feed, all.map(({ kind }) => kind), all.map(({ id }) => id), stations]),
    caseIds.length === 0 ? [] : tx.query<StateRow>(statesSql, [feed, caseIds]),
  ]);
  for (const row of found) {
    const stream = streams.get(streamKey(row.kind, row.id));
    if (!stream) continue;
    stream.sequence = row.sequence;
    stream.firstPosition = row.firstPosition;
    stream.revision = row.revision ?? row.sequence;
    // Else it is as it was made: of who writes to it.
    if (row.originStation !== null) stream.originStation = row.originStation;
    if (row.penStation !== null) stream.penStation = row.penStation;
    // A stream of the city's own chain has no pen: everybody sees it anyway.
    if (row.originStation !== null) stream.seers = new Set(row.seers);
    stream.isParty = row.isParty;
    stream.hasSetAside = row.hasSetAside;
  }
  await followSettled(tx, feed, all);
  for (const { id, seq, state } of states) {
    const stream = streams.get(streamKey('case', id));
    if (!stream) continue;
    stream.seq = seq;
    stream.state = JSON.parse(state) as CaseState;
    stream.before = stream.state;
  }
  return streams;
}

/** Writes back what a push did to the streams of a feed, and who sees and who settles its actions. */
export async function saveStreams(
  tx: Transaction,
  feed: string,
  streams: Streams,
  actions: readonly PlacedAction[],
): Promise<void> {
  const changed = [...streams.values()].filter((stream) => stream.changed);
  const keys = [feed, changed.map(({ kind }) => kind), changed.map(({ id }) => id)];
  const streamsSaved = tx.query(
    `INSERT INTO streams (feed, stream_kind, stream_id, sequence, first_position)
     SELECT $1, a.* FROM unnest($2::text[], $3::uuid[], $4::int[], $5::bigint[]) a
     ON CONFLICT (feed, stream_kind, stream_id) DO UPDATE SET sequence = excluded.sequence`,
    [...keys, changed.map(({ sequence }) => sequence), changed.map(({ firstPosition }) => firstPosition)],
  );
  const pensSaved = tx.query(
    `INSERT INTO stream_pens (feed, stream_kind, stream_id, origin_station, pen_station, revision)
     SELECT $1, a.* FROM unnest($2::text[], $3::uuid[], $4::text[], $5::text[], $6::int[]) a
     ON CONFLICT (feed, stream_kind, stream_id) DO UPDATE SET revision = excluded.revision,
       pen_station = excluded.pen_station`,
    [
      ...keys,
      changed.map(({ originStation }) => originStation),
      changed.map(({ penStation }) => penStation),
      changed.map(({ revision }) => revision),
    ],
  );
  const sightsSaved = saveSights(tx, feed, actions);
  await Promise.all([streamsSaved, pensSaved, sightsSaved, saveSetAsides(tx, feed, actions)]);
}

async function saveSetAsides(tx: Transaction, feed: string, actions: readonly PlacedAction[]): Promise<void> {
  // What settles others is settled by nobody.
  const setAside = actions.filter(
    ({ verdict, wire }) => !isFolded(verdict.verdict) && wire.header.streamKind !== 'settling',
  );
  if (setAside.length === 0) return;
  await tx.query(
    `INSERT INTO set_asides (feed, station_id, stream_kind, stream_id, position)
     SELECT $1, a.* FROM unnest($2::text[], $3::text[], $4::uuid[], $5::bigint[]) a`,
    [
      feed,
      setAside.map(({ wire }) => wire.header.stationId),
      setAside.map(({ wire }) => wire.header.streamKind),
      setAside.map(({ wire }) => wire.header.streamId),
      setAside.map(({ position }) => position),
    ],
  );
}

async function saveSights(tx: Transaction, feed: string, actions: readonly PlacedAction[]): Promise<void> {
  const sights = actions.flatMap(({ seers, position, wire }) =>
    [...seers].filter((id) => id !== wire.header.stationId).map((id) => ({ id, position })),
  );
  if (sights.length > 0) {
    await tx.query(
      `INSERT INTO sights (feed, station_id, position) SELECT $1, a.* FROM unnest($2::text[], $3::bigint[]) a
       ON CONFLICT DO NOTHING`,
      [feed, sights.map(({ id }) => id), sights.map(({ position }) => position)],
    );
  }
  for (const { wire, position, verdict } of actions) {
    if (isFolded(verdict.verdict)) await showErasure(tx, feed, wire, position);
  }
}

/** An order to erase reaches every center that ever saw the case, also one that refused it: what it keeps goes too (LOG-8). */
async function showErasure(tx: Transaction, feed: string, { header, payload }: WireAction, position: number) {
  if (header.type !== 'log.erased' || payload === null) return;
  const { streamKind, streamId } = JSON.parse(payload) as ErasureOrder;
  await tx.query(
    `INSERT INTO sights (feed, station_id, position)
     SELECT $1, g.station_id, $4 FROM stream_grants g
     WHERE g.feed = $1 AND g.stream_kind = $2 AND g.stream_id = $3 AND g.station_id <> $5 ON CONFLICT DO NOTHING`,
    [feed, streamKind, streamId, position, header.stationId],
  );
}
