import type { Appended, ForeignAction, Spoken } from '../services/sync/port.ts';
import type { Connection, Parameter } from './connection.ts';
import { addWord, moveActions, moveEnd, type ReceiptRow, wordRow } from './journals.ts';
import { logSql } from './log.ts';

/**
 * Rows of one statement. What a statement costs by itself is most of what a short row costs: so many rows need two thirds
 * of the time of as many statements, and more of them gain nothing.
 */
const ROWS = 16;

const headerColumns = `position, id, stream_kind, stream_id, type, schema_version, actor_id, station_id, incarnation,
  sequence, previous_hash, payload_hash, header_hash, base_revision, device_time, clock_offset, algorithms`;
const payloadColumns = 'position, payload, salt';
const receiptColumns = 'position, feed, feed_position, stream_sequence, verdict, reason, detail, epoch, received_at';

/** Statements that insert {@link ROWS} rows at once, and one. */
function inserting(table: string, columns: string): { readonly many: string; readonly one: string } {
  const row = `(${columns
    .split(',')
    .map(() => '?')
    .join(', ')})`;
  const into = (rows: number) => `INSERT INTO ${table} (${columns}) VALUES ${Array(rows).fill(row).join(', ')}`;
  return { many: into(ROWS), one: into(1) };
}

const sql = {
  header: inserting('action_headers', headerColumns),
  payload: inserting('action_payloads', payloadColumns),
  receipt: inserting('receipts', receiptColumns),
  // Nothing is ever deleted: the next position is behind the last, and there are no gaps.
  last: 'SELECT coalesce(max(position), 0) AS position FROM action_headers',
  here: 'SELECT h.id FROM json_each(@ids) j CROSS JOIN action_headers h ON h.id = j.value',
  erased: 'SELECT e.action_id AS id FROM json_each(@ids) j CROSS JOIN erasures e ON e.action_id = j.value',
  // Only a chain of this station has an end here, and only its next header moves it: parts of an older incarnation that
  // come by another feed first stand without it.
  moveOwnHead: `INSERT INTO chain_heads (station_id, incarnation, sequence, header_hash, newest_device_time)
    SELECT @stationId, @incarnation, @sequence, @headerHash, @deviceTime FROM station s
    WHERE s.station_id = @stationId AND (@sequence, @previousHash) IS (
      SELECT coalesce(max(sequence), 0) + 1, coalesce(max(header_hash), '') FROM chain_heads
      WHERE station_id = @stationId AND incarnation = @incarnation)
    ON CONFLICT DO UPDATE SET sequence = excluded.sequence, header_hash = excluded.header_hash,
      newest_device_time = max(chain_heads.newest_device_time, excluded.newest_device_time)`,
} as const;

interface Placed {
  readonly action: ForeignAction;
  /** In the log here. */
  readonly position: number;
}

function headerRow({ position, action: { header, headerHash } }: Placed): readonly Parameter[] {
  return [
    position,
    header.id,
    header.streamKind,
    header.streamId,
    header.type,
    header.schemaVersion,
    header.actorId,
    header.stationId,
    header.incarnation,
    header.sequence,
    header.previousHash,
    header.payloadHash,
    headerHash,
    header.baseRevision,
    header.deviceTime,
    header.clockOffset,
    header.algorithms,
  ];
}

function receiptRow(word: ReceiptRow): readonly Parameter[] {
  const { position, feed, feedPosition, streamSequence, verdict, reason, detail, epoch, receivedAt } = word;
  return [position, feed, feedPosition, streamSequence, verdict, reason, detail, epoch, receivedAt];
}

function insertAll(
  connection: Connection,
  { many, one }: ReturnType<typeof inserting>,
  rows: readonly (readonly Parameter[])[],
): void {
  const whole = rows.length - (rows.length % ROWS);
  for (let at = 0; at < whole; at += ROWS) connection.insert(many, rows.slice(at, at + ROWS).flat());
  for (const row of rows.slice(whole)) connection.insert(one, row);
}

function insertHeaders(connection: Connection, placed: readonly Placed[]): void {
  const ownId = connection.statement<{ stationId: string }>(logSql.station).get()?.stationId ?? '';
  let rows: (readonly Parameter[])[] = [];
  const flush = () => {
    insertAll(connection, sql.header, rows);
    rows = [];
  };
  for (const each of placed) {
    rows.push(headerRow(each));
    const { header, headerHash } = each.action;
    if (header.stationId !== ownId) continue;
    // The next header of an own chain is judged by the end of it: each is there before the next.
    flush();
    const { stationId, incarnation, sequence, previousHash, deviceTime } = header;
    const head = { stationId, incarnation, sequence, previousHash, headerHash, deviceTime };
    connection.statement(sql.moveOwnHead).run(head);
  }
  flush();
}

/** See {@link StationSyncWrites.appendForeign}. */
export function appendForeign(connection: Connection, actions: readonly ForeignAction[], spoken: Spoken): Appended {
  const ids = JSON.stringify(actions.map(({ header }) => header.id));
  const idsOf = (statement: string) =>
    new Set(
      connection
        .statement<{ id: string }>(statement)
        .all({ ids })
        .map(({ id }) => id),
    );
  const known = idsOf(sql.here);
  const erased = idsOf(sql.erased);
  let position = connection.statement<{ position: number }>(sql.last).get()?.position ?? 0;
  const placed: Placed[] = [];
  for (const action of actions) {
    const { id } = action.header;
    if (known.has(id)) continue;
    known.add(id);
    position += 1;
    placed.push({ action, position });
  }
  insertHeaders(connection, placed);
  moveActions(
    connection,
    placed.map(({ action: { header, headerHash } }) => ({ headerHash, algorithms: header.algorithms })),
  );
  const payloads: (readonly Parameter[])[] = [];
  const dropped: string[] = [];
  for (const { position: of, action } of placed) {
    const { header, payloadBytes, salt } = action;
    if (payloadBytes === null || salt === null) continue;
    // An erased payload that comes back from elsewhere is dropped (LOG-8).
    if (erased.has(header.id)) dropped.push(header.id);
    else payloads.push([of, payloadBytes, salt]);
  }
  insertAll(connection, sql.payload, payloads);
  const words = placed.map(({ action: { word }, position: of }) => wordRow(of, word, spoken));
  insertAll(connection, sql.receipt, words.map(receiptRow));
  moveEnd(connection, 'receipts', (end) => words.reduce(addWord, end));
  return { added: placed.map(({ action }) => action.header.id), dropped };
}
