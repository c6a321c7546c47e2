import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { newDeskTemplate, type TestDesk } from '../../tests/support/desk.ts';
import { centersFrom } from '../directory/centers.ts';
import { oldCase, openedImport } from '../imports/testing.ts';
import { createRound } from '../sync/round.ts';
import { stationRoundStore } from '../sync/station.ts';
import { cityVersions, JudgingCity } from '../testing/judging-city.ts';

const FEED = '410105';
const elsewhere = { stationId: '00000000-0000-7000-8000-000000000571', feed: '410102', name: '中原区综治中心' };
let desk: TestDesk;
beforeAll(async () => {
  desk = await (await newDeskTemplate()).open();
});
afterAll(() => desk.store.remove());

async function meetCity(): Promise<void> {
  const { stationId } = await desk.store.read(({ log }) => log.station());
  const here = { stationId, feed: FEED, name: '金水区综治中心' };
  const store = { ...stationRoundStore(desk, { feed: FEED }), wantedNumbers: async () => null };
  const client = new JudgingCity([here, elsewhere]).clientOf(here);
  const round = createRound({ store, client, versions: cityVersions, now: () => desk.clock.now });
  expect(await round(new AbortController().signal)).toMatchObject({ outcome: 'complete' });
}

async function offer(caseId: string): Promise<unknown> {
  const { here, others } = await desk.store.read(centersFrom);
  const toldOn = toChinaDate(desk.clock.now);
  const payload = { from: here ?? elsewhere, to: others[0] ?? elsewhere, reason: '双方都住那边', toldOn, people: {} };
  return desk.act(desk.clerk, caseId, 'handover.offered', payload);
}

describe('offering a case to another center (WF-37)', () => {
  test('is refused in plain words while the center has not met the city', async () => {
    const { caseId } = await desk.register();
    await expect(offer(caseId)).rejects.toMatchObject({
      code: 'NOT_POSSIBLE_NOW',
      message: expect.stringContaining('还没有接入市平台'),
    });
  });

  test('is refused in plain words for a case that came with an import, which stays as it is (LOG-7)', async () => {
    await meetCity();
    const row = oldCase(desk, 1, { status: 'accepted', closeReason: null });
    const { add, commit } = await openedImport(desk, 1);
    await add(0, [row]);
    await commit();
    await expect(offer(row.caseId)).rejects.toMatchObject({
      code: 'NOT_POSSIBLE_NOW',
      message: '从旧台账导入的案件不能移交，请在对方中心重新登记。',
    });
    const state = (await desk.store.read(({ cases }) => cases.find(row.caseId)))?.state;
    expect(state).toMatchObject({ status: 'accepted', handover: null });
    // One that was registered here goes.
    const { caseId } = await desk.register();
    await offer(caseId);
    expect((await desk.store.read(({ cases }) => cases.find(caseId)))?.state.handover?.offer?.to).toEqual(elsewhere);
  });
});
