import type { ActionHeader, StreamKind } from '../domain/log/action.ts';
import type { LogReads, LogWrites, StoredAction } from '../services/log/port.ts';
import type { Connection } from './connection.ts';
import { moveActions } from './journals.ts';
import { indexAll } from './search-index.ts';

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

export const actionColumns = `h.position, h.id, h.stream_kind AS streamKind, h.stream_id AS streamId, h.type,
  h.schema_version AS schemaVersion, h.actor_id AS actorId, h.station_id AS stationId, h.incarnation, h.sequence,
  h.previous_hash AS previousHash, h.payload_hash AS payloadHash, h.base_revision AS baseRevision,
  h.device_time AS deviceTime, h.clock_offset AS clockOffset, h.algorithms, h.header_hash AS headerHash, p.payload, p.salt`;
const actions = `SELECT ${actionColumns} FROM action_headers h LEFT JOIN action_payloads p ON p.position = h.position`;

export const logSql = {
  station: 'SELECT station_id AS stationId, incarnation FROM station',
  projectionVersion: 'SELECT projection_version AS version FROM station',
  setProjectionVersion: 'UPDATE station SET projection_version = @version',
  head: `SELECT c.sequence, c.header_hash AS headerHash FROM station s
    JOIN chain_heads c ON c.station_id = s.station_id AND c.incarnation = s.incarnation`,
  // Not that of the last action: one action by a clock that was set back would make that clock look right. And only of
  // own chains: another station's wrong clock makes no clock here suspect.
  newestDeviceTime: 'SELECT max(newest_device_time) AS deviceTime FROM chain_heads',
  find: `${actions} WHERE h.id = @id`,
  stream: `${actions} WHERE h.stream_id = @streamId AND h.stream_kind = @kind ORDER BY h.position`,
  // Written out, so that the partial index is taken.
  erasureActions: `${actions} WHERE h.stream_kind = 'erasure' ORDER BY h.position`,
  hasStream: 'SELECT 1 FROM action_headers WHERE stream_id = @streamId AND stream_kind = @kind LIMIT 1',
  after: `${actions} WHERE h.position > @position ORDER BY h.position LIMIT ${BATCH}`,
  appendHeader: `INSERT INTO action_headers (id, stream_kind, stream_id, type, schema_version, actor_id, station_id,
    incarnation, sequence, previous_hash, payload_hash, header_hash, base_revision, device_time, clock_offset, algorithms)
    VALUES (@id, @streamKind, @streamId, @type, @schemaVersion, @actorId, @stationId, @incarnation, @sequence,
    @previousHash, @payloadHash, @headerHash, @baseRevision, @deviceTime, @clockOffset, @algorithms)`,
  // An erased payload that comes back from elsewhere is dropped (LOG-8).
  appendPayload: `INSERT INTO action_payloads (position, payload, salt)
    SELECT position, @payload, @salt FROM action_headers
    WHERE id = @id AND NOT EXISTS (SELECT 1 FROM erasures WHERE action_id = @id)`,
  moveHead: `INSERT INTO chain_heads (station_id, incarnation, sequence, header_hash, newest_device_time)
    VALUES (@stationId, @incarnation, @sequence, @headerHash, @deviceTime)
    ON CONFLICT DO UPDATE SET sequence = excluded.sequence, header_hash = excluded.header_hash,
      newest_device_time = max(chain_heads.newest_device_time, excluded.newest_device_time)
    WHERE excluded.sequence > chain_heads.sequence`,
  // The first order stands: its triggers refuse to replace anything on the list.
  noteErasure: `INSERT INTO erasures (action_id, erasure_id)
    SELECT @actionId, @erasureId WHERE NOT EXISTS (SELECT 1 FROM erasures WHERE action_id = @actionId)`,
  erasePayload:
    'DELETE FROM action_payloads WHERE position = (SELECT position FROM action_headers WHERE id = @actionId)',
  eraseSearch: `DELETE FROM case_search WHERE rowid IN (SELECT c.seq FROM action_headers h
    JOIN cases c ON c.id = h.stream_id WHERE h.id = @actionId AND h.stream_kind = 'case')`,
  rewriteSearch: `INSERT INTO case_search (case_search) VALUES ('optimize')`,
  forgetDigest: `UPDATE cases SET search_digest = '' WHERE id IN
    (SELECT stream_id FROM action_headers WHERE id = @actionId AND stream_kind = 'case')`,
} as const;

export function toAction(row: ActionRow): StoredAction {
  const { position: _, payload, salt, headerHash, ...header } = row;
  return { header: header satisfies ActionHeader, headerHash, payloadBytes: payload, salt };
}

export function logReads(connection: Connection): LogReads {
  return {
    async station() {
      const row = connection.statement<{ stationId: string; incarnation: number }>(logSql.station).get();
      if (!row) throw new Error('the store has no station');
      return row;
    },
    async projectionVersion() {
      return connection.statement<{ version: number }>(logSql.projectionVersion).get()?.version ?? 0;
    },
    async head() {
      const row = connection.statement<{ sequence: number; headerHash: string }>(logSql.head).get();
      return row ?? { sequence: 0, headerHash: '' };
    },
    async newestDeviceTime() {
      return connection.statement<{ deviceTime: number | null }>(logSql.newestDeviceTime).get()?.deviceTime ?? null;
    },
    async find(id) {
      const row = connection.statement<ActionRow>(logSql.find).get({ id });
      return row ? toAction(row) : null;
    },
    async stream(kind, streamId) {
      return connection.statement<ActionRow>(logSql.stream).all({ kind, streamId }).map(toAction);
    },
    async erasureActions() {
      return connection.statement<ActionRow>(logSql.erasureActions).all({}).map(toAction);
    },
    async hasStream(kind, streamId) {
      return connection.statement(logSql.hasStream).get({ kind, streamId }) !== undefined;
    },
    async *all() {
      const after = connection.statement<ActionRow>(logSql.after);
      for (let position = 0; ; ) {
        const rows = after.all({ position });
        for (const row of rows) {
          position = row.position;
          yield toAction(row);
        }
        if (rows.length < BATCH) return;
      }
    },
  };
}

export function logWrites(connection: Connection): LogWrites {
  return {
    async setProjectionVersion(version) {
      connection.statement(logSql.setProjectionVersion).run({ version });
    },
    async append({ header, headerHash, payloadBytes, salt }) {
      connection.statement(logSql.appendHeader).run({ ...header, headerHash });
      connection.statement(logSql.appendPayload).run({ id: header.id, payload: payloadBytes, salt });
      const { stationId, incarnation, sequence, deviceTime } = header;
      connection.statement(logSql.moveHead).run({ stationId, incarnation, sequence, headerHash, deviceTime });
      moveActions(connection, [{ headerHash, algorithms: header.algorithms }]);
    },
    async erasePayloads(erasureId, actionIds) {
      connection.beginErasing();
      // Else what waits for the index would put the erased words into it afterwards.
      indexAll(connection);
      for (const actionId of actionIds) {
        connection.statement(logSql.noteErasure).run({ actionId, erasureId });
        connection.statement(logSql.erasePayload).run({ actionId });
        connection.statement(logSql.eraseSearch).run({ actionId });
        connection.statement(logSql.forgetDigest).run({ actionId });
      }
      // A deleted entry's words stay in the index until it is merged. It takes seconds in a big store, and is rare.
      connection.statement(logSql.rewriteSearch).run();
    },
  };
}
