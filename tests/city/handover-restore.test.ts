import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { type City, startCity, tellRestored } from '../../city/start.ts';
import { penOf } from '../../domain/cases/handover.ts';
import { homeOf } from '../../services/home/home.ts';
import { projectRoot } from '../browser/project.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { answerOffer, offerCase, stateAt } from './handover-steps.ts';
import { enrolledStation, type TestStation } from './stations.ts';

const GIVER = '410105';
const RECEIVER = '410102';
const divisions = loadDivisions(join(projectRoot, 'resources'));
const errors: unknown[] = [];
const logger = { error: (entry: unknown) => void errors.push(entry), info: () => undefined } as never;

let server: PostgresServer;
let folder: string;
let url: string;
let city: City;
let giver: TestStation;
let receiver: TestStation;
let stations: TestStation[];

beforeAll(async () => {
  server = await startPostgres();
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-handover-restore-'));
}, 120_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
  expect(errors).toEqual([]);
});
beforeEach(async () => {
  stations = [];
  await start(await server.createDatabase());
  giver = await enrolledStation(city, { feed: GIVER, name: '金水区综治中心' });
  receiver = await enrolledStation(city, { feed: RECEIVER, name: '中原区综治中心' });
  stations = [giver, receiver];
  await sync(giver, receiver);
}, 120_000);
afterEach(async () => {
  for (const station of stations) await station.close();
  await city.close();
});

async function start(of: string): Promise<void> {
  url = of;
  city = await startCity({ url, data: '', files: folder, host: '127.0.0.1', port: 0 }, { logger, divisions });
  for (const station of stations) station.talkTo(city.origin);
}

/** What the database holds now, put away. */
async function backup(): Promise<string> {
  await city.close();
  const copy = await server.createDatabase(url);
  await start(url);
  return copy;
}

async function restore(from: string): Promise<void> {
  await city.close();
  const fresh = await server.createDatabase(from);
  await tellRestored({ url: fresh, data: '' });
  await start(fresh);
}

async function sync(...of: readonly TestStation[]): Promise<void> {
  for (const station of of) expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
}

const offersAt = async ({ desk }: TestStation) => (await homeOf(desk, desk.clerk)).offers.map(({ caseId }) => caseId);

async function expectSame(caseId: string, ...of: readonly TestStation[]): Promise<void> {
  const [first, ...others] = await Promise.all(of.map((station) => stateAt(station, caseId)));
  expect(first).not.toBeNull();
  for (const other of others) expect(other).toEqual(first);
}

/** Goes on with a case that the receiver was offered, to the end. */
async function goOn(caseId: string): Promise<void> {
  await answerOffer(receiver, caseId, 'handover.accepted');
  await sync(receiver, giver);
  await giver.desk.act(giver.desk.clerk, caseId, 'case.noted', { note: '当事人又来过' });
  await receiver.desk.act(receiver.desk.clerk, caseId, 'case.accepted', {});
  await sync(giver, receiver, giver);
  const state = await stateAt(giver, caseId);
  expect(state).toMatchObject({ status: 'accepted', reviews: [] });
  expect(state && penOf(state)).toBe(receiver.credentials.stationId);
  await expectSame(caseId, giver, receiver);
}

describe('a city that was restored to before a hand-over (SYNC-6, SYNC-11)', () => {
  test('tells the asked center of an offer that it had not heard of', async () => {
    const copy = await backup();
    const { caseId } = await giver.desk.register();
    await offerCase(giver, caseId);
    await sync(giver);
    await restore(copy);
    // Whoever comes first: the asked center has nothing to give back.
    await sync(receiver);
    expect(await offersAt(receiver)).toEqual([]);
    await sync(giver, receiver);
    expect(await offersAt(receiver)).toEqual([caseId]);
    await expectSame(caseId, giver, receiver);
    await goOn(caseId);
  });

  test('goes on where the asked center had heard, whoever comes first', async () => {
    for (const order of [
      [giver, receiver],
      [receiver, giver],
    ]) {
      const copy = await backup();
      const { caseId } = await giver.desk.register();
      await offerCase(giver, caseId);
      await sync(giver, receiver);
      expect(await offersAt(receiver)).toContain(caseId);
      await restore(copy);
      await sync(...order, giver, receiver);
      expect(await offersAt(receiver)).toContain(caseId);
      await expectSame(caseId, giver, receiver);
      await goOn(caseId);
    }
  });

  test('has the pen, the sight and the past of an accepted case again, and shows a refused one to nobody else', async () => {
    const copy = await backup();
    const [accepted, refused] = [(await giver.desk.register()).caseId, (await giver.desk.register()).caseId];
    for (const caseId of [accepted, refused]) await offerCase(giver, caseId);
    await sync(giver, receiver);
    await answerOffer(receiver, accepted, 'handover.accepted');
    await answerOffer(receiver, refused, 'handover.refused', { reason: '双方都不在本区' });
    // The giver has not heard of either answer: what it brings back is an open offer.
    await sync(receiver);
    await restore(copy);
    await sync(giver, receiver, giver, receiver);
    for (const caseId of [accepted, refused]) {
      await giver.desk.act(giver.desk.clerk, caseId, 'case.noted', { note: '之后的一笔' });
    }
    await receiver.desk.act(receiver.desk.clerk, accepted, 'case.accepted', {});
    await sync(giver, receiver, giver);
    await expectSame(accepted, giver, receiver);
    expect(await stateAt(giver, accepted)).toMatchObject({ status: 'accepted', besides: 1, reviews: [] });
    expect(await stateAt(receiver, refused)).toBeNull();
    const seen = await receiver.desk.store.read(({ log }) => log.stream('case', refused));
    expect(seen.map(({ header }) => header.type)).not.toContain('case.noted');
  });

  test('gives the case also to a machine that takes the place of the one that accepted it (SYNC-14)', async () => {
    const copy = await backup();
    const { caseId } = await giver.desk.register();
    await offerCase(giver, caseId);
    await sync(giver, receiver);
    await answerOffer(receiver, caseId, 'handover.accepted');
    await sync(receiver, giver);
    await restore(copy);
    await sync(receiver, giver);
    const machine = await receiver.successor();
    stations.push(machine);
    await machine.enrolAgain(await city.stations.makeSuccessorCode(RECEIVER, '中原区综治中心'));
    await sync(machine);
    await expectSame(caseId, giver, machine);
  });
});
