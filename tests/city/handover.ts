import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { createCityStore } from '../../city/db/store.ts';
import type { CityOptions } from '../../city/options.ts';
import { type City, startCity } from '../../city/start.ts';
import { penOf } from '../../domain/cases/handover.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { openCase } from '../../services/cases/view.ts';
import { centersFrom } from '../../services/directory/centers.ts';
import { homeOf } from '../../services/home/home.ts';
import { rebuildProjections } from '../../services/log/rebuild.ts';
import { eraseCase } from '../../services/testing/erase-case.ts';
import { projectRoot } from '../browser/project.ts';
import { answerOffer, offerCase, stateAt } from './handover-steps.ts';
import { enrolledStation, type TestStation } from './stations.ts';

const GIVER = '410105';
const RECEIVER = '410102';

export interface HandoverSuite {
  readonly name: string;
  /** Opens a database for a city, and says how to be rid of it. */
  open(): Promise<{ readonly options: Pick<CityOptions, 'url' | 'data'>; dispose(): Promise<void> }>;
}

/** For tests only: two centers of two districts and the city, on either database, hand cases over (SYNC-4, SYNC-6). */
export function testHandover({ name, open }: HandoverSuite): void {
  describe(`a case goes to another center, with the city on ${name}`, () => {
    const errors: unknown[] = [];
    const logger = { error: (entry: unknown) => void errors.push(entry), info: () => undefined } as never;
    let city: City;
    let dispose: () => Promise<void>;
    let giver: TestStation;
    let receiver: TestStation;

    beforeAll(async () => {
      const opened = await open();
      dispose = opened.dispose;
      const divisions = loadDivisions(join(projectRoot, 'resources'));
      city = await startCity({ ...opened.options, host: '127.0.0.1', port: 0 }, { logger, divisions });
      giver = await enrolledStation(city, { feed: GIVER, name: '金水区综治中心' });
      receiver = await enrolledStation(city, { feed: RECEIVER, name: '中原区综治中心' });
      await sync(giver, receiver);
    }, 120_000);
    afterAll(async () => {
      await giver?.close();
      await receiver?.close();
      await city?.close();
      await dispose?.();
      expect(errors).toEqual([]);
    });

    async function sync(...stations: readonly TestStation[]): Promise<void> {
      for (const station of stations) {
        expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
      }
    }
    const centers = ({ desk }: TestStation) => desk.store.read(centersFrom);
    const stateAtCity = async (caseId: string) => {
      const scope = createCityStore(city.database).scope({
        feed: GIVER,
        station: { stationId: 'test', incarnation: 1 },
      });
      return (await scope.read(({ cases }) => cases.find(caseId)))?.state ?? null;
    };
    const today = () => toChinaDate(giver.desk.clock.now);

    /** Everybody who shows the case shows the same, and would after a rebuild from the log (LOG-4). */
    async function expectAgreement(caseId: string, shownAtReceiver = true): Promise<void> {
      const there = await stateAtCity(caseId);
      expect(there).not.toBeNull();
      for (const [station, isShown] of [
        [giver, true],
        [receiver, shownAtReceiver],
      ] as const) {
        const expected = isShown ? there : null;
        expect(await stateAt(station, caseId)).toEqual(expected);
        await rebuildProjections(station.desk);
        expect(await stateAt(station, caseId)).toEqual(expected);
      }
    }

    test('every center learns from the city which centers there are, itself among them', async () => {
      expect(await centers(giver)).toMatchObject({
        here: { feed: GIVER, name: '金水区综治中心' },
        others: [{ feed: RECEIVER, name: '中原区综治中心' }],
      });
    });

    test('offered offline, accepted with the whole history, worked on there, followed here, given back with a result', async () => {
      const { caseId, caseNumber } = await giver.desk.register();
      await giver.desk.act(giver.desk.clerk, caseId, 'case.accepted', {});
      await giver.desk.act(giver.desk.clerk, caseId, 'case.noted', { note: '双方都搬到了中原区' });
      await sync(giver);
      expect(await stateAt(receiver, caseId)).toBeNull();
      await offerCase(giver, caseId);
      // The giver keeps the pen while the offer is open.
      await giver.desk.act(giver.desk.clerk, caseId, 'case.noted', { note: '已经打过电话' });
      await sync(giver, receiver);

      const { desk } = receiver;
      expect((await homeOf(desk, desk.clerk)).offers).toMatchObject([
        { caseId, caseNumber, from: '金水区综治中心', reason: '双方都住在那边' },
      ]);
      expect((await homeOf(desk, desk.mediator)).offers).toEqual([]);
      const before = await openCase(desk, desk.clerk, caseId);
      expect(before.timeline.map(({ text }) => text).join()).toContain('双方都搬到了中原区');
      expect(before.timeline.map(({ actorName }) => actorName)).toContain('程敏');
      expect(before.answerBy).not.toBeNull();
      // Nothing may be decided there before it has accepted.
      await expect(
        desk.act(desk.clerk, caseId, 'case.triaged', {
          route: 'peoples_mediation',
          complexity: 'simple',
          urgent: false,
        }),
      ).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW', message: expect.stringContaining('接收以后') });
      await expectAgreement(caseId);

      await answerOffer(receiver, caseId, 'handover.accepted');
      await desk.act(desk.clerk, caseId, 'case.triaged', {
        route: 'peoples_mediation',
        complexity: 'simple',
        urgent: false,
      });
      await desk.act(desk.clerk, caseId, 'case.assigned', {
        mediatorIds: [desk.mediator.staffId],
        chosenByParties: false,
      });
      await sync(receiver, giver);
      const state = await stateAt(giver, caseId);
      expect(state).toMatchObject({ status: 'assigned', caseNumber, reviews: [] });
      expect(state && penOf(state)).toBe(receiver.credentials.stationId);
      expect((await homeOf(giver.desk, giver.desk.manager)).items.map((item) => item.caseId)).not.toContain(caseId);
      expect((await homeOf(desk, desk.mediator)).items.map((item) => item.caseId)).toContain(caseId);
      await expect(
        giver.desk.act(giver.desk.clerk, caseId, 'case.flagged', { flag: 'escalated', reason: '急' }),
      ).rejects.toMatchObject({
        code: 'NOT_POSSIBLE_NOW',
        message: expect.stringContaining('中原区综治中心'),
      });

      // Both write offline: what the giver adds makes nothing stale that the receiver decides.
      await giver.desk.act(giver.desk.clerk, caseId, 'case.noted', { note: '当事人又来过' });
      await desk.act(desk.mediator, caseId, 'case.signed_in', {});
      await sync(giver, receiver, giver);
      expect(await stateAt(giver, caseId)).toMatchObject({ status: 'signed_in', besides: 1 });
      await expectAgreement(caseId);

      await desk.act(desk.manager, caseId, 'handover.returned', {
        outcome: 'unfinished',
        report: '一方又搬了回去',
        people: {},
      });
      await sync(receiver, giver, receiver);
      const back = await stateAt(giver, caseId);
      expect(back).toMatchObject({ status: 'accepted', caseNumber, mediatorIds: [] });
      expect(back && penOf(back)).toBe(giver.credentials.stationId);
      await giver.desk.act(giver.desk.clerk, caseId, 'case.noted', { note: '接着办' });
      await sync(giver, receiver);
      // Who had the pen sees on; names of its people came back with the case.
      const after = await openCase(giver.desk, giver.desk.clerk, caseId);
      expect(after.timeline.map(({ actorName }) => actorName)).toContain('张卫');
      await expectAgreement(caseId);
      for (const station of [giver, receiver]) {
        expect(await station.desk.store.read(({ sync }) => sync.needsAttention())).toEqual([]);
        expect(await station.desk.store.read(({ sync }) => sync.backfills())).toEqual([]);
      }
    });

    test('a refused offer comes back with its reason; the other center shows the case no more and sees nothing that follows', async () => {
      const { caseId } = await giver.desk.register();
      await offerCase(giver, caseId);
      await sync(giver, receiver);
      expect((await homeOf(receiver.desk, receiver.desk.clerk)).offers.map((each) => each.caseId)).toEqual([caseId]);
      await answerOffer(receiver, caseId, 'handover.refused', { reason: '双方都不在本区' });
      expect(await stateAt(receiver, caseId)).toBeNull();
      // The refusal makes no decision stale that the giver took meanwhile.
      await giver.desk.act(giver.desk.clerk, caseId, 'case.accepted', {});
      await sync(receiver, giver, receiver);
      expect(await stateAt(giver, caseId)).toMatchObject({ status: 'accepted', handover: { offer: null } });
      const timeline = (await openCase(giver.desk, giver.desk.clerk, caseId)).timeline;
      expect(timeline.map(({ text }) => text)).toContain('双方都不在本区');
      await giver.desk.act(giver.desk.clerk, caseId, 'case.noted', { note: '不给别人看的' });
      await sync(giver, receiver);
      const kept = await receiver.desk.store.read(({ log }) => log.stream('case', caseId));
      expect(kept.map(({ header }) => header.type)).toEqual([
        'case.registered',
        'handover.offered',
        'handover.refused',
      ]);
      await expectAgreement(caseId, false);

      // Offered once more, it comes whole, with what had happened in between.
      await offerCase(giver, caseId);
      await sync(giver, receiver);
      const again = await openCase(receiver.desk, receiver.desk.clerk, caseId);
      expect(again.timeline.map(({ text }) => text)).toContain('不给别人看的');
      await expectAgreement(caseId);
      await answerOffer(giver, caseId, 'handover.withdrawn', { reason: '当事人不愿意去' });
      await sync(giver, receiver);
      await expectAgreement(caseId, false);
    });

    test('who comes first decides: an offer that was withdrawn cannot be accepted, and what was done on it waits for a person', async () => {
      const { caseId } = await giver.desk.register();
      await offerCase(giver, caseId);
      await sync(giver, receiver);
      await answerOffer(giver, caseId, 'handover.withdrawn', { reason: '写错了中心' });
      await answerOffer(receiver, caseId, 'handover.accepted');
      await receiver.desk.act(receiver.desk.clerk, caseId, 'case.accepted', {});
      await sync(giver, receiver, giver);
      await expectAgreement(caseId, false);
      expect(await receiver.desk.store.read(({ sync }) => sync.needsAttention())).toMatchObject([
        {
          actions: [
            { verdict: 'set_aside', type: 'handover.accepted' },
            { verdict: 'held', type: 'case.accepted' },
          ],
        },
      ]);
    });

    test('accepted first: the decision that the giver took meanwhile is set aside, its session is kept and to be checked', async () => {
      const { caseId } = await giver.desk.register();
      const { desk } = giver;
      await desk.act(desk.clerk, caseId, 'case.accepted', {});
      await desk.act(desk.clerk, caseId, 'case.triaged', {
        route: 'peoples_mediation',
        complexity: 'simple',
        urgent: false,
      });
      await desk.act(desk.clerk, caseId, 'case.assigned', {
        mediatorIds: [desk.mediator.staffId],
        chosenByParties: false,
      });
      await offerCase(giver, caseId);
      await sync(giver, receiver);
      await answerOffer(receiver, caseId, 'handover.accepted');
      await sync(receiver);
      const [party] = (await stateAt(giver, caseId))?.registration?.parties ?? [];
      await desk.act(desk.clerk, caseId, 'consent.recorded', { partyId: party?.id, willingness: 'willing' });
      await desk.act(desk.clerk, caseId, 'case.flagged', { flag: 'escalated', reason: '急' });
      await sync(giver, receiver);
      const state = await stateAt(giver, caseId);
      expect(state).toMatchObject({ status: 'accepted', flags: [], reviews: [{ type: 'consent.recorded' }] });
      expect(await desk.store.read(({ sync }) => sync.needsAttention())).toMatchObject([
        { actions: [{ verdict: 'set_aside', reason: 'no_pen', type: 'case.flagged' }] },
      ]);
      await expectAgreement(caseId);
    });

    test('an order to erase comes from the center that began the case, and reaches the one that works on it (LOG-8)', async () => {
      const { caseId } = await giver.desk.register();
      await offerCase(giver, caseId);
      await sync(giver, receiver);
      await answerOffer(receiver, caseId, 'handover.accepted');
      await sync(receiver, giver);
      const erase = ({ desk }: TestStation) =>
        eraseCase(desk, desk.manager, { actionId: desk.environment.newId(), caseId, reason: '本人依法申请删除' });
      await expect(erase(receiver)).rejects.toMatchObject({
        code: 'NOT_POSSIBLE_NOW',
        message: expect.stringContaining('金水区综治中心'),
      });
      expect((await stateAt(receiver, caseId))?.erased).toBe(false);
      await erase(giver);
      await sync(giver, receiver);
      for (const { desk } of [giver, receiver]) {
        const kept = await desk.store.read(({ log }) => log.stream('case', caseId));
        expect(kept.map(({ payloadBytes }) => payloadBytes)).toEqual([null, null, null]);
      }
      const [left] = await city.database.query<{ count: number }>(
        `SELECT count(p.position) AS count FROM action_headers h
         JOIN action_payloads p ON p.feed = h.feed AND p.position = h.position WHERE h.feed = $1 AND h.stream_id = $2`,
        [GIVER, caseId],
      );
      expect(left?.count).toBe(0);
      // Of the hand-over nothing is known any more, so the case is shown by its own center only.
      await expectAgreement(caseId, false);
    });

    test('a center that is not enrolled is no choice, and nobody writes to a feed that is not theirs (SYNC-2)', async () => {
      const { caseId } = await giver.desk.register();
      const { here } = await centers(giver);
      const to = { stationId: '00000000-0000-7000-8000-00000000dead', feed: RECEIVER, name: '没有的中心' };
      const payload = { from: here, to, reason: '试', toldOn: today(), people: {} };
      await expect(giver.desk.act(giver.desk.clerk, caseId, 'handover.offered', payload)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      });
      await sync(giver);
    });
  });
}
