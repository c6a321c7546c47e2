import { describe, expect, test } from 'vitest';
import { penOf } from '../../domain/cases/handover.ts';
import { homeOf } from '../../services/home/home.ts';
import { answerOffer, offerCase, stateAt } from './handover-steps.ts';
import type { TestStation } from './stations.ts';
import { expectSame, openTwoDistricts, RECEIVER } from './two-districts.ts';

const world = openTwoDistricts();

const offersAt = async ({ desk }: TestStation) => (await homeOf(desk, desk.clerk)).offers.map(({ caseId }) => caseId);

/** Goes on with a case that the receiver was offered, to the end. */
async function goOn(caseId: string): Promise<void> {
  const { giver, receiver, sync } = world;
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
    const { giver, receiver, sync } = world;
    const copy = await world.backup();
    const { caseId } = await giver.desk.register();
    await offerCase(giver, caseId);
    await sync(giver);
    await world.restore(copy);
    // Whoever comes first: the asked center has nothing to give back.
    await sync(receiver);
    expect(await offersAt(receiver)).toEqual([]);
    await sync(giver, receiver);
    expect(await offersAt(receiver)).toEqual([caseId]);
    await expectSame(caseId, giver, receiver);
    await goOn(caseId);
  });

  test('goes on where the asked center had heard, whoever comes first', async () => {
    const { giver, receiver, sync } = world;
    for (const order of [
      [giver, receiver],
      [receiver, giver],
    ]) {
      const copy = await world.backup();
      const { caseId } = await giver.desk.register();
      await offerCase(giver, caseId);
      await sync(giver, receiver);
      expect(await offersAt(receiver)).toContain(caseId);
      await world.restore(copy);
      await sync(...order, giver, receiver);
      expect(await offersAt(receiver)).toContain(caseId);
      await expectSame(caseId, giver, receiver);
      await goOn(caseId);
    }
  });

  test('has the pen, the sight and the past of an accepted case again, and shows a refused one to nobody else', async () => {
    const { giver, receiver, sync } = world;
    const copy = await world.backup();
    const [accepted, refused] = [(await giver.desk.register()).caseId, (await giver.desk.register()).caseId];
    for (const caseId of [accepted, refused]) await offerCase(giver, caseId);
    await sync(giver, receiver);
    await answerOffer(receiver, accepted, 'handover.accepted');
    await answerOffer(receiver, refused, 'handover.refused', { reason: '双方都不在本区' });
    // The giver has not heard of either answer: what it brings back is an open offer.
    await sync(receiver);
    await world.restore(copy);
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
    const { giver, receiver, sync } = world;
    const copy = await world.backup();
    const { caseId } = await giver.desk.register();
    await offerCase(giver, caseId);
    await sync(giver, receiver);
    await answerOffer(receiver, caseId, 'handover.accepted');
    await sync(receiver, giver);
    await world.restore(copy);
    await sync(receiver, giver);
    const machine = await receiver.successor();
    world.add(machine);
    await machine.enrolAgain(await world.city.stations.makeSuccessorCode(RECEIVER, '中原区综治中心'));
    await sync(machine);
    await expectSame(caseId, giver, machine);
  });
});
