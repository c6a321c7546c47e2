import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../../center/sample/random.ts';
import type { Connection } from '../../../db/connection.ts';
import { type Cell, otherValue } from './tampered-value.ts';

/** Tables of the store that only grow, with the columns that a hash or another row speaks of. */
const tables = {
  action_headers: [
    ...[
      'position',
      'id',
      'stream_kind',
      'stream_id',
      'type',
      'schema_version',
      'actor_id',
      'station_id',
      'incarnation',
    ],
    ...['sequence', 'previous_hash', 'payload_hash', 'header_hash', 'base_revision', 'device_time', 'clock_offset'],
    'algorithms',
  ],
  action_payloads: ['position', 'payload', 'salt'],
  import_rows: ['seq', 'case_id', 'payload', 'salt'],
  chain_heads: ['station_id', 'incarnation', 'sequence', 'header_hash', 'newest_device_time'],
  erasures: ['action_id', 'erasure_id'],
  receipts: [
    ...['position', 'feed', 'feed_position', 'stream_sequence', 'verdict', 'reason', 'detail', 'epoch', 'received_at'],
  ],
  verdicts: ['position', 'feed_position', 'stream_sequence', 'verdict', 'reason', 'detail', 'epoch', 'received_at'],
  chain_receipts: ['ordinal', 'station_id', 'incarnation', 'sequence', 'header_hash', 'epoch', 'at', 'signature'],
  access_log: ['position', 'at', 'staff_id', 'kind', 'subject', 'reason', 'digest'],
  journal_ends: ['journal', 'count', 'digest'],
  journal_marks: ['count', 'digest'],
  files: ['hash', 'bytes'],
} as const;

type Table = keyof typeof tables;
const tableNames = Object.keys(tables) as Table[];

/** A change of one thing in a closed store or beside it; false where there was nothing to change. */
export interface CenterChange {
  readonly kind: string;
  /** What is done to the store, without its triggers. Null where it is done to the files beside it. */
  make(connection: Connection, random: Random): boolean;
}

type Row = { readonly rowid: number } & Readonly<Record<string, Cell>>;

/** `rowid` of a table without one of its own is its key. */
const pick = ({ client }: Connection, table: Table, random: Random): Row | null => {
  const rows = client.prepare<[], Row>(`SELECT rowid AS rowid, * FROM "${table}"`).all();
  return rows.length > 0 ? random.pick(rows) : null;
};

const field = (table: Table): CenterChange => ({
  kind: `${table}: a field`,
  make(connection, random) {
    const row = pick(connection, table, random);
    if (!row) return false;
    const column = random.pick<string>(tables[table]);
    const value = otherValue(row[column] ?? null, random);
    connection.client.prepare(`UPDATE "${table}" SET "${column}" = ? WHERE rowid = ?`).run(value, row.rowid);
    return true;
  },
});

const removal = (table: Table): CenterChange => ({
  kind: `${table}: a row is gone`,
  make(connection, random) {
    const row = pick(connection, table, random);
    if (row) connection.client.prepare(`DELETE FROM "${table}" WHERE rowid = ?`).run(row.rowid);
    return row !== null;
  },
});

const withPayload = ['action_headers', 'action_payloads', 'receipts', 'verdicts'] as const;

/** Two actions change places, with all that hangs on them. */
const swap: CenterChange = {
  kind: 'actions: two change places',
  make({ client }, random) {
    const last = client.prepare<[], number>('SELECT max(position) FROM action_headers').pluck().get() ?? 0;
    const one = random.int(1, last);
    const other = random.chance(0.5) ? Math.min(last, one + 1) : random.int(1, last);
    if (one === other) return false;
    for (const table of withPayload)
      for (const [from, to] of [
        [one, -1],
        [other, one],
        [-1, other],
      ])
        client.prepare(`UPDATE ${table} SET position = ? WHERE position = ?`).run(to, from);
    return true;
  },
};

const actionGone: CenterChange = {
  kind: 'actions: one is gone with all that hangs on it',
  make({ client }, random) {
    const last = client.prepare<[], number>('SELECT max(position) FROM action_headers').pluck().get() ?? 0;
    const at = random.int(1, last);
    for (const table of withPayload) client.prepare(`DELETE FROM ${table} WHERE position = ?`).run(at);
    return true;
  },
};

const tailGone: CenterChange = {
  kind: 'actions: the last are gone',
  make({ client }, random) {
    const last = client.prepare<[], number>('SELECT max(position) FROM action_headers').pluck().get() ?? 0;
    const at = last - random.int(0, 20);
    for (const table of withPayload) client.prepare(`DELETE FROM ${table} WHERE position >= ?`).run(at);
    return true;
  },
};

const payloadsSwapped: CenterChange = {
  kind: 'payloads: two change places',
  make({ client }, random) {
    const at = client.prepare<[], number>('SELECT position FROM action_payloads').pluck().all();
    const [one, other] = [random.pick(at), random.pick(at)];
    if (one === other) return false;
    const move = client.prepare('UPDATE action_payloads SET position = ? WHERE position = ?');
    for (const [from, to] of [
      [one, -1],
      [other, one],
      [-1, other],
    ])
      move.run(to, from);
    return true;
  },
};

const accessTail: CenterChange = {
  kind: 'access log: the last are gone',
  make({ client }, random) {
    client
      .prepare('DELETE FROM access_log WHERE position > (SELECT max(position) FROM access_log) - ?')
      .run(random.int(1, 10));
    return true;
  },
};

const accessSwapped: CenterChange = {
  kind: 'access log: two change places',
  make({ client }, random) {
    const last = client.prepare<[], number>('SELECT max(position) FROM access_log').pluck().get() ?? 0;
    const [one, other] = [random.int(1, last), random.int(1, last)];
    if (one === other) return false;
    for (const [from, to] of [
      [one, -1],
      [other, one],
      [-1, other],
    ])
      client.prepare('UPDATE access_log SET position = ? WHERE position = ?').run(to, from);
    return true;
  },
};

const accessForged: CenterChange = {
  kind: 'access log: one too many',
  make({ client }) {
    client.exec(`INSERT INTO access_log (at, staff_id, kind, subject, reason, digest)
      SELECT at, staff_id, kind, subject, reason, digest FROM access_log ORDER BY position DESC LIMIT 1`);
    return true;
  },
};

const actionForged: CenterChange = {
  kind: 'actions: one too many',
  make({ client }) {
    client.exec(`INSERT INTO action_headers (id, stream_kind, stream_id, type, schema_version, actor_id, station_id,
      incarnation, sequence, previous_hash, payload_hash, header_hash, base_revision, device_time, clock_offset, algorithms)
      SELECT 'forged', stream_kind, stream_id, type, schema_version, actor_id, station_id, incarnation, sequence + 1,
        header_hash, payload_hash, header_hash, base_revision + 1, device_time, clock_offset, algorithms
      FROM action_headers ORDER BY position DESC LIMIT 1`);
    return true;
  },
};

export const storeChanges: readonly CenterChange[] = [
  // Most of what there is to change is in actions.
  ...Array.from({ length: 6 }, () => field('action_headers')),
  ...Array.from({ length: 5 }, () => field('action_payloads')),
  ...Array.from({ length: 3 }, () => field('access_log')),
  ...tableNames.map(field),
  ...tableNames.filter((table) => table !== 'files').map(removal),
  ...[
    swap,
    swap,
    actionGone,
    tailGone,
    tailGone,
    payloadsSwapped,
    accessTail,
    accessSwapped,
    accessForged,
    actionForged,
  ],
];

const inFolder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^[0-9a-f]{64}$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

/** Changes of the files beside the store: their bytes as they lie on the disk. */
export const fileChanges = [
  {
    kind: 'files in the folder: bytes',
    make(folder: string, random: Random) {
      const path = random.pick(inFolder(folder));
      const bytes = readFileSync(path);
      writeFileSync(path, otherValue(new Uint8Array(bytes), random) as Uint8Array);
    },
  },
  {
    kind: 'files in the folder: one is gone',
    make(folder: string, random: Random) {
      rmSync(random.pick(inFolder(folder)));
    },
  },
] as const;
