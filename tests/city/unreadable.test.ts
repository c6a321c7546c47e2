import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { createCityStore } from '../../city/db/store.ts';
import { type City, startCity } from '../../city/start.ts';
import { createHandOvers } from '../../city/sync/hand-overs.ts';
import type { StreamKind } from '../../domain/log/action.ts';
import type { Json } from '../../domain/log/canonical-json.ts';
import { openCase } from '../../services/cases/view.ts';
import { systemEnvironment } from '../../services/environment.ts';
import { appendAction } from '../../services/log/append.ts';
import { handGroupToCity, withdrawGroup } from '../../services/sync/settle.ts';
import { projectRoot } from '../browser/project.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { enrolledStation, type TestStation } from './stations.ts';

const FEED = '410105';
const divisions = loadDivisions(join(projectRoot, 'resources'));
const errors: unknown[] = [];
const logger = { error: (entry: unknown) => void errors.push(entry), info: () => undefined } as never;

let server: PostgresServer;
let city: City;
let station: TestStation;

beforeAll(async () => {
  server = await startPostgres();
  city = await startCity({ url: server.url, data: '', host: '127.0.0.1', port: 0 }, { logger, divisions });
  station = await enrolledStation(city);
  await synced();
}, 120_000);
afterAll(async () => {
  await station?.close();
  await city?.close();
  await server?.stop();
  expect(errors).toEqual([]);
});

async function synced(): Promise<void> {
  expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
}
const atCity = () => createCityStore(city.database).scope({ feed: FEED, station: { stationId: 't', incarnation: 1 } });
const stateAtCity = async (caseId: string) => (await atCity().read(({ cases }) => cases.find(caseId)))?.state ?? null;
const stateHere = async (caseId: string) =>
  (await station.desk.store.read(({ cases }) => cases.find(caseId)))?.state ?? null;

interface Misshapen {
  readonly streamKind: StreamKind;
  readonly streamId: string;
  readonly type: string;
  readonly payload: Json;
  readonly baseRevision: number;
  readonly schemaVersion?: number;
}

/** As a program with a fault would write it: behind the services, with hashes that are right. */
async function write({ schemaVersion = 1, ...action }: Misshapen): Promise<string> {
  const { desk } = station;
  const id = desk.environment.newId();
  const actorId = desk.clerk.staffId;
  await desk.store.write(({ log }) => appendAction(log, desk.environment, { ...action, id, schemaVersion, actorId }));
  return id;
}

const verdictOf = (id: string) => station.desk.store.read(({ sync }) => sync.receiptOf(id));

test('a step of a case that nobody can read is set aside, what comes after it goes on, and it is settled (SYNC-1, SYNC-3)', async () => {
  const { desk } = station;
  const { caseId } = await desk.register();
  const id = await write({
    streamKind: 'case',
    streamId: caseId,
    type: 'case.triaged',
    payload: { route: 7 },
    baseRevision: (await stateHere(caseId))?.revision ?? 0,
  });
  const { caseId: later } = await desk.register();
  await synced();
  expect(await verdictOf(id)).toMatchObject({ verdict: 'set_aside', reason: 'unreadable' });
  expect(await stateAtCity(later)).toEqual(await stateHere(later));
  expect(await stateAtCity(caseId)).toEqual(await stateHere(caseId));
  const { setAside } = await openCase(desk, desk.clerk, caseId);
  expect(setAside).toMatchObject([{ label: '分流', payload: null, reason: 'unreadable', detail: '不符的地方：route' }]);

  // The city cannot do it either.
  const group = { actionIds: [id], settlingId: desk.environment.newId() };
  await handGroupToCity(desk, desk.clerk, { ...group, note: '请看一下' });
  await synced();
  const handOvers = createHandOvers({ database: city.database, environment: systemEnvironment, divisions });
  expect(await handOvers.list()).toMatchObject([{ id, reason: expect.stringContaining('读不出来') }]);
  await expect(handOvers.approve({ id, decidedBy: '某' })).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
  await handOvers.decline({ id, decidedBy: '某', words: '请重新分流' });
  await synced();
  await desk.act(desk.clerk, caseId, 'case.accepted', {});
  await synced();
  expect(await stateAtCity(caseId)).toMatchObject({ status: 'accepted' });
});

test.each([
  ['a case that begins so', 'case', 'case.registered', { registration: [] }, 1],
  ['settings', 'center', 'center.settings_changed', { name: 5 }, 1],
  ['an account', 'staff', 'staff.registered', { account: [] }, 1],
  ['a chunk of an import', 'import', 'import.chunk', { first: 0, rows: 'all' }, 2],
  ['the end of an import', 'import', 'import.committed', { rows: 2, chunks: { all: true } }, 2],
  ['an order to erase', 'erasure', 'log.erased', { streamKind: 'case', streamId: 'x', actionIds: 3 }, 1],
] as const)('so is %s, and the station syncs on', async (_what, streamKind, type, payload, schemaVersion) => {
  const { desk } = station;
  const isSettings = type === 'center.settings_changed';
  const stored = await desk.store.read(({ settings }) => settings.settings());
  const id = await write({
    streamKind,
    streamId: isSettings ? (stored?.centerId ?? '') : desk.environment.newId(),
    type,
    payload,
    baseRevision: isSettings ? (stored?.revision ?? 0) : 0,
    schemaVersion,
  });
  const { caseId } = await desk.register();
  await synced();
  await synced();
  expect(await verdictOf(id)).toMatchObject({ verdict: 'set_aside', reason: 'unreadable' });
  expect(await stateAtCity(caseId)).toEqual(await stateHere(caseId));
  const settled = { actionIds: [id], settlingId: desk.environment.newId() };
  await withdrawGroup(desk, desk.clerk, settled);
  await synced();
  expect(await desk.store.read(({ sync }) => sync.needsAttention())).toEqual([]);
});
