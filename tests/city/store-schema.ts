import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../city/db/database.ts';
import { type Migration, migrate } from '../../city/db/migrate.ts';
import { embedded } from '../../city/db/migrations/index.ts';
import { testId } from '../../domain/cases/testing-facts.ts';

/** A database without tables, and how to be rid of it. */
export interface EmptyDatabase {
  readonly database: Database;
  dispose(): Promise<void>;
}

const feed = '410105';
const extra: Migration = {
  tag: '9000_extra',
  sql: 'CREATE TABLE extra (n integer PRIMARY KEY);\n--> statement-breakpoint\nINSERT INTO extra VALUES (1), (2);',
};

async function fill({ transaction }: Database): Promise<void> {
  await transaction(async ({ query }) => {
    await query('INSERT INTO feeds (feed, head) VALUES ($1, 2)', [feed]);
    for (const n of [1, 2]) {
      await query(
        `INSERT INTO action_headers (feed, position, id, stream_kind, stream_id, stream_sequence, type, schema_version,
          actor_id, station_id, incarnation, sequence, previous_hash, payload_hash, header_hash, base_revision,
          device_time, clock_offset, algorithms, received_at)
        VALUES ($1, $2, $3, 'case', $4, $5, 'case.noted', 1, 'a', 's', 1, $5, '', '', '', 0, 1, null, 'sha256', 1)`,
        [feed, n, testId(n), testId(100), n],
      );
      const bytes = new Uint8Array([0, 255, n]);
      await query('INSERT INTO action_payloads VALUES ($1, $2, $3, $4)', [feed, n, bytes, bytes]);
    }
    await query('INSERT INTO import_rows VALUES ($1, 1024, $2, $3, $3)', [feed, testId(100), new Uint8Array(1)]);
    await orders(query);
    await query('INSERT INTO erasures VALUES ($1, $2, $3)', [feed, testId(2), testId(50)]);
    await query(`INSERT INTO chain_heads VALUES ($1, 's', 1, 2, 'h')`, [feed]);
    await query(`INSERT INTO number_counters VALUES ($1, 'case', 2026, 5)`, [feed]);
    await query(`INSERT INTO journal_ends VALUES ($1, 'access', 2, 'd')`, [feed]);
    await query(`INSERT INTO access_log (feed, at, staff_id, kind, subject) VALUES ($1, 1, 'a', 'case', 'x')`, [feed]);
  });
}

/** Orders to erase (LOG-8): one that another person had asked for, and those that nobody may obey. */
async function orders(query: Database['query']): Promise<void> {
  let position = 2;
  const append = async (stream: number, id: number, type: string, actor: string, names: readonly string[] = []) => {
    position += 1;
    await query(
      `INSERT INTO action_headers (feed, position, id, stream_kind, stream_id, stream_sequence, type, schema_version,
        actor_id, station_id, incarnation, sequence, previous_hash, payload_hash, header_hash, base_revision,
        device_time, clock_offset, algorithms, received_at)
      VALUES ($1, $2, $3, 'erasure', $4, 1, $5, 1, $6, 's', 1, $7, '', '', '', 0, 1, null, 'sha256', 1)`,
      [feed, position, testId(id), testId(stream), type, actor, position],
    );
    const payload = { actionIds: names, streamId: testId(100), streamKind: 'case' };
    const bytes = new TextEncoder().encode(JSON.stringify(payload));
    await query('INSERT INTO action_payloads VALUES ($1, $2, $3, $3)', [feed, position, bytes]);
  };
  await append(60, 59, 'erasure.requested', 'b');
  await append(60, 50, 'log.erased', 'a', [testId(2)]);
  await append(61, 51, 'log.erased', 'a', [testId(1)]);
  await append(62, 58, 'erasure.requested', 'a');
  await append(62, 52, 'log.erased', 'a', [testId(1)]);
  await append(63, 53, 'log.erased', 'a', [testId(1)]);
  await append(63, 57, 'erasure.requested', 'b');
  await append(64, 56, 'erasure.requested', 'b');
  await append(64, 54, 'erasure.refused', 'a', [testId(1)]);
  await query('UPDATE feeds SET head = $2 WHERE feed = $1', [feed, position]);
}

const listed = (action: number, order: number, of = feed) =>
  `INSERT INTO erasures VALUES ('${of}', '${testId(action)}', '${testId(order)}')`;

/** What the tables promise by themselves, whoever writes to them. */
export function describeSchema(name: string, openEmpty: () => Promise<EmptyDatabase>): void {
  describe(`the city's tables on ${name}`, () => {
    let empty: EmptyDatabase;
    let database: Database;
    beforeEach(async () => {
      empty = await openEmpty();
      database = empty.database;
    });
    afterEach(() => empty.dispose());

    const tags = async () =>
      (await database.query<{ tag: string }>('SELECT tag FROM migrations ORDER BY ordinal')).map(({ tag }) => tag);

    test('a new database has every migration, applied once, in order', async () => {
      await migrate(database);
      await migrate(database);
      expect(await tags()).toEqual(embedded.map(({ tag }) => tag));
    });

    test('servers that start at once apply each migration once', async () => {
      const all = [...embedded, extra];
      await Promise.all(Array.from({ length: 4 }, () => migrate(database, all)));
      expect(await tags()).toEqual(all.map(({ tag }) => tag));
      expect(await database.query('SELECT n FROM extra ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }]);
    });

    test('a database of a newer program is refused and not changed', async () => {
      await migrate(database, [...embedded, extra]);
      await expect(migrate(database)).rejects.toThrow(
        expect.objectContaining({ code: 'SCHEMA_NEWER', message: expect.stringContaining('先升级程序') }),
      );
      expect(await tags()).toHaveLength(embedded.length + 1);
    });

    test('a database with another history, or with somebody else’s tables, is refused', async () => {
      await database.query('CREATE TABLE theirs (n integer)');
      await expect(migrate(database)).rejects.toThrow(expect.objectContaining({ code: 'SCHEMA_FOREIGN' }));
      await database.query('DROP TABLE theirs');
      await migrate(database, [...embedded, extra]);
      const changed = { ...extra, sql: `${extra.sql} -- changed` };
      await expect(migrate(database, [...embedded, changed])).rejects.toThrow(
        expect.objectContaining({ code: 'SCHEMA_FOREIGN' }),
      );
    });

    test('a migration that fails half-way leaves nothing behind', async () => {
      const bad = { tag: '9001_bad', sql: `INSERT INTO extra VALUES (3);\n--> statement-breakpoint\nSELECT 1 / 0;` };
      await expect(migrate(database, [...embedded, extra, bad])).rejects.toThrow(
        expect.objectContaining({ code: 'MIGRATION_FAILED', details: expect.stringContaining('division by zero') }),
      );
      expect(await tags()).toEqual([...embedded, extra].map(({ tag }) => tag));
      expect(await database.query('SELECT count(*) AS count FROM extra')).toEqual([{ count: 2 }]);
    });
  });

  describe(`the city's tables on ${name}, with a few rows,`, () => {
    let empty: EmptyDatabase;
    let database: Database;
    beforeAll(async () => {
      empty = await openEmpty();
      database = empty.database;
      await migrate(database);
      await fill(database);
    });
    afterAll(() => empty?.dispose());

    test('text is sorted by its bytes, as SQLite sorts it, in every column', async () => {
      const others = await database.query(
        `SELECT c.table_name, c.column_name FROM information_schema.columns c
        WHERE c.table_schema = current_schema() AND c.table_name <> 'migrations' AND c.data_type = 'text'
          AND c.collation_name IS DISTINCT FROM 'C'`,
      );
      expect(others).toEqual([]);
    });

    test('the feed is the first column of the primary key of every table that grows', async () => {
      const first = await database.query<{ table: string; column: string }>(
        `SELECT i.indrelid::regclass::text AS table, a.attname AS column FROM pg_index i
        JOIN pg_class c ON c.oid = i.indrelid AND c.relnamespace = current_schema()::regnamespace
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] WHERE i.indisprimary`,
      );
      const others = first.filter(({ column }) => column !== 'feed').map(({ table }) => table);
      expect(others.toSorted()).toEqual([
        'history_checks',
        'inbound_clients',
        'migrations',
        'server',
        'server_keys',
        'server_suite_keys',
        'webhook_subscribers',
      ]);
      expect(first.length).toBeGreaterThan(20);
    });

    test.each([
      ['changes a header', `UPDATE action_headers SET type = 'x'`, 'LOG-3'],
      ['deletes a header', 'DELETE FROM action_headers WHERE position = 2', 'LOG-3'],
      ['empties the headers', 'TRUNCATE action_headers', 'LOG-3'],
      ['changes a payload', `UPDATE action_payloads SET salt = ''`, 'LOG-3'],
      ['deletes a payload that nobody erased', 'DELETE FROM action_payloads WHERE position = 1', 'LOG-8'],
      ['changes a row of an import', `UPDATE import_rows SET salt = ''`, 'LOG-3'],
      ['deletes a row of an import that nobody erased', 'DELETE FROM import_rows', 'LOG-8'],
      ['shortens the erasure list', 'DELETE FROM erasures', 'LOG-8'],
      ['changes the erasure list', 'UPDATE erasures SET erasure_id = action_id', 'LOG-8'],
      ['erases by an order that is not in the log', listed(1, 99), 'LOG-8'],
      ['erases what an order does not name', listed(1, 50), 'LOG-8'],
      ['erases by an order that nobody had asked for', listed(1, 51), 'LOG-8'],
      ['erases by the order of the one who asked for it', listed(1, 52), 'LOG-8'],
      ['erases by an order that was asked for afterwards', listed(1, 53), 'LOG-8'],
      ['erases by a request that was refused', listed(1, 54), 'LOG-8'],
      ['erases by a request alone', listed(1, 56), 'LOG-8'],
      ['erases in another feed than the order’s', listed(2, 50, '410106'), 'LOG-8'],
      [
        'adds one to a list that an order names',
        `INSERT INTO erasures VALUES ('${feed}', '${testId(100)}', '${testId(50)}'), ('${feed}', '${testId(1)}', '${testId(50)}')`,
        'LOG-8',
      ],
      ['moves the end of a chain back', 'UPDATE chain_heads SET sequence = 1', 'LOG-3'],
      ['replaces the end of a chain', `UPDATE chain_heads SET header_hash = 'other'`, 'LOG-3'],
      ['forgets a chain', 'DELETE FROM chain_heads', 'LOG-3'],
      ['gives out a position twice', 'UPDATE feeds SET head = 1', 'SYNC-2'],
      ['forgets the positions', 'DELETE FROM feeds', 'SYNC-2'],
      ['gives out a number twice', 'UPDATE number_counters SET last = 4', 'SYNC-15'],
      ['forgets the numbers', 'DELETE FROM number_counters', 'SYNC-15'],
      ['changes who looked at what', `UPDATE access_log SET subject = ''`, 'LOG-1'],
      ['deletes who looked at what', 'DELETE FROM access_log', 'LOG-1'],
      ['moves the end of a journal back', 'UPDATE journal_ends SET count = 1', 'LOG-11'],
      ['replaces the end of a journal', `UPDATE journal_ends SET digest = 'other'`, 'LOG-11'],
      ['forgets a journal', 'DELETE FROM journal_ends', 'LOG-11'],
    ])('the tables refuse whoever %s', async (_what, sql, rule) => {
      const rows = () =>
        database.query(
          `SELECT h.*, encode(p.payload, 'hex') AS payload FROM action_headers h
          LEFT JOIN action_payloads p USING (feed, position) ORDER BY position`,
        );
      const before = await rows();
      await expect(database.query(sql)).rejects.toThrow(rule);
      expect(await rows()).toEqual(before);
      expect(before.slice(0, 2)).toMatchObject([{ payload: '00ff01' }, { payload: '00ff02' }]);
    });

    test('a payload on the erasure list goes, and a chain moves forward (LOG-3, LOG-8)', async () => {
      const undo = new Error('undo');
      const work = database.transaction(async ({ query }) => {
        await query('DELETE FROM action_payloads WHERE feed = $1 AND position = 2', [feed]);
        await query(`UPDATE chain_heads SET sequence = 3, header_hash = 'next'`);
        const left = await query<{ position: number }>('SELECT position FROM action_payloads WHERE position < 3');
        expect(left).toEqual([{ position: 1 }]);
        // What is on the list already is not asked for again; imported rows go by the id of their case.
        await query(`${listed(2, 99)} ON CONFLICT DO NOTHING`);
        await query(listed(100, 50));
        await query('DELETE FROM import_rows');
        throw undo;
      });
      await expect(work).rejects.toBe(undo);
    });

    test('a 64-bit integer comes as a number, or not at all where a number would be another one', async () => {
      expect(await database.query('SELECT 9007199254740991::bigint AS n')).toEqual([{ n: Number.MAX_SAFE_INTEGER }]);
      await expect(database.query('SELECT 9007199254740993::bigint AS n')).rejects.toThrow('safe integers');
    });

    test('a transaction in which a statement failed is not kept, also where the work goes on', async () => {
      const work = database.transaction(async ({ query }) => {
        await query('CREATE TABLE mine (n integer PRIMARY KEY)');
        await query('SELECT 1 / 0').catch(() => undefined);
        return 'kept';
      });
      await expect(work).rejects.toThrow('division by zero');
      await expect(database.query('SELECT * FROM mine')).rejects.toThrow('mine');
    });

    test('a transaction inside a transaction is refused instead of waiting for itself', async () => {
      const nested = database.transaction(() => database.query('SELECT 1'));
      await expect(nested).rejects.toThrow('inside a transaction');
      expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });

    test('a reading transaction writes nothing', async () => {
      const write = database.transaction(({ query }) => query('CREATE TABLE mine (n integer)'), { readonly: true });
      await expect(write).rejects.toThrow(expect.objectContaining({ code: 'STORE_READ_ONLY' }));
    });
  });
}
