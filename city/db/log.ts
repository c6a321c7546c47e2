import type { ActionHeader, StreamKind } from '../../domain/log/action.ts';
import type { LogReads, LogWrites, StoredAction } from '../../services/log/port.ts';
import type { Scope } from './scope.ts';

/** Actions read at once by {@link LogReads.all}. */
const BATCH = 500;

export interface ActionRow {
  readonly position: number;
  readonly id: string;
  readonly streamKind: StreamKind;
  readonly streamId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly actorId: string;
  readonly stationId: string;
  readonly incarnation: number;
  readonly sequence: number;
  readonly previousHash: string;
  readonly payloadHash: string;
  readonly baseRevision: number;
  readonly deviceTime: number;
  readonly clockOffset: number | null;
  readonly algorithms: string;
  readonly headerHash: string;
  readonly payload: Uint8Array | null;
  readonly salt: Uint8Array | null;
}

export const actionColumns = `h.position, h.id, h.stream_kind AS "streamKind", h.stream_id AS "streamId", h.type,
  h.schema_version AS "schemaVersion", h.actor_id AS "actorId", h.station_id AS "stationId", h.incarnation, h.sequence,
  h.previous_hash AS "previousHash", h.payload_hash AS "payloadHash", h.base_revision AS "baseRevision",
  h.device_time AS "deviceTime", h.clock_offset AS "clockOffset", h.algorithms, h.header_hash AS "headerHash",
  p.payload, p.salt`;

/** Headers `h` of the feed `$1` with their payloads `p`. */
export const actionTables = `action_headers h
  LEFT JOIN action_payloads p ON p.feed = h.feed AND p.position = h.position`;

const actions = `SELECT ${actionColumns} FROM ${actionTables} WHERE h.feed = $1`;

const sql = {
  projectionVersion: 'SELECT version FROM projections WHERE feed = $1',
  setProjectionVersion: `INSERT INTO projections (feed, version) VALUES ($1, $2)
    ON CONFLICT (feed) DO UPDATE SET version = excluded.version`,
  head: `SELECT sequence, header_hash AS "headerHash" FROM chain_heads
    WHERE feed = $1 AND station_id = $2 AND incarnation = $3`,
  // Not that of the last action: one action by a clock that was set back would make that clock look right. And only of
  // own chains: another station's wrong clock makes no clock here suspect.
  newestDeviceTime: 'SELECT max(device_time) AS "deviceTime" FROM action_headers WHERE feed = $1 AND station_id = $2',
  find: `${actions} AND h.id = $2`,
  stream: `${actions} AND h.stream_kind = $2 AND h.stream_id = $3 ORDER BY h.position`,
  erasureActions: `${actions} AND h.stream_kind = 'erasure' ORDER BY h.position`,
  hasStream: 'SELECT 1 FROM streams WHERE feed = $1 AND stream_kind = $2 AND stream_id = $3',
  after: `${actions} AND h.position > $2 ORDER BY h.position LIMIT ${BATCH}`,
  // The own chain is held together here and not by a trigger: headers of other stations may come in parts.
  append: `WITH
    chain AS (INSERT INTO chain_heads (feed, station_id, incarnation, sequence, header_hash)
      SELECT $1, $7, $8::int, $9::int, $12
      WHERE $9::int = 1 AND $10 = '' OR EXISTS (SELECT 1 FROM chain_heads
        WHERE feed = $1 AND station_id = $7 AND incarnation = $8::int AND sequence = $9::int - 1 AND header_hash = $10)
      ON CONFLICT (feed, station_id, incarnation) DO UPDATE
        SET sequence = excluded.sequence, header_hash = excluded.header_hash
        WHERE chain_heads.sequence = $9::int - 1 AND chain_heads.header_hash = $10
      RETURNING 1),
    placed AS (UPDATE feeds SET head = head + 1 WHERE feed = $1 AND EXISTS (SELECT 1 FROM chain) RETURNING head),
    stream AS (INSERT INTO streams (feed, stream_kind, stream_id, sequence, first_position)
      SELECT $1, $3, $4::uuid, 1, head FROM placed
      ON CONFLICT (feed, stream_kind, stream_id) DO UPDATE SET sequence = streams.sequence + 1
      RETURNING sequence),
    header AS (INSERT INTO action_headers (feed, position, id, stream_kind, stream_id, stream_sequence, type,
        schema_version, actor_id, station_id, incarnation, sequence, previous_hash, payload_hash, header_hash,
        base_revision, device_time, clock_offset, algorithms, received_at)
      SELECT $1, placed.head, $2::uuid, $3, $4::uuid, stream.sequence, $5, $6::int, $13, $7, $8::int, $9::int, $10, $11,
        $12, $14::int, $15::bigint, $16::bigint, $17, (extract(epoch FROM clock_timestamp()) * 1000)::bigint
      FROM placed, stream RETURNING position),
    payload AS (INSERT INTO action_payloads (feed, position, payload, salt)
      SELECT $1, position, $18::bytea, $19::bytea FROM header
      WHERE NOT EXISTS (SELECT 1 FROM erasures WHERE feed = $1 AND action_id = $2::uuid))
    SELECT position FROM header`,
  // The first order stands.
  noteErasures: `INSERT INTO erasures (feed, action_id, erasure_id)
    SELECT $1, unnest($3::uuid[]), $2 ON CONFLICT DO NOTHING`,
  erasePayloads: `DELETE FROM action_payloads p USING action_headers h
    WHERE p.feed = $1 AND h.feed = $1 AND h.id = ANY($2::uuid[]) AND p.position = h.position`,
  eraseSearch: `DELETE FROM case_search s USING action_headers h, cases c
    WHERE s.feed = $1 AND h.feed = $1 AND c.feed = $1 AND h.id = ANY($2::uuid[]) AND h.stream_kind = 'case'
      AND c.id = h.stream_id AND s.seq = c.seq`,
} as const;

export function toAction(row: ActionRow): StoredAction {
  const { position: _, payload, salt, headerHash, ...header } = row;
  return { header: header satisfies ActionHeader, headerHash, payloadBytes: payload, salt };
}

/** PostgreSQL gives a uuid back in small letters: another spelling would not be what the header's hash is over. */
function assertSpelling(id: string): void {
  if (id !== id.toLowerCase()) throw new RangeError(`an id must be written in small letters: ${id}`);
}

export function logReads({ transaction: { query }, feed, station }: Scope): LogReads {
  return {
    async station() {
      return { ...station, isCity: true };
    },
    async projectionVersion() {
      const [row] = await query<{ version: number }>(sql.projectionVersion, [feed]);
      return row?.version ?? 0;
    },
    async head() {
      const key = [feed, station.stationId, station.incarnation];
      const [row] = await query<{ sequence: number; headerHash: string }>(sql.head, key);
      return row ?? { sequence: 0, headerHash: '' };
    },
    async newestDeviceTime() {
      const [row] = await query<{ deviceTime: number | null }>(sql.newestDeviceTime, [feed, station.stationId]);
      return row?.deviceTime ?? null;
    },
    async find(id) {
      const [row] = await query<ActionRow>(sql.find, [feed, id]);
      return row ? toAction(row) : null;
    },
    async stream(kind, streamId) {
      return (await query<ActionRow>(sql.stream, [feed, kind, streamId])).map(toAction);
    },
    async erasureActions() {
      return (await query<ActionRow>(sql.erasureActions, [feed])).map(toAction);
    },
    async hasStream(kind, streamId) {
      return (await query(sql.hasStream, [feed, kind, streamId])).length > 0;
    },
    async *all() {
      for (let position = 0; ; ) {
        const rows = await query<ActionRow>(sql.after, [feed, position]);
        for (const row of rows) {
          position = row.position;
          yield toAction(row);
        }
        if (rows.length < BATCH) return;
      }
    },
  };
}

/** Puts ids on the erasure list of the feed (LOG-8). */
export async function noteErasures(scope: Scope, erasureId: string, ids: readonly string[]): Promise<void> {
  await scope.transaction.query(sql.noteErasures, [scope.feed, erasureId, ids]);
}

export function logWrites(scope: Scope): LogWrites {
  const { query } = scope.transaction;
  const { feed } = scope;
  return {
    async setProjectionVersion(version) {
      await query(sql.setProjectionVersion, [feed, version]);
    },
    async append({ header, headerHash, payloadBytes, salt }) {
      assertSpelling(header.id);
      assertSpelling(header.streamId);
      const appended = await query(sql.append, [
        feed,
        header.id,
        header.streamKind,
        header.streamId,
        header.type,
        header.schemaVersion,
        header.stationId,
        header.incarnation,
        header.sequence,
        header.previousHash,
        header.payloadHash,
        headerHash,
        header.actorId,
        header.baseRevision,
        header.deviceTime,
        header.clockOffset,
        header.algorithms,
        payloadBytes,
        salt,
      ]);
      if (appended.length === 0) throw new Error('LOG-3: not the next header of its chain');
    },
    async erasePayloads(erasureId, actionIds) {
      await noteErasures(scope, erasureId, actionIds);
      await query(sql.erasePayloads, [feed, actionIds]);
      await query(sql.eraseSearch, [feed, actionIds]);
    },
  };
}
