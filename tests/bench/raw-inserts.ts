import pg from 'pg';
import type { Connection } from '../../db/connection.ts';
import type { OutboxAction } from '../../services/sync/port.ts';

/** Rows of one statement and one transaction. */
const BATCH = 2_000;

const hex = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString('hex');

function batchesOf(actions: readonly OutboxAction[]): readonly (readonly OutboxAction[])[] {
  const count = Math.ceil(actions.length / BATCH);
  return Array.from({ length: count }, (_, index) => actions.slice(index * BATCH, (index + 1) * BATCH));
}

const headers = `INSERT INTO action_headers (feed, position, id, stream_kind, stream_id, stream_sequence, type,
    schema_version, actor_id, station_id, incarnation, sequence, previous_hash, payload_hash, header_hash, base_revision,
    device_time, clock_offset, algorithms, received_at)
  SELECT 'raw', a.*, 0 FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::uuid[], $5::int[], $6::text[], $7::int[],
    $8::text[], $9::text[], $10::int[], $11::int[], $12::text[], $13::text[], $14::text[], $15::int[], $16::bigint[],
    $17::bigint[], $18::text[]) a`;
const payloads = `INSERT INTO action_payloads (feed, position, payload, salt)
  SELECT 'raw', a.position, convert_to(a.payload, 'UTF8'), decode(a.salt, 'hex')
  FROM unnest($1::bigint[], $2::text[], $3::text[]) a (position, payload, salt)`;

export interface RawSide {
  insert(actions: readonly OutboxAction[]): Promise<void>;
  close(): Promise<void>;
}

/** The same rows into the same tables of the city's log, and nothing else: no check, no fold, no line between. */
export async function rawPostgres(url: string): Promise<RawSide> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let position = 0;
  return {
    async insert(actions) {
      for (const batch of batchesOf(actions)) {
        const positions = batch.map(() => (position += 1));
        const column = <Value>(of: (action: OutboxAction['header']) => Value) => batch.map(({ header }) => of(header));
        await client.query('BEGIN');
        await client.query({
          name: 'raw-headers',
          text: headers,
          values: [
            positions,
            column(({ id }) => id),
            column(({ streamKind }) => streamKind),
            column(({ streamId }) => streamId),
            column(({ baseRevision }) => baseRevision + 1),
            column(({ type }) => type),
            column(({ schemaVersion }) => schemaVersion),
            column(({ actorId }) => actorId),
            column(({ stationId }) => stationId),
            column(({ incarnation }) => incarnation),
            column(({ sequence }) => sequence),
            column(({ previousHash }) => previousHash),
            column(({ payloadHash }) => payloadHash),
            batch.map(({ headerHash }) => headerHash),
            column(({ baseRevision }) => baseRevision),
            column(({ deviceTime }) => deviceTime),
            column(({ clockOffset }) => clockOffset),
            column(({ algorithms }) => algorithms),
          ],
        });
        await client.query({
          name: 'raw-payloads',
          text: payloads,
          values: [
            positions,
            batch.map(({ payloadBytes }) => payloadBytes && Buffer.from(payloadBytes).toString()),
            batch.map(({ salt }) => hex(salt)),
          ],
        });
        await client.query('COMMIT');
      }
    },
    close: () => client.end(),
  };
}

/** The same rows into SQLite under the settings of a center's store, in transactions of the same size. */
export function rawSqlite({ client }: Connection): RawSide {
  client.exec(`CREATE TABLE headers (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, stream_id TEXT NOT NULL,
      header TEXT NOT NULL, header_hash TEXT NOT NULL);
    CREATE INDEX headers_stream ON headers (stream_id, position);
    CREATE TABLE payloads (position INTEGER PRIMARY KEY, payload BLOB, salt BLOB)`);
  const header = client.prepare('INSERT INTO headers (id, stream_id, header, header_hash) VALUES (?, ?, ?, ?)');
  const payload = client.prepare('INSERT INTO payloads (payload, salt) VALUES (?, ?)');
  return {
    async insert(actions) {
      for (const batch of batchesOf(actions)) {
        client.exec('BEGIN IMMEDIATE');
        for (const action of batch) {
          const { id, streamId } = action.header;
          header.run(id, streamId, JSON.stringify(action.header), action.headerHash);
          payload.run(action.payloadBytes, action.salt);
        }
        client.exec('COMMIT');
      }
    },
    close: async () => undefined,
  };
}
