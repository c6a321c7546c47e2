import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { type City, startCity, tellRestored } from '../../city/start.ts';
import { cityVersions } from '../../city/sync/push.ts';
import { MAX_BATCH } from '../../domain/sync/batches.ts';
import { homeOf } from '../../services/home/home.ts';
import { appendSettling } from '../../services/sync/settle.ts';
import { projectRoot } from '../browser/project.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { answerOffer, offerCase, stateAt } from './handover-steps.ts';
import { enrolledStation, type TestStation } from './stations.ts';

const logger = { error: () => undefined, info: () => undefined };
const divisions = loadDivisions(join(projectRoot, 'resources'));
const never = new AbortController().signal;

let server: PostgresServer;
let city: City;
let url: string;
let giver: TestStation;
let receiver: TestStation;

beforeAll(async () => {
  server = await startPostgres();
}, 120_000);
afterAll(() => server?.stop());

beforeEach(async () => {
  await start(await server.createDatabase());
  giver = await enrolledStation(city, { feed: '410105', name: '金水区综治中心' });
  receiver = await enrolledStation(city, { feed: '410102', name: '中原区综治中心' });
  await sync(giver, receiver);
}, 60_000);
afterEach(async () => {
  await giver.close();
  await receiver.close();
  await city.close();
});

async function start(at: string): Promise<void> {
  url = at;
  city = await startCity({ url, data: '', host: '127.0.0.1', port: 0 }, { logger, divisions });
}

/** Everybody’s work since `copy` is forgotten at the city. */
async function restore(copy: string, told: boolean): Promise<void> {
  await city.close();
  if (told) await tellRestored({ url: copy, data: '' });
  await start(copy);
  for (const station of [giver, receiver]) station.talkTo(city.origin);
}

async function backup(): Promise<string> {
  await city.close();
  const copy = await server.createDatabase(url);
  await start(url);
  for (const station of [giver, receiver]) station.talkTo(city.origin);
  return copy;
}

async function sync(...stations: readonly TestStation[]): Promise<void> {
  for (const station of stations) expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
}

const offersAt = async ({ desk }: TestStation) => (await homeOf(desk, desk.clerk)).offers.map(({ caseId }) => caseId);
const notesAt = async ({ desk }: TestStation, caseId: string) =>
  (await desk.store.read(({ log }) => log.stream('case', caseId))).filter(({ header }) => header.type === 'case.noted')
    .length;

describe('hand-overs that a restored city forgot (SYNC-4, SYNC-6, SYNC-11)', () => {
  test('a center that refused an offer is told of the next one, which it had not heard of', async () => {
    const { caseId } = await giver.desk.register();
    await offerCase(giver, caseId);
    await sync(giver, receiver);
    await answerOffer(receiver, caseId, 'handover.refused', { reason: '不在本区' });
    await sync(receiver, giver);
    const copy = await backup();
    await giver.desk.act(giver.desk.clerk, caseId, 'case.noted', { note: '两次移交之间' });
    await offerCase(giver, caseId);
    await sync(giver);
    await restore(copy, true);
    await sync(receiver, giver, receiver);
    expect(await offersAt(receiver)).toEqual([caseId]);
    expect(await stateAt(receiver, caseId)).toEqual(await stateAt(giver, caseId));
  }, 60_000);

  test.each([true, false])(
    'a center that refused an offer syncs on, the city told of its restore or not (%s), and sees nothing that follows',
    async (told) => {
      const { caseId } = await giver.desk.register();
      await sync(giver);
      const copy = await backup();
      await offerCase(giver, caseId);
      await sync(giver, receiver);
      await answerOffer(receiver, caseId, 'handover.refused', { reason: '不在本区' });
      await sync(receiver);
      await restore(copy, told);
      // Before anybody who has the case has brought it back.
      await receiver.desk.register();
      await sync(receiver, giver);
      await giver.desk.act(giver.desk.clerk, caseId, 'case.noted', { note: '不给别人看' });
      await sync(giver, receiver);
      expect(await stateAt(giver, caseId)).toMatchObject({ handover: { offer: null } });
      expect(await offersAt(receiver)).toEqual([]);
      expect(await notesAt(receiver, caseId)).toBe(0);
    },
    60_000,
  );

  test('a center that had not heard that an offer was withdrawn hears of it, and sees nothing that follows', async () => {
    const { caseId } = await giver.desk.register();
    await offerCase(giver, caseId);
    await sync(giver, receiver);
    expect(await offersAt(receiver)).toEqual([caseId]);
    const copy = await backup();
    await answerOffer(giver, caseId, 'handover.withdrawn', { reason: '写错了' });
    await sync(giver);
    await restore(copy, true);
    await sync(giver, receiver);
    expect(await offersAt(receiver)).toEqual([]);
    await giver.desk.act(giver.desk.clerk, caseId, 'case.noted', { note: '不给别人看' });
    await sync(giver, receiver);
    expect(await notesAt(receiver, caseId)).toBe(0);
  }, 60_000);
});

describe('what a restored city has forgotten and nobody told it (SYNC-11)', () => {
  test('the receipt of a station proves it at a pull, too, and in a life after the one that it speaks of', async () => {
    const copy = await backup();
    await giver.desk.register();
    await sync(giver);
    const { receipt, epoch } = await giver.desk.store.read(async (reads) => ({
      receipt: await reads.sync.chainReceipt(),
      epoch: (await reads.sync.state()).epoch,
    }));
    await giver.enrolAgain(await city.stations.makeCode('410105', '金水区综治中心'));
    await restore(copy, false);
    const input = { versions: cityVersions, epoch, cursors: [{ feed: '410105', position: 0 }], limits: MAX_BATCH };
    await expect(giver.client.pull({ ...input, proofs: { receipt: null, marks: [] } }, never)).resolves.toBeDefined();
    await expect(giver.client.pull({ ...input, proofs: { receipt, marks: [] } }, never)).rejects.toMatchObject({
      code: 'EPOCH_CHANGED',
    });
  }, 60_000);

  test('what settles a step that the city has forgotten is taken in, not set aside (SYNC-3)', async () => {
    const { store, environment, clerk } = giver.desk;
    const actionId = environment.newId();
    const id = environment.newId();
    const settling = { id, actionId, type: 'settling.withdrawn', payload: {} } as const;
    await store.write((writes) => appendSettling(writes, { environment }, clerk.staffId, settling));
    await sync(giver);
    expect(await store.read((reads) => reads.sync.receiptOf(id))).toMatchObject({ verdict: 'accepted' });
  }, 60_000);
});
