import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { importGenerated } from '../../center/sample/bulk.ts';
import { type City, startCity } from '../../city/start.ts';
import { validPayload } from '../../domain/cases/testing.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { centersFrom } from '../../services/directory/centers.ts';
import { changeSettings, getSettings } from '../../services/settings/settings.ts';
import { eraseCase } from '../../services/testing/erase-case.ts';
import { projectRoot } from '../browser/project.ts';
import { agreedCase, signByAll } from '../support/papers.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { conflictAt } from './conflict.ts';
import { enrolledStation, type TestStation } from './stations.ts';
import { issueAgreement } from './verified-papers.ts';

const FEEDS = ['410102', '410105', 'city'];
const divisions = loadDivisions(join(projectRoot, 'resources'));
const errors: unknown[] = [];
const rebuilt: string[] = [];
const logger = {
  error: (entry: unknown) => void errors.push(entry),
  info: ({ feed }: { feed: string }) => void rebuilt.push(feed),
} as never;

let server: PostgresServer;
let cities: City[] = [];
const stations: TestStation[] = [];

const openCity = async (): Promise<City> => {
  const options = { url: server.url, data: '', host: '127.0.0.1', port: 0 };
  const city = await startCity(options, { logger, divisions });
  cities.push(city);
  return city;
};
const closeCities = async () => {
  for (const city of cities) await city.close();
  cities = [];
};
const first = (): City => {
  const [city] = cities;
  if (!city) throw new Error('no city');
  return city;
};

beforeAll(async () => {
  server = await startPostgres();
  await openCity();
}, 120_000);
afterAll(async () => {
  for (const station of stations) await station.close();
  await closeCities();
  await server?.stop();
  expect(errors).toEqual([]);
});

async function synced(...each: readonly TestStation[]): Promise<void> {
  for (const station of each) expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
}

/** Two centers in one district with rules of time of their own, a third elsewhere, and all that fills rows. */
async function workedCity(): Promise<void> {
  const enrol = async (feed: string, name: string) => {
    const station = await enrolledStation(first(), { feed, name });
    stations.push(station);
    return station;
  };
  const [one, other] = [await enrol('410105', '金水区综治中心'), await enrol('410105', '第二综治中心')];
  const elsewhere = await enrol('410102', '中原区综治中心');
  await synced(one, other, elsewhere);
  for (const [index, { desk }] of [one, elsewhere].entries()) {
    const { settings, revision } = await getSettings(desk);
    const limits = settings.deadlines.limits.map((limit) =>
      limit.editable && limit.amount + index < (limit.max ?? 0)
        ? { ...limit, amount: limit.amount + 1 + index }
        : limit,
    );
    await changeSettings(desk, desk.it, {
      actionId: desk.environment.newId(),
      baseRevision: revision,
      settings: { ...settings, deadlines: { ...settings.deadlines, limits } },
    });
  }
  for (const { desk } of [one, other, elsewhere]) {
    const { caseId } = await desk.register();
    await desk.act(desk.clerk, caseId, 'case.accepted', {});
    const { caseId: erased } = await desk.register();
    const order = { actionId: desk.environment.newId(), caseId: erased, reason: '依法删除' };
    await eraseCase(desk, desk.manager, order);
  }
  await importGenerated(one.desk, {
    seed: 7,
    count: 20,
    importer: one.desk.it,
    clerkId: one.desk.clerk.staffId,
    mediatorIds: [one.desk.mediator.staffId],
  });
  await paperInEachStanding(one);
  await conflictAt(one, other);
  // A case is worked on elsewhere, and its first center writes to it last.
  await handOn(one, elsewhere);
  const erased = await handOn(one, elsewhere);
  const { desk } = one;
  await eraseCase(desk, desk.manager, { actionId: desk.environment.newId(), caseId: erased, reason: '依法删除' });
  await synced(one, other, elsewhere);
}

/** A paper that is in effect, one that was replaced, and one that was erased with its case. */
async function paperInEachStanding({ desk }: TestStation): Promise<void> {
  const [signed, revised, erased] = [await agreedCase(desk), await agreedCase(desk), await agreedCase(desk)];
  for (const caseId of [signed, revised, erased]) await issueAgreement(desk, caseId);
  await signByAll(desk, signed);
  await desk.act(desk.mediator, revised, 'agreement.revised', validPayload('agreement.revised', null));
  await issueAgreement(desk, revised);
  await eraseCase(desk, desk.manager, { actionId: desk.environment.newId(), caseId: erased, reason: '依法删除' });
}

async function handOn(one: TestStation, elsewhere: TestStation): Promise<string> {
  const { desk } = one;
  const { caseId } = await desk.register();
  const { here, others } = await desk.store.read(centersFrom);
  const to = others.find(({ feed }) => feed === '410102');
  const toldOn = toChinaDate(desk.clock.now);
  await desk.act(desk.clerk, caseId, 'handover.offered', { from: here, to, reason: '住在那边', toldOn, people: {} });
  await synced(one, elsewhere);
  const there = elsewhere.desk;
  const offerId = (await there.store.read(({ cases }) => cases.find(caseId)))?.state.handover?.offer?.id;
  await there.act(there.clerk, caseId, 'handover.accepted', { offerId });
  await synced(elsewhere, one);
  await desk.act(desk.clerk, caseId, 'case.noted', { note: '又来过' });
  await synced(one);
  return caseId;
}

const tables = [
  'cases',
  'case_states',
  'case_search',
  'case_mediators',
  'case_files',
  'verification_codes',
  'staff',
  'center_settings',
  'stream_pens',
  'streams',
  'stations',
  'projections',
  'number_counters',
] as const;

/** Everything that the city has made of the log, by table. */
async function dump(): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const table of tables) {
    const rows = await first().database.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM ${table} t ORDER BY 1`,
    );
    found.set(
      table,
      rows.map(({ row }) => row),
    );
  }
  return found;
}

/** As a program of another version might have left the rows. */
async function spoil(version: number): Promise<void> {
  const { database } = first();
  await database.query('UPDATE projections SET version = $1', [version]);
  await database.query("UPDATE cases SET title = '坏了', due_at = 1");
  await database.query("UPDATE case_states SET state = '{}' WHERE feed = '410105'");
  await database.query("UPDATE staff SET name = '坏了'");
  await database.query("UPDATE verification_codes SET standing = 'in_effect', files = '[]'");
  await database.query("DELETE FROM center_settings WHERE feed = '410102'");
}

test('a city whose rows another version has folded folds them anew when it starts, to the rows that were there (LOG-4)', async () => {
  await workedCity();
  await closeCities();
  rebuilt.length = 0;
  await openCity();
  expect(rebuilt).toEqual([]);
  const before = await dump();
  for (const table of [
    'cases',
    'case_states',
    'case_search',
    'staff',
    'center_settings',
    'verification_codes',
  ] as const)
    expect(before.get(table)?.length, table).toBeGreaterThan(2);
  await spoil(1);
  await closeCities();
  await openCity();
  expect(rebuilt).toEqual(FEEDS);
  const after = await dump();
  for (const table of tables) expect(after.get(table), table).toEqual(before.get(table));
});

test('of servers that start together one folds and the others wait, and a feed is taken in again behind it (LOG-4)', async () => {
  const before = await dump();
  await spoil(2);
  await closeCities();
  rebuilt.length = 0;
  await Promise.all([openCity(), openCity()]);
  expect(rebuilt.toSorted()).toEqual(FEEDS);
  const after = await dump();
  for (const table of tables) expect(after.get(table), table).toEqual(before.get(table));
  const [station] = stations;
  if (!station) throw new Error('no station');
  station.talkTo(first().origin);
  const { caseId } = await station.desk.register();
  await synced(station);
  const found = await first().database.query("SELECT 1 FROM cases WHERE feed = '410105' AND id = $1", [caseId]);
  expect(found).toHaveLength(1);
});
