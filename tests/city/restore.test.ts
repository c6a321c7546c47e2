import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { openDatabase } from '../../city/db/database.ts';
import { type City, startCity, tellRestored } from '../../city/start.ts';
import { projectRoot } from '../browser/project.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { expectAllAlike, headersOf, rowsOf } from './alike.ts';
import { enrolledStation, type TestStation } from './stations.ts';

const FEED = '410105';
const divisions = loadDivisions(join(projectRoot, 'resources'));
const said: unknown[] = [];
const logger = { error: (entry: unknown) => void said.push(entry), info: () => undefined } as never;

let server: PostgresServer;
let city: City;
let url: string;
let stations: TestStation[];

const databases = ['PostgreSQL', 'PGlite'] as const;
let kind: (typeof databases)[number] = 'PostgreSQL';
let folder: string;
let made = 0;

/** Where the city has its database: an address, or the folder of the embedded one. */
const optionsOf = (of: string) => (kind === 'PGlite' ? { data: of } : { url: of, data: '' });

const start = async (of: string): Promise<City> => {
  url = of;
  city = await startCity({ ...optionsOf(of), host: '127.0.0.1', port: 0 }, { logger, divisions });
  for (const station of stations) station.talkTo(city.origin);
  return city;
};

beforeAll(async () => {
  server = await startPostgres();
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-restore-'));
}, 120_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const newFolder = (): string => {
  made += 1;
  return join(folder, `city-${made}`);
};

/** A city with two centers that have synced one case each. */
async function begin(): Promise<{ readonly a: TestStation; readonly b: TestStation; readonly old: readonly string[] }> {
  said.length = 0;
  stations = [];
  await start(kind === 'PGlite' ? newFolder() : await server.createDatabase());
  const [a, b] = [await enrolledStation(city), await enrolledStation(city)];
  stations = [a, b];
  const old: string[] = [];
  for (const station of stations) {
    old.push((await station.desk.register()).caseId);
    await synced(station);
  }
  return { a, b, old };
}

async function synced(station: TestStation): Promise<void> {
  expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
}

async function end(): Promise<void> {
  for (const station of stations) await station.close();
  await city.close();
}

/** What the database holds now, as a file that is put away. */
async function backup(): Promise<string> {
  if (city.database.dump) {
    const dump = `${newFolder()}.tar.gz`;
    await city.database.dump(dump);
    return dump;
  }
  await city.close();
  const copy = await server.createDatabase(url);
  await start(url);
  return copy;
}

/** The city goes on from the backup, of which a copy stays for another time. */
async function restore(from: string, told: boolean): Promise<void> {
  await city.close();
  const fresh = kind === 'PGlite' ? newFolder() : await server.createDatabase(from);
  if (kind === 'PGlite') await (await openDatabase({ folder: fresh, restoreFrom: from })).close();
  if (told) await tellRestored(optionsOf(fresh));
  await start(fresh);
}

const rowsAtCity = () => rowsOf(city);
const expectWhole = () => expectAllAlike(city, stations);

/** Work after the backup: two new cases, more steps on the old ones, and what the city set aside. */
async function workOn({ a, b, old }: Awaited<ReturnType<typeof begin>>): Promise<readonly string[]> {
  const cases: string[] = [];
  for (const [index, station] of [a, b].entries()) {
    const { desk } = station;
    await desk.act(desk.clerk, old[index] ?? '', 'case.accepted');
    cases.push((await desk.register()).caseId);
    await synced(station);
    await desk.act(desk.clerk, old[index] ?? '', 'case.noted', { note: '备份之后' });
    await synced(station);
  }
  return cases;
}

describe.each(databases)('a city on %s that was restored from a backup (SYNC-11)', (on) => {
  beforeAll(() => {
    kind = on;
  });

  test('gets back in their old places what two stations had confirmed, before what is new', async () => {
    const world = await begin();
    const copy = await backup();
    await workOn(world);
    const before = await rowsAtCity();
    await restore(copy, true);
    const lost = before.length - (await rowsAtCity()).length;
    expect(lost).toBeGreaterThan(5);
    const { a, b, old } = world;
    // The second works on with what the restored city does not know, and comes weeks later.
    await b.desk.act(b.desk.clerk, old[1] ?? '', 'case.noted', { note: '新的' });
    await a.desk.register();
    await synced(a);
    await synced(a);
    await synced(b);
    await expectWhole();
    const sequences = new Map((await rowsAtCity()).map(({ id, sequence }) => [id, sequence]));
    for (const { id, sequence } of before) expect(sequences.get(id)).toBe(sequence);
    const [back] = await city.database.query<{ count: number }>(
      'SELECT count(*) AS count FROM readmissions WHERE feed = $1',
      [FEED],
    );
    expect(back?.count).toBe(lost);
    await end();
  }, 120_000);

  test('restored unawares: what a station holds of its word proves it, and no position is taken twice unseen', async () => {
    const world = await begin();
    const copy = await backup();
    await workOn(world);
    await restore(copy, false);
    const { a, b } = world;
    // Another comes first that knows of nothing, and positions are given again.
    const c = await enrolledStation(city);
    stations.push(c);
    await c.desk.register();
    await synced(c);
    expect(said).toEqual([]);
    await a.desk.register();
    await synced(a);
    expect(said).toMatchObject([{ error: { name: 'Forgotten' } }]);
    await synced(b);
    await synced(c);
    await expectWhole();
    await end();
  }, 120_000);

  test('restored a second time in the middle of a return, from the same backup, it loses nothing', async () => {
    const world = await begin();
    const copy = await backup();
    await workOn(world);
    await restore(copy, true);
    const { a, b, old } = world;
    await synced(a);
    await a.desk.act(a.desk.clerk, old[0] ?? '', 'case.noted', { note: '在第二份里' });
    await synced(a);
    await restore(copy, true);
    await synced(b);
    await synced(a);
    await b.desk.register();
    await synced(b);
    await expectWhole();
    await end();
  }, 120_000);

  test('a return whose answers are lost, one after the other, is done once', async () => {
    const world = await begin();
    const copy = await backup();
    await workOn(world);
    await restore(copy, true);
    const { a, b } = world;
    const fetched = globalThis.fetch;
    let calls = 0;
    try {
      for (let lost = 1; ; lost += 1) {
        calls = 0;
        globalThis.fetch = async (...input) => {
          const response = await fetched(...input);
          calls += 1;
          if (calls === lost) throw new TypeError('connection reset');
          return response;
        };
        a.talkTo(city.origin);
        if ((await a.sync()).outcome === 'complete' && calls < lost) break;
        expect(lost).toBeLessThan(40);
      }
    } finally {
      globalThis.fetch = fetched;
    }
    a.talkTo(city.origin);
    await synced(a);
    await synced(b);
    await expectWhole();
    await end();
  }, 120_000);

  test('what one station had of another’s comes back although its author’s machine is lost, or comes weeks later', async () => {
    const world = await begin();
    const { a, b, old } = world;
    const [caseId = ''] = old;
    // The case was handed to the second center as well: it sees all of it (SYNC-6).
    await city.database.query(
      `INSERT INTO stream_grants (feed, stream_kind, stream_id, station_id, up_to) VALUES ($1, 'case', $2, $3, 0)`,
      [FEED, caseId, b.credentials.stationId],
    );
    const copy = await backup();
    await a.desk.act(a.desk.clerk, caseId, 'case.accepted');
    await a.desk.register();
    await a.desk.act(a.desk.clerk, caseId, 'case.noted', { note: '看得到的一步' });
    await synced(a);
    await synced(b);
    const seen = (await headersOf(b.desk.store)).filter(({ streamId }) => streamId === caseId);
    expect(seen).toHaveLength(2);
    await restore(copy, true);
    await synced(b);
    expect((await rowsAtCity()).map(({ id }) => id)).toEqual(expect.arrayContaining(seen.map(({ id }) => id)));
    // Its author comes after all: its chain goes on over what the other brought, and what only it had is there too.
    await a.desk.act(a.desk.clerk, caseId, 'case.noted', { note: '新的一步' });
    await synced(a);
    await expectAllAlike(city, [a]);
    await end();
  }, 120_000);
});
