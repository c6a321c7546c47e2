import type { Random } from '../../../center/sample/random.ts';
import type { Transaction } from '../../../city/db/database.ts';
import { type Cell, otherValue } from './tampered-value.ts';

/** Tables of the city that only grow, with the columns that a hash or another row speaks of. */
const tables = {
  action_headers: [
    ...['position', 'id', 'stream_kind', 'stream_id', 'stream_sequence', 'type', 'schema_version', 'actor_id'],
    ...['station_id', 'incarnation', 'sequence', 'previous_hash', 'payload_hash', 'header_hash', 'base_revision'],
    ...['device_time', 'clock_offset', 'algorithms', 'received_at'],
  ],
  action_payloads: ['position', 'payload', 'salt'],
  import_rows: ['seq', 'payload', 'salt'],
  chain_heads: ['station_id', 'incarnation', 'sequence', 'header_hash'],
  erasures: ['action_id', 'erasure_id'],
  verdicts: ['position', 'ordinal', 'verdict', 'reason', 'detail', 'at'],
  access_log: ['at', 'staff_id', 'kind', 'subject', 'reason', 'digest'],
  journal_ends: ['journal', 'count', 'digest'],
  city_anchors: ['count', 'digest'],
  feeds: ['head'],
} as const;

type Table = keyof typeof tables;
const tableNames = Object.keys(tables) as Table[];
const emptied: readonly Table[] = ['city_anchors'];

export interface CityChange {
  readonly kind: string;
  /** False where there was nothing to change. */
  make(tx: Transaction, random: Random): Promise<boolean>;
}

type Row = { readonly ctid: string } & Readonly<Record<string, Cell>>;

async function pick({ query }: Transaction, table: Table, random: Random): Promise<Row | null> {
  const rows = await query<Row>(`SELECT ctid::text AS ctid, t.* FROM ${table} t ORDER BY ctid`);
  return rows.length > 0 ? random.pick(rows) : null;
}

const uuids: readonly string[] = ['id', 'stream_id', 'action_id', 'erasure_id'];

/** An id that is another one, and still one. */
function otherId(id: string, random: Random): string {
  const last = id.at(-1);
  return id.slice(0, -1) + random.pick(['0', '1', 'a', 'f'].filter((each) => each !== last));
}

const field = (table: Table): CityChange => ({
  kind: `city ${table}: a field`,
  async make(tx, random) {
    const row = await pick(tx, table, random);
    if (!row) return false;
    const column = random.pick<string>(tables[table]);
    const value = row[column] ?? null;
    const other = uuids.includes(column) ? otherId(String(value), random) : otherValue(value, random);
    const put = value === null && column === 'clock_offset' ? 0 : other;
    await tx.query(`UPDATE ${table} SET ${column} = $2 WHERE ctid = $1::text::tid`, [row.ctid, put as never]);
    return true;
  },
});

const removal = (table: Table): CityChange => ({
  kind: `city ${table}: a row is gone`,
  async make(tx, random) {
    const row = await pick(tx, table, random);
    if (row) await tx.query(`DELETE FROM ${table} WHERE ctid = $1::text::tid`, [row.ctid]);
    return row !== null;
  },
});

const tailGone: CityChange = {
  kind: 'city actions: the last of a feed are gone',
  async make(tx, random) {
    const [feed] = await tx.query<{ feed: string; head: number }>(
      'SELECT feed, head FROM feeds ORDER BY head DESC LIMIT 1',
    );
    if (!feed) return false;
    for (const table of ['action_payloads', 'verdicts', 'action_headers'])
      await tx.query(`DELETE FROM ${table} WHERE feed = $1 AND position > $2::bigint`, [
        feed.feed,
        feed.head - random.int(1, 20),
      ]);
    return true;
  },
};

const swap: CityChange = {
  kind: 'city actions: two change places',
  async make(tx, random) {
    const [feed] = await tx.query<{ feed: string; head: number }>(
      'SELECT feed, head FROM feeds ORDER BY head DESC LIMIT 1',
    );
    if (!feed) return false;
    const [one, other] = [random.int(1, feed.head), random.int(1, feed.head)];
    if (one === other) return false;
    for (const table of ['action_headers', 'action_payloads', 'verdicts'])
      for (const [from, to] of [
        [one, -1],
        [other, one],
        [-1, other],
      ])
        await tx.query(`UPDATE ${table} SET position = $3::bigint WHERE feed = $1 AND position = $2::bigint`, [
          feed.feed,
          from ?? 0,
          to ?? 0,
        ]);
    return true;
  },
};

export const cityChanges: readonly CityChange[] = [
  ...Array.from({ length: 5 }, () => field('action_headers')),
  ...Array.from({ length: 4 }, () => field('action_payloads')),
  ...tableNames.map(field),
  // A missing anchor is told by the center that keeps it, which is no single look at the city.
  ...tableNames.filter((table) => !emptied.includes(table)).map(removal),
  ...[tailGone, swap],
];
