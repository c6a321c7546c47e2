import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../city/db/database.ts';
import { migrate } from '../../city/db/migrate.ts';
import { createEmbeddedCare, dumpFolder } from '../../city/embedded-care.ts';
import { restoreDump } from '../../city/restore.ts';

const said: { entry: object; message: string }[] = [];
const logger = {
  info: (entry: object, message: string) => void said.push({ entry, message }),
  error: (entry: object, message: string) => void said.push({ entry, message }),
};
/** 02:30 in China on 26 November 2026. */
const NIGHT = Date.UTC(2026, 10, 25, 18, 30);
const DAY = 24 * 3_600_000;

let folder: string;
let data: string;
let database: Database;
let now = NIGHT;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-care-'));
  data = join(folder, 'data');
  database = await openDatabase({ folder: data });
  await migrate(database);
  await database.query(`INSERT INTO server ("only", server_id, epoch) VALUES (1, 'city', 1)`);
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  now = NIGHT;
  said.length = 0;
  rmSync(dumpFolder(data), { recursive: true, force: true });
});

const careOf = (over: Partial<Pick<Database, 'dump' | 'upkeep'>> = {}) => {
  const { dump, upkeep } = database;
  const care = createEmbeddedCare({
    database: { dump, upkeep, ...over },
    folder: dumpFolder(data),
    logger,
    now: () => now,
  });
  if (!care) throw new Error('an embedded database needs care');
  return care;
};
const dumps = () => readdirSync(dumpFolder(data)).sort();

describe('the embedded database is looked after', () => {
  test('a dump is named by the night in China, opened again to prove it, and for its owner only', async () => {
    await database.query("INSERT INTO feeds (feed, head) VALUES ('410105', 7)");
    const { file, bytes, actions } = await careOf().dump();
    expect(dumps()).toEqual(['city-20261126-023000.tar.gz']);
    expect(bytes).toBe(statSync(file).size);
    expect(actions).toBe(0);
    expect(statSync(file).mode & 0o077).toBe(0);

    const other = join(folder, 'restored');
    expect(await restoreDump({ url: undefined, data: other }, file)).toEqual({ actions: 0 });
    const restored = await openDatabase({ folder: other });
    expect(await restored.query('SELECT feed, head FROM feeds')).toEqual([{ feed: '410105', head: 7 }]);
    await restored.close();
    await expect(restoreDump({ url: undefined, data: other }, file)).rejects.toMatchObject({
      code: 'FOLDER_NOT_EMPTY',
    });
  });

  test('the last of seven days, four weeks and twelve months are kept; one that does not open is removed, and pushes none out', async () => {
    mkdirSync(dumpFolder(data), { recursive: true });
    for (let n = 1; n <= 7; n += 1) writeFileSync(join(dumpFolder(data), `city-2026111${n}-023000.tar.gz`), '');
    writeFileSync(join(dumpFolder(data), '说明.txt'), 'not ours');
    const broken = careOf({
      dump: async (target) => {
        writeFileSync(target, 'half a dump');
        return { bytes: 11 };
      },
    });
    await expect(broken.dump()).rejects.toMatchObject({ code: 'DUMP_DAMAGED' });
    expect(dumps()).toHaveLength(8);
    await careOf().dump();
    expect(dumps()).toHaveLength(8);
    expect(dumps()[0]).toBe('city-20261112-023000.tar.gz');
    expect(dumps()).toContain('city-20261126-023000.tar.gz');
  });

  test('a file that is no dump begins no folder, and a PostgreSQL server is restored by its own tools', async () => {
    const other = join(folder, 'other');
    writeFileSync(join(folder, 'no-dump'), 'x');
    for (const name of ['no-dump', 'not-there']) {
      const restoring = restoreDump({ url: undefined, data: other }, join(folder, name));
      await expect(restoring).rejects.toMatchObject({ code: 'DUMP_DAMAGED' });
    }
    expect(existsSync(other)).toBe(false);
    const remote = restoreDump({ url: 'postgres://somewhere', data: other }, join(folder, 'no-dump'));
    await expect(remote).rejects.toMatchObject({ code: 'NOT_EMBEDDED' });
  });

  test('a server that looks after itself gets no care', () => {
    expect(createEmbeddedCare({ database: { dump: null, upkeep: null }, folder, logger })).toBeNull();
  });

  test('a machine that was off at night makes its dump soon after the start, once a day', async () => {
    const { dump, upkeep } = database;
    let dumped = 0;
    const counted: Database['dump'] = async (target) => {
      dumped += 1;
      return (dump as NonNullable<Database['dump']>)(target);
    };
    const parts = { database: { dump: counted, upkeep }, folder: dumpFolder(data), logger, now: () => now };
    const once = async () => {
      const care = createEmbeddedCare({ ...parts, catchUpAfter: 1 });
      care?.start();
      await new Promise((resolve) => setTimeout(resolve, 100));
      await care?.stop();
    };
    await once();
    expect(dumped).toBe(1);
    expect(said.at(-1)).toMatchObject({ entry: { what: 'dump', actions: 0 }, message: 'done' });
    now += DAY / 2;
    await once();
    expect(dumped).toBe(1);
  });
});
