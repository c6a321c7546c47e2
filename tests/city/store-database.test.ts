import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../city/db/database.ts';
import { migrate } from '../../city/db/migrate.ts';
import { createCityStore } from '../../city/db/store.ts';
import { testId } from '../../domain/cases/testing-facts.ts';
import { appendNext } from '../../services/testing/store-fixture.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';

const station = { stationId: testId(9), incarnation: 1 };
const feed = '410105';

describe('the embedded database', () => {
  let folder: string;
  let data: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fengqiao-embedded-'));
    data = join(folder, 'data');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const store = (database: Database) => createCityStore(database).scope({ feed, station });
  const actions = async (database: Database) => {
    const ids: string[] = [];
    await store(database).read(async ({ log }) => {
      for await (const { header } of log.all()) ids.push(header.id);
    });
    return ids;
  };

  test('says what a power cut may cost, and how to do better', async () => {
    const database = await openDatabase({ folder: data });
    expect(database.notice).toContain('断电可能丢失');
    expect(database.notice).toContain('DATABASE_URL');
    await database.close();
    await expect(database.query('SELECT 1')).rejects.toThrow('closed');
  });

  test('is open once: another process and this one are refused, and what was written stays', async () => {
    const program = `import { openDatabase } from ${JSON.stringify(join(import.meta.dirname, '../../city/db/database.ts'))};
      import { migrate } from ${JSON.stringify(join(import.meta.dirname, '../../city/db/migrate.ts'))};
      const database = await openDatabase({ folder: ${JSON.stringify(data)} });
      await migrate(database);
      await database.query("INSERT INTO feeds (feed, head) VALUES ('410101', 7)");
      console.log('open');
      setInterval(() => {}, 1000);`;
    const other = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(other.stdout, 'data');
      await expect(openDatabase({ folder: data })).rejects.toThrow(
        expect.objectContaining({ code: 'DATABASE_LOCKED', details: `process ${other.pid}` }),
      );
    } finally {
      other.kill('SIGKILL');
      await once(other, 'exit');
    }
    const database = await openDatabase({ folder: data });
    await expect(openDatabase({ folder: data })).rejects.toThrow('另一个市级服务进程');
    expect(await database.query('SELECT head FROM feeds')).toEqual([{ head: 7 }]);
    await database.close();
    expect(readdirSync(data)).toEqual(['pgdata']);
  });

  test('is dumped into one file, whole or not at all, from which a new folder begins', async () => {
    const database = await openDatabase({ folder: data });
    await migrate(database);
    const sealed = await store(database).write((writes) =>
      appendNext(writes, { id: testId(1), streamId: testId(2), payload: { text: '喆 🙂' } }),
    );
    const target = join(folder, 'city.tar.gz');
    // A transaction that is open when the dump is asked for is in it as a whole, or not at all.
    const writing = store(database).write((writes) => appendNext(writes, { id: testId(3), streamId: testId(2) }));
    const dumped = await database.dump?.(target);
    await writing;
    expect(dumped?.bytes).toBe(statSync(target).size);
    await expect(database.dump?.(join(folder, 'nowhere', 'city.tar.gz'))).rejects.toThrow();
    await database.upkeep?.();
    expect(await actions(database)).toEqual([testId(1), testId(3)]);
    await database.close();
    expect(readdirSync(folder).toSorted()).toEqual(['city.tar.gz', 'data']);

    const restored = await openDatabase({ folder: join(folder, 'restored'), restoreFrom: target });
    await migrate(restored);
    const found = await store(restored).read(({ log }) => log.find(testId(1)));
    expect(found?.header).toEqual(sealed.header);
    expect(Buffer.from(found?.payloadBytes ?? []).equals(sealed.payloadBytes)).toBe(true);
    expect([[testId(1)], [testId(1), testId(3)]]).toContainEqual(await actions(restored));
    await restored.close();
    await expect(openDatabase({ folder: data, restoreFrom: target })).rejects.toThrow(
      expect.objectContaining({ code: 'FOLDER_NOT_EMPTY' }),
    );
  });

  test('a folder that cannot be made is told apart', async () => {
    const file = join(folder, 'a file');
    writeFileSync(file, '');
    await expect(openDatabase({ folder: join(file, 'data') })).rejects.toThrow('数据文件夹');
  });
});

describe('a PostgreSQL server', () => {
  let server: PostgresServer;
  let url: string;
  let database: Database;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    url = await server.createDatabase();
    database = await openDatabase({ url, lockTimeout: 200 });
    await migrate(database);
    return () => database.close();
  });

  const scope = () => createCityStore(database).scope({ feed, station });
  const write = () => scope().write(({ numbers }) => numbers.next('case', 2026));

  test('has nothing to say, and is dumped by its own tools', () => {
    expect([database.kind, database.notice, database.dump, database.upkeep]).toEqual(['postgres', null, null, null]);
  });

  test('a feed that another process holds too long is busy, and free afterwards', async () => {
    expect(await write()).toBe(1);
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    await other.query('BEGIN');
    await other.query('SELECT head FROM feeds FOR UPDATE');
    await expect(write()).rejects.toThrow(expect.objectContaining({ code: 'STORE_BUSY' }));
    await other.end();
    expect(await write()).toBe(2);
  });

  test('a server that takes no writes any more refuses them, and goes on reading', async () => {
    await database.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET default_transaction_read_only = on`);
    await database.close();
    database = await openDatabase({ url });
    await expect(write()).rejects.toThrow(expect.objectContaining({ code: 'STORE_READ_ONLY' }));
    expect(await scope().read(({ ledger }) => ledger.count())).toBe(0);
  });

  test('a connection that is cut in the middle fails its write, harms nothing else, and the next one works', async () => {
    const cut = scope().write(async (writes) => {
      await writes.numbers.next('case', 2026);
      const admin = new pg.Client({ connectionString: server.url });
      await admin.connect();
      const others = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1`;
      await admin.query(others, [new URL(url).pathname.slice(1)]);
      await admin.end();
      await writes.numbers.next('case', 2026);
    });
    await expect(cut).rejects.toThrow(expect.objectContaining({ code: 'STORE_BUSY' }));
    expect(await write()).toBe(1);
  });

  test.each([
    ['a wrong password', (address: URL) => (address.password = 'wrong'), 'NOT_ADMITTED'],
    ['a database that is not there', (address: URL) => (address.pathname = '/nowhere'), 'NOT_ADMITTED'],
    ['a server that is not there', (address: URL) => (address.port = '1'), 'UNREACHABLE'],
  ])('%s is told apart, without the password', async (_what, change, code) => {
    const address = new URL(url);
    const { password } = address;
    change(address);
    const failed = await openDatabase({ url: address.href }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code, message: expect.stringContaining('DATABASE_URL') });
    expect(JSON.stringify(failed)).not.toContain(password);
  });

  test('a database that cannot hold Chinese is refused', async () => {
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query(`CREATE DATABASE latin ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0`);
    await admin.end();
    const address = new URL(url);
    address.pathname = '/latin';
    await expect(openDatabase({ url: address.href })).rejects.toThrow(expect.objectContaining({ code: 'NOT_UTF8' }));
  });
});
