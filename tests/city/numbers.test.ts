import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { openDatabase } from '../../city/db/database.ts';
import { migrate } from '../../city/db/migrate.ts';
import { type City, startCity, tellRestored } from '../../city/start.ts';
import { cityVersions } from '../../city/sync/push.ts';
import { keepNumbers } from '../../services/numbers/reserve.ts';
import { projectRoot } from '../browser/project.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { enrolledStation, type TestStation } from './stations.ts';

const FEED = '410105';
const divisions = loadDivisions(join(projectRoot, 'resources'));
const logger = { error: () => undefined, info: () => undefined };
const never = new AbortController().signal;

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
}, 120_000);
afterAll(() => postgres?.stop());

const databases = [
  { name: 'PostgreSQL', place: async () => ({ url: await postgres.createDatabase(), data: '' }) },
  { name: 'PGlite', place: async () => ({ data: mkdtempSync(join(tmpdir(), 'fengqiao-numbers-')) }) },
];

describe.each(databases)('blocks of numbers on $name (SYNC-15)', ({ place }) => {
  let where: { readonly url?: string; readonly data: string };
  let city: City;
  const stations: TestStation[] = [];
  const start = async () => {
    city = await startCity({ ...where, host: '127.0.0.1', port: 0 }, { logger, divisions });
    for (const station of stations) station.talkTo(city.origin);
  };

  beforeAll(async () => {
    where = await place();
    await start();
  }, 120_000);
  afterAll(async () => {
    for (const station of stations) await station.close();
    await city.close();
    if (where.data !== '') rmSync(where.data, { recursive: true, force: true });
  });

  async function station(): Promise<TestStation> {
    const made = await enrolledStation(city, { feed: FEED });
    stations.push(made);
    return made;
  }
  const next = async ({ desk }: TestStation) => (await desk.register()).caseNumber.replace(/^.*〕/, '');
  const sync = async (one: TestStation) => expect(await one.sync()).toMatchObject({ outcome: 'complete' });
  const centerOf = ({ desk }: TestStation) =>
    desk.store.read(async ({ settings }) => (await settings.settings())?.centerId);

  test('a center’s first sync reserves behind what it used; it goes on without a gap, and offline', async () => {
    const one = await station();
    expect([await next(one), await next(one)]).toEqual(['1', '2']);
    await sync(one);
    expect([await next(one), await next(one)]).toEqual(['3', '4']);
    const blocks = await one.desk.store.read(({ numbers }) => numbers.inStore('case', 2026, 'any'));
    expect(blocks.blocks).toEqual([{ first: 3, last: 302, next: 5 }]);
  });

  test('a block whose answer was lost is never named again: a copy of the station may hold it; the letters stay', async () => {
    const one = await station();
    await next(one);
    await sync(one);
    const epoch = (await one.client.hello(never)).epoch;
    const ask = (held: { first: number; last: number }[]) =>
      one.client.reserve(
        {
          versions: cityVersions,
          epoch,
          isAnew: false,
          series: [{ series: 'case', year: 2026, used: 1, held, wanted: true }],
        },
        never,
      );
    const lost = await ask([]);
    const [block] = lost.series[0]?.blocks ?? [];
    if (!block) throw new Error('no block');
    const again = await ask([]);
    expect(again.series[0]?.blocks).toEqual([{ first: block.last + 1, last: block.last + 300 }]);
    expect(again.segment).toBe(lost.segment);
    const more = await ask([block]);
    expect(more.series[0]?.blocks).toEqual([block, { first: block.last + 301, last: block.last + 600 }]);
    expect(more.segment).toMatch(/^[A-Z]{3}$/);
  });

  test('two stations of one center that ask at once get numbers apart, and letters apart', async () => {
    const [one, other] = [await station(), await station()];
    for (const each of [one, other]) await each.sync();
    const centerId = (await centerOf(one)) ?? '';
    await city.database.query('UPDATE stations SET center_id = $1 WHERE feed = $2 AND station_id = $3', [
      centerId,
      FEED,
      other.credentials.stationId,
    ]);
    const epoch = (await one.client.hello(never)).epoch;
    const series = [{ series: 'agreement' as const, year: 2026, used: 0, held: [], wanted: true }];
    const input = { versions: cityVersions, epoch, isAnew: true, series };
    const asked = Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? one : other).client.reserve(input, never));
    const answers = await Promise.all(asked);
    const blocks = answers.map((answer) => answer.series[0]?.blocks.at(-1) ?? { first: 0, last: 0 });
    const sorted = blocks.toSorted((a, b) => a.first - b.first);
    for (const [index, { first }] of sorted.entries()) {
      if (index > 0) expect(first).toBeGreaterThan(sorted[index - 1]?.last ?? 0);
    }
    expect(new Set(answers.map(({ segment }) => segment)).size).toBe(2);
  });

  test('a store in doubt gets a new block; what the original may have used is never given out', async () => {
    const one = await station();
    await sync(one);
    expect([await next(one), await next(one)]).toEqual(['1', '2']);
    await one.desk.store.write(({ numbers }) => numbers.beginDoubt('AXUY'));
    expect(await next(one)).toBe('AXUY1');
    await sync(one);
    const [, from = ''] = /^(\d+)$/.exec(await next(one)) ?? [];
    expect(Number(from) % 300).toBe(1);
    expect(Number(from)).toBeGreaterThan(900);
  });

  test('a restored city takes back the blocks that it has forgotten, and leaves room at a center of two (SYNC-11)', async () => {
    const [one, other] = [await station(), await station()];
    for (const each of [one, other]) await sync(each);
    await city.database.query('UPDATE stations SET center_id = $1 WHERE feed = $2 AND station_id = $3', [
      (await centerOf(one)) ?? '',
      FEED,
      other.credentials.stationId,
    ]);
    // As a backup from before all of this would have it: the tables refuse that nobody but a restore can do.
    await city.database.transaction(async ({ query }) => {
      const center = [FEED, (await centerOf(one)) ?? ''];
      await query('ALTER TABLE number_blocks DISABLE TRIGGER number_blocks_no_delete');
      await query('DELETE FROM number_blocks WHERE feed = $1 AND center_id = $2', center);
      await query('DELETE FROM number_series WHERE feed = $1 AND center_id = $2', center);
      await query('ALTER TABLE number_blocks ENABLE TRIGGER number_blocks_no_delete');
    });
    await city.close();
    await tellRestored(where);
    await start();
    const epoch = (await one.client.hello(never)).epoch;
    const ask = (of: TestStation, held: { first: number; last: number }[], wanted: boolean) =>
      of.client.reserve(
        {
          versions: cityVersions,
          epoch,
          isAnew: false,
          series: [{ series: 'case', year: 2026, used: 0, held, wanted }],
        },
        never,
      );
    await sync(one);
    const kept = await one.desk.store.read(({ numbers }) => numbers.inStore('case', 2026, epoch));
    expect(kept).toMatchObject({ isTold: true, blocks: [{ first: 1, last: 300 }] });
    const given = await ask(other, [], true);
    expect(given.series[0]?.blocks[0]?.first).toBeGreaterThan(3_000);
    // What the other held of the same numbers does not hold any more: it was given out, or may have been.
    expect(
      (await ask(other, [{ first: 1, last: 300 }, ...(given.series[0]?.blocks ?? [])], false)).series[0]?.blocks,
    ).toEqual(given.series[0]?.blocks);
  });

  test('what the city says is kept by the station, and a block that it does not name is given up', async () => {
    const one = await station();
    await sync(one);
    expect(await next(one)).toBe('1');
    await keepNumbers(one.desk, {
      epoch: (await one.client.hello(never)).epoch,
      segment: 'KTW',
      series: [{ series: 'case', year: 2026, blocks: [] }],
    });
    expect(await next(one)).toBe('KTW1');
  });
});

test('a block is never changed or taken away at the city (SYNC-15)', async () => {
  const database = await openDatabase({ url: await postgres.createDatabase() });
  await migrate(database);
  await database.query(
    `INSERT INTO number_blocks (feed, center_id, series, year, first, last, station_id, incarnation, reserved_at)
     VALUES ('410105', gen_random_uuid(), 'case', 2026, 1, 300, 's', 1, 0)`,
  );
  for (const statement of [
    'UPDATE number_blocks SET last = 600',
    'DELETE FROM number_blocks',
    'TRUNCATE number_blocks',
  ]) {
    await expect(database.query(statement)).rejects.toThrow('SYNC-15');
  }
  await database.close();
});
