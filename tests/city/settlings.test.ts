import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { createCityStore } from '../../city/db/store.ts';
import { type City, startCity } from '../../city/start.ts';
import { resendGroup } from '../../services/cases/resend.ts';
import { openCase } from '../../services/cases/view.ts';
import { appendSettling, handGroupToCity, withdrawGroup } from '../../services/sync/settle.ts';
import { syncCorner } from '../../services/sync/sync-page.ts';
import { projectRoot } from '../browser/project.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { conflictAt } from './conflict.ts';
import { enrolledStation, type TestStation } from './stations.ts';

const FEED = '410105';
const errors: unknown[] = [];
const logger = { error: (entry: unknown) => void errors.push(entry), info: () => undefined } as never;

let server: PostgresServer;
let city: City;
let author: TestStation;
let other: TestStation;

beforeAll(async () => {
  server = await startPostgres();
  const divisions = loadDivisions(join(projectRoot, 'resources'));
  const options = { url: server.url, data: '', host: '127.0.0.1', port: 0 };
  city = await startCity(options, { logger, divisions });
  [author, other] = [await enrolledStation(city), await enrolledStation(city)];
}, 120_000);
afterAll(async () => {
  await author?.close();
  await other?.close();
  await city?.close();
  await server?.stop();
  expect(errors).toEqual([]);
});

const host = { city: { origin: '', name: '', feed: '410105' }, needsConsent: false };
const statusOf = async ({ desk }: TestStation) => (await syncCorner(desk.store, host)).status;
const newId = () => author.desk.environment.newId();
const atCity = () =>
  createCityStore(city.database).scope({ feed: FEED, station: { stationId: 'test', incarnation: 1 } });
const stateAt = ({ desk }: TestStation, caseId: string) =>
  desk.store.read(async ({ cases }) => (await cases.find(caseId))?.state ?? null);
const viewAt = ({ desk }: TestStation, caseId: string) => openCase(desk, desk.manager, caseId);

async function syncBoth(): Promise<void> {
  for (const station of [author, other, author]) expect(await station.sync()).toMatchObject({ outcome: 'complete' });
}

async function conflict() {
  const made = await conflictAt(author, other);
  expect(await statusOf(author)).toBe('attention');
  return made;
}

/** Both centers and the city have the same case and the same word on each step that was set aside; nothing is left. */
async function expectAgreed(caseId: string, names: readonly string[]): Promise<void> {
  await syncBoth();
  const state = await stateAt(author, caseId);
  expect(await stateAt(other, caseId)).toEqual(state);
  expect((await atCity().read(({ cases }) => cases.find(caseId)))?.state).toEqual(state);
  for (const station of [author, other]) {
    expect((await viewAt(station, caseId)).setAside.map(({ settled }) => settled?.name)).toEqual(names);
    expect(await statusOf(station)).toBe('synced');
  }
  const unsettled = await city.database.query(
    'SELECT 1 FROM set_asides WHERE feed = $1 AND stream_id = $2 AND settled_at IS NULL',
    [FEED, caseId],
  );
  expect(unsettled).toEqual([]);
  const metrics = await (await fetch(`${city.origin}/metrics`)).text();
  expect(metrics).not.toMatch(/fengqiao_set_aside_actions\{feed="410105"\} [1-9]/);
}

test('withdrawn: both centers and the city agree that nothing comes of it, and all is 已同步 again (SYNC-3, SYNC-10)', async () => {
  const group = await conflict();
  await withdrawGroup(author.desk, author.desk.clerk, group);
  await expectAgreed(group.caseId, ['已撤回', '已撤回']);
  // The next decision is judged by itself: nothing holds it any more.
  await author.desk.act(author.desk.clerk, group.caseId, 'case.accepted');
  await expectAgreed(group.caseId, ['已撤回', '已撤回']);
  expect((await stateAt(other, group.caseId))?.status).toBe('accepted');
});

test('sent again: the new steps stand on what the other center did, and everybody has them (SYNC-3)', async () => {
  const group = await conflict();
  const { desk } = author;
  const { state } = await viewAt(author, group.caseId);
  await resendGroup(desk, desk.clerk, {
    ...group,
    actionId: newId(),
    baseRevision: state.revision,
    action: { type: 'case.accepted', payload: { note: '看过之后仍受理' } },
    followers: [{ actionId: group.actionIds[1] ?? '', resentAs: newId() }],
  });
  await expectAgreed(group.caseId, ['已改后重发', '已改后重发']);
  expect((await stateAt(other, group.caseId))?.status).toBe('triaged');
});

test('a settling of somebody else’s step is set aside and changes nothing', async () => {
  const group = await conflict();
  const { desk } = other;
  await desk.store.write((writes) =>
    appendSettling(writes, desk, desk.manager.staffId, {
      id: newId(),
      actionId: group.actionIds[0] ?? '',
      type: 'settling.withdrawn',
      payload: {},
    }),
  );
  await syncBoth();
  expect(await statusOf(author)).toBe('attention');
  expect((await viewAt(author, group.caseId)).setAside.map(({ settled }) => settled)).toEqual([null, null]);
  expect(await statusOf(other)).toBe('synced');
  await withdrawGroup(author.desk, author.desk.manager, group);
  await expectAgreed(group.caseId, ['已撤回', '已撤回']);
});

test('handed to the city: it is settled here at once, and listed there', async () => {
  const group = await conflict();
  await handGroupToCity(author.desk, author.desk.clerk, { ...group, note: '两个中心都在办，请市里定。' });
  await expectAgreed(group.caseId, ['已交市平台处理', '已交市平台处理']);
});
