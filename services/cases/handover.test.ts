import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { validPayload } from '../../domain/cases/testing.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { newDeskTemplate, type TestDesk } from '../../tests/support/desk.ts';
import { centersFrom } from '../directory/centers.ts';
import { importRows, oldCase } from '../imports/testing.ts';
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

  test('says of an imported case how it began before it is offered, and its row stands beside (WF-64, LOG-7)', async () => {
    await meetCity();
    const row = oldCase(desk, 1, { status: 'accepted', closeReason: null });
    await importRows(desk, [row]);
    const { caseId } = row;
    await offer(caseId);
    const { stream, rows, state } = await desk.store.read(async ({ log, imports, cases }) => {
      const stream = await log.stream('case', caseId);
      return { stream, rows: await imports.rows(stream[0]?.header.id ?? ''), state: (await cases.find(caseId))?.state };
    });
    expect(stream.map(({ header }) => [header.type, header.baseRevision])).toEqual([
      ['case.restated', 1],
      ['handover.offered', 2],
    ]);
    expect(JSON.parse(Buffer.from(rows[0]?.payloadBytes ?? '').toString())).toEqual(row);
    expect(Buffer.from(stream[0]?.payloadBytes ?? '').toString()).not.toContain('张');
    expect(state).toMatchObject({
      status: 'accepted',
      revision: 3,
      reviews: [],
      handover: { offer: { to: elsewhere } },
    });
  });

  test('says nothing before the offer of a case that was registered here', async () => {
    const { caseId } = await desk.register();
    await offer(caseId);
    const stream = await desk.store.read(({ log }) => log.stream('case', caseId));
    expect(stream.map(({ header }) => header.type)).toEqual(['case.registered', 'handover.offered']);
  });

  test('nobody at a desk can say it', async () => {
    const { caseId } = await desk.register();
    const said = desk.act(desk.clerk, caseId, 'case.restated', validPayload('case.restated', null));
    await expect(said).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
