import { afterEach, beforeEach, expect, test } from 'vitest';
import { testId } from '../../domain/cases/testing-facts.ts';
import type { TestDesk } from '../../tests/support/desk.ts';
import type { StationStore } from '../ports.ts';
import { failingAfter } from '../testing/failing-store.ts';
import { FEED, type StandInCity, setAside } from '../testing/stand-in-city.ts';
import { applyPull, applyPushAnswers } from './apply.ts';
import { createBatchSender } from './batch-sender.ts';
import { giveBack } from './give-back.ts';
import { stationRoundStore } from './station.ts';
import { SyncedDesk } from './testing.ts';

const versions = { protocol: 1, oldestProtocol: 1, schema: 1 };

let synced: SyncedDesk;
let desk: TestDesk;
let city: StandInCity;
beforeEach(async () => {
  synced = await SyncedDesk.open();
  ({ desk, city } = synced);
});
afterEach(() => desk.store.remove());

/** Crashes after each write in turn, until one try has so few that it goes through. Resolves to how many there were. */
async function crashEverywhere(attempt: (store: StationStore) => Promise<unknown>): Promise<number> {
  const before = await synced.everything();
  for (let n = 1; ; n += 1) {
    try {
      await attempt(failingAfter(desk.store, n));
      return n - 1;
    } catch (error) {
      expect(String(error)).toContain('crashed after write');
      expect(await synced.everything()).toEqual(before);
    }
  }
}

/** A batch in which everything happens: others' cases, numbers, staff, an erasure, own receipts, own set aside. */
async function eventfulBatch(): Promise<void> {
  const { caseId, caseNumber } = await desk.register();
  const { caseId: erased } = await desk.register({ title: '要删去的一件' });
  await synced.push();
  await desk.act(desk.clerk, caseId, 'case.accepted');
  await desk.act(desk.clerk, caseId, 'case.noted', { note: '本站' });
  synced.elsewhere(caseId, 'case.noted', { note: '别站' });
  city.push(await synced.outbox(), ({ header }) =>
    header.type === 'case.accepted' ? setAside : { verdict: 'flagged', reason: 'stale', detail: null },
  );
  synced.begun(testId(700), caseNumber.replace(/\d+$/, '77'));
  const person = { account: 'li', name: '李科', roles: ['clerk'], phone: null };
  synced.elsewhere(testId(800), 'staff.registered', person, { streamKind: 'staff', baseRevision: 0 });
  const actionIds = (await desk.store.read(({ log }) => log.stream('case', erased))).map(({ header }) => header.id);
  const order = { streamKind: 'case', streamId: erased, reason: '依法', actionIds };
  synced.elsewhere(testId(900), 'log.erased', order, { streamKind: 'erasure', baseRevision: 0 });
}

test('a crash at any write of a pull leaves rows and cursor as they were, and the next try applies it whole (SYNC-4)', async () => {
  await eventfulBatch();
  const writes = await crashEverywhere((store) =>
    applyPull({ ...desk, store }, city.pull(), city.epoch, { consented: false }),
  );
  expect(writes).toBeGreaterThan(12);
  const [cursor] = await desk.store.read(({ sync }) => sync.cursors());
  expect(cursor?.position).toBe(city.entries.length);
  expect(await synced.outbox()).toEqual([]);
  expect((await synced.stateOf(testId(700)))?.caseNumber).toMatch(/77$/);
  const { before, after } = await synced.rebuilt();
  expect(after).toEqual(before);
});

test('a crash at any write of a push’s answers keeps nothing of them, and the next try keeps all (SYNC-3)', async () => {
  const { caseId } = await desk.register();
  await desk.act(desk.clerk, caseId, 'case.accepted');
  const sent = await synced.outbox();
  const output = city.push(sent, ({ header }) =>
    header.type === 'case.accepted' ? setAside : { verdict: 'accepted', reason: null, detail: null },
  );
  const writes = await crashEverywhere((store) => applyPushAnswers({ ...desk, store }, output));
  expect(writes).toBeGreaterThan(2);
  expect(await synced.outbox()).toEqual([]);
  expect((await synced.stateOf(caseId))?.status).toBe('registered');
});

test('a crash at any write of a return, or of the epoch that it ends in, leaves all as it was, and the next try ends alike (SYNC-11)', async () => {
  await eventfulBatch();
  await synced.pull();
  const kept = city.entries.length;
  const { caseId } = await desk.register();
  await desk.act(desk.clerk, caseId, 'case.accepted');
  await synced.push();
  const before = await synced.stateOf(caseId);
  const lost = new Set(city.restoreTo(kept - 3).map(({ header }) => header.id));
  // Something new has taken the first place that is free: what comes back stands elsewhere in the feed.
  synced.begun(testId(710));
  const returnOver = async (store: StationStore) => {
    const round = stationRoundStore({ ...desk, store }, { feed: FEED });
    const client: ReturnType<typeof city.returnClient> = {
      ...city.returnClient(),
      // As where each try meets a city that was restored once more: all goes back again, and is answered as it stands.
      offer: async ({ epoch, feeds }) => ({
        epoch,
        lacking: feeds.flatMap(({ ids }) => ids).filter((id) => lost.has(id)),
      }),
    };
    await giveBack(
      { store: round, client, versions, sender: createBatchSender() },
      city.epoch,
      new AbortController().signal,
    );
  };
  // Words of the new life may be kept already when a later write crashes: nothing else of it may differ.
  for (let n = 1; ; n += 1) {
    try {
      await returnOver(failingAfter(desk.store, n));
      expect(n).toBeGreaterThan(5);
      break;
    } catch (error) {
      expect(String(error)).toContain('crashed after write');
      expect((await desk.store.read(({ sync }) => sync.state())).epoch).toBe('e1');
      expect(await synced.stateOf(caseId)).toEqual(before);
    }
  }
  expect((await desk.store.read(({ sync }) => sync.state())).epoch).toBe('e2');
  const ids = city.entries.map(({ header }) => header.id);
  expect(new Set(ids).size).toBe(ids.length);
  await synced.pull();
  expect(await synced.stateOf(caseId)).toEqual(before);
  expect(await synced.outbox()).toEqual([]);
  const rebuilt = await synced.rebuilt();
  expect(rebuilt.after).toEqual(rebuilt.before);
});

test('an answer of an earlier life of the city, or one that would skip what lies between, is not applied (SYNC-11, SYNC-13)', async () => {
  await desk.register();
  await synced.push();
  const late = city.pull();
  const { length } = city.entries;
  await applyPull(desk, city.pull(0, 2), city.epoch, { consented: false });
  const before = await synced.everything();
  const skipping = { ...city.pull(length), from: length + 3 };
  await expect(applyPull(desk, skipping, city.epoch, { consented: false })).rejects.toThrow('会重新取');
  city.restoreTo(1);
  await expect(applyPull(desk, late, city.epoch, { consented: false })).rejects.toMatchObject({
    code: 'EPOCH_CHANGED',
  });
  expect((await synced.everything()).actions).toEqual(before.actions);
});
