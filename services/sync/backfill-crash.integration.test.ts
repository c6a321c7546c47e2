import { afterEach, beforeEach, expect, test } from 'vitest';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { type DeskTemplate, newDeskTemplate, type TestDesk } from '../../tests/support/desk.ts';
import { centersFrom } from '../directory/centers.ts';
import type { StationStore } from '../ports.ts';
import { failingAfter } from '../testing/failing-store.ts';
import { cityVersions, JudgingCity } from '../testing/judging-city.ts';
import type { CityClient } from './client.ts';
import { createRound } from './round.ts';
import { stationRoundStore } from './station.ts';
import { SyncedDesk } from './testing.ts';

const GIVER = '410105';
const RECEIVER = '410102';
/** Actions that come at once: the past of the case takes many batches. */
const MOST = 9;
const never = new AbortController().signal;

let giver: TestDesk;
let template: DeskTemplate;
let city: JudgingCity;
const open: TestDesk[] = [];

const stationOf = async ({ store }: Pick<TestDesk, 'store'>) =>
  (await store.read(({ log }) => log.station())).stationId;

type Reached = (city: CityClient) => CityClient;
const asItIs: Reached = (client) => client;

async function round(desk: TestDesk, feed: string, store: StationStore = desk.store, reached = asItIs) {
  const stationId = await stationOf(desk);
  const roundStore = { ...stationRoundStore({ ...desk, store }, { feed }), wantedNumbers: async () => null };
  const client = reached(city.clientOf({ stationId, feed }));
  return createRound({ store: roundStore, client, versions: cityVersions, now: () => desk.clock.now })(never);
}

async function newReceiver(): Promise<TestDesk> {
  const desk = await template.open();
  open.push(desk);
  return desk;
}

beforeEach(async () => {
  giver = await (await newDeskTemplate()).open();
  template = await newDeskTemplate();
  const first = await newReceiver();
  open.push(giver);
  city = new JudgingCity(
    [
      { stationId: await stationOf(giver), feed: GIVER, name: '金水区综治中心' },
      { stationId: await stationOf(first), feed: RECEIVER, name: '中原区综治中心' },
    ],
    MOST,
  );
});
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.store.remove();
});

async function offer(caseId: string): Promise<void> {
  const { here, others } = await giver.store.read(centersFrom);
  const told = { toldOn: toChinaDate(giver.clock.now), people: {} };
  await giver.act(giver.clerk, caseId, 'handover.offered', { from: here, to: others[0], reason: '都住那边', ...told });
}

/** A case with a long history, among others that are none of the receiver's business, and its offer. */
async function offered(): Promise<string> {
  const { caseId } = await giver.register({ title: '要移交的一件' });
  const { clerk, mediator } = giver;
  await giver.act(clerk, caseId, 'case.accepted', {});
  for (let n = 1; n <= 24; n += 1) {
    await giver.act(clerk, caseId, 'case.noted', { note: `第 ${n} 次电话` });
    if (n % 6 === 0) await giver.register({ title: `另一件 ${n}` });
    if (n % 8 === 0) await round(giver, GIVER);
  }
  await giver.act(clerk, caseId, 'case.triaged', { route: 'peoples_mediation', complexity: 'simple', urgent: false });
  await giver.act(clerk, caseId, 'case.assigned', { mediatorIds: [mediator.staffId], chosenByParties: false });
  await offer(caseId);
  // What comes behind the offer comes with the feed.
  await giver.act(clerk, caseId, 'case.noted', { note: '移交以后又来过' });
  await round(giver, GIVER);
  return caseId;
}

async function shown(desk: TestDesk, caseId: string) {
  const found = await desk.store.read(async ({ cases, sync, home }) => ({
    asked: await cases.find(caseId),
    offered: await home.offered(),
    backfills: await sync.backfills(),
  }));
  return { ...found, ...(await new SyncedDesk(desk).everything()) };
}

test('a past that comes in many batches ends in the same rows wherever the station dies on the way (SYNC-4, SYNC-6)', async () => {
  const [plain, dying] = [await newReceiver(), await newReceiver()];
  for (const desk of [giver, plain, dying]) {
    expect(await round(desk, desk === giver ? GIVER : RECEIVER)).toMatchObject({ outcome: 'complete' });
  }
  const caseId = await offered();
  expect(await round(plain, RECEIVER)).toMatchObject({ outcome: 'complete' });
  const expected = await shown(plain, caseId);
  expect(expected.asked?.state).toEqual(city.stateOf(caseId));
  expect(expected.offered).toEqual([caseId]);

  let before = await shown(dying, caseId);
  const places = new Set<number>();
  let deaths = 0;
  for (let n = 1; ; n += 1) {
    try {
      expect(await round(dying, RECEIVER, failingAfter(dying.store, n))).toMatchObject({ outcome: 'complete' });
      break;
    } catch (error) {
      expect(String(error)).toContain('crashed after write');
      deaths += 1;
      const now = await shown(dying, caseId);
      // All of a batch is here or nothing is; and of a past that is not whole nothing is shown.
      for (const { position } of now.backfills) places.add(position);
      if (now.backfills.length > 0) expect([now.asked, now.offered]).toEqual([null, []]);
      if (JSON.stringify(now) === JSON.stringify(before)) continue;
      [before, n] = [now, 0];
    }
  }
  expect(places.size).toBeGreaterThan(3);
  expect(deaths).toBeGreaterThan(20);
  expect(await shown(dying, caseId)).toEqual(expected);
  const rebuilt = await new SyncedDesk(dying).rebuilt();
  expect(rebuilt.after).toEqual(rebuilt.before);
  expect(await shown(dying, caseId)).toEqual(expected);

  const offerId = expected.asked?.state.handover?.offer?.id;
  await dying.act(dying.clerk, caseId, 'handover.accepted', { offerId });
  for (const desk of [dying, giver]) await round(desk, desk === giver ? GIVER : RECEIVER);
  for (const desk of [dying, giver]) {
    expect((await desk.store.read(({ cases }) => cases.find(caseId)))?.state).toEqual(city.stateOf(caseId));
  }
});

test('a case that is offered again in the answer that says of its past that it is not for here comes whole (SYNC-4, SYNC-6)', async () => {
  const receiver = await newReceiver();
  for (const desk of [giver, receiver]) await round(desk, desk === giver ? GIVER : RECEIVER);
  const caseId = await offered();
  const offerOf = () => city.stateOf(caseId)?.handover?.offer?.id;

  // The city looks at the past while the offer is withdrawn, and at the feed once it was made anew.
  let between = 0;
  const reached: Reached = (client) => ({
    ...client,
    async pull(input, signal) {
      if (between > 0 || (input.backfills ?? []).length === 0) return client.pull(input, signal);
      between += 1;
      await giver.act(giver.clerk, caseId, 'handover.withdrawn', { offerId: offerOf(), reason: '写错了中心' });
      await round(giver, GIVER);
      const { backfills } = await client.pull(input, signal);
      expect(backfills).toMatchObject([{ streamId: caseId, actions: [] }]);
      await offer(caseId);
      await round(giver, GIVER);
      return { ...(await client.pull(input, signal)), backfills };
    },
  });
  expect(await round(receiver, RECEIVER, receiver.store, reached)).toMatchObject({ outcome: 'complete' });
  expect(between).toBe(1);
  expect((await shown(receiver, caseId)).asked?.state).toEqual(city.stateOf(caseId));
  const here = await receiver.store.read(({ log }) => log.stream('case', caseId));
  expect(here.map(({ header }) => header.id)).toEqual(city.history(caseId).map(({ header }) => header.id));
});
