import { describe, expect, test } from 'vitest';
import { createCityStore } from '../../city/db/store.ts';
import { verifyCity } from '../../city/history/verify-city.ts';
import { penOf } from '../../domain/cases/handover.ts';
import type { ImportRow } from '../../domain/imports/import.ts';
import { openCase } from '../../services/cases/view.ts';
import { verifyStation } from '../../services/history/verify-station.ts';
import { homeOf } from '../../services/home/home.ts';
import { importRows, oldCase } from '../../services/imports/testing.ts';
import { rebuildProjections } from '../../services/log/rebuild.ts';
import { eraseCase } from '../../services/testing/erase-case.ts';
import { answerOffer, offerCase, stateAt } from './handover-steps.ts';
import type { TestStation } from './stations.ts';
import { expectSame, GIVER, openTwoDistricts } from './two-districts.ts';

const world = openTwoDistricts();

/** Three cases of an older ledger at the giver; the second is still open, and worked on. */
async function importThree(from = 1): Promise<{ readonly open: ImportRow; readonly others: readonly ImportRow[] }> {
  const { desk } = world.giver;
  const open = oldCase(desk, from + 1, { status: 'accepted', closeReason: null, registeredBy: desk.clerk.staffId });
  const others = [oldCase(desk, from), oldCase(desk, from + 2)];
  await importRows(desk, [others[0] ?? open, open, others[1] ?? open]);
  await desk.act(desk.clerk, open.caseId, 'case.noted', { note: '旧案，双方都搬到了中原区' });
  return { open, others };
}

const streamAt = ({ desk }: TestStation, caseId: string) => desk.store.read(({ log }) => log.stream('case', caseId));
const typesAt = async (station: TestStation, caseId: string) =>
  (await streamAt(station, caseId)).map(({ header }) => header.type);
const keepsRow = ({ desk }: TestStation, caseId: string) => desk.store.read(({ imports }) => imports.keepsRow(caseId));

const cityScope = () =>
  createCityStore(world.city.database).scope({ feed: GIVER, station: { stationId: 'test', incarnation: 1 } });
const stateAtCity = async (caseId: string) =>
  (await cityScope().read(({ cases }) => cases.find(caseId)))?.state ?? null;

/** The rows of both centers and of the city are those that their logs give (LOG-4), and their logs are whole (LOG-12). */
async function expectAgreement(caseId: string, ...of: readonly TestStation[]): Promise<void> {
  const there = await stateAtCity(caseId);
  expect(there).not.toBeNull();
  for (const station of of) {
    expect(await stateAt(station, caseId)).toEqual(there);
    await rebuildProjections(station.desk);
    expect(await stateAt(station, caseId)).toEqual(there);
  }
  await expectWhole(...of);
}

async function expectWhole(...of: readonly TestStation[]): Promise<void> {
  for (const { desk } of of) {
    const verified = await verifyStation({ ...desk, isSigned: () => null }, { part: 'all', told: null });
    expect(verified.findings).toEqual([]);
    expect(verified.rows).toBeGreaterThan(0);
  }
  const { database } = world.city;
  const { feeds } = await verifyCity({ database, environment: world.giver.desk.environment });
  expect(feeds.flatMap(({ findings }) => findings)).toEqual([]);
}

describe('a case that came with an import goes to another center (WF-64, SYNC-6)', () => {
  test('with how it began and no other row, is worked on there, comes back, and goes again without saying it twice', async () => {
    const { giver, receiver, sync } = world;
    const { open, others } = await importThree();
    const { caseId, caseNumber } = open;
    await offerCase(giver, caseId);
    expect(await typesAt(giver, caseId)).toEqual(['case.noted', 'case.restated', 'handover.offered']);
    await sync(giver, receiver);
    expect((await homeOf(receiver.desk, receiver.desk.clerk)).offers).toMatchObject([{ caseId, caseNumber }]);
    const shown = await openCase(receiver.desk, receiver.desk.clerk, caseId);
    expect(shown.timeline.map(({ label }) => label)).toEqual([
      '由旧台账导入',
      expect.any(String),
      '随移交附上旧台账的内容',
      expect.stringContaining('移交给中原区综治中心'),
    ]);
    expect(shown.timeline.map(({ actorName }) => actorName)).toContain('程敏');
    await expectAgreement(caseId, giver, receiver);
    // Other people's cases stay where they are (LOG-7).
    for (const other of others) expect(await keepsRow(receiver, other.caseId)).toBe(false);
    const kinds = await receiver.desk.store.read(({ history }) => history.actionsAfter(0, 1000));
    expect(kinds.map(({ header }) => header.type)).not.toContain('import.chunk');

    await answerOffer(receiver, caseId, 'handover.accepted');
    const { desk } = receiver;
    await desk.act(desk.clerk, caseId, 'case.triaged', {
      route: 'peoples_mediation',
      complexity: 'simple',
      urgent: false,
    });
    await sync(receiver, giver);
    const state = await stateAt(giver, caseId);
    expect(state).toMatchObject({ status: 'triaged', caseNumber, reviews: [] });
    expect(state && penOf(state)).toBe(receiver.credentials.stationId);
    await expectAgreement(caseId, giver, receiver);

    await desk.act(desk.manager, caseId, 'handover.returned', {
      outcome: 'unfinished',
      report: '又搬了回去',
      people: {},
    });
    await sync(receiver, giver);
    await offerCase(giver, caseId);
    await sync(giver, receiver);
    const types = await typesAt(giver, caseId);
    expect(types.filter((type) => type === 'case.restated')).toHaveLength(1);
    await expectAgreement(caseId, giver, receiver);
  });

  test('nothing of it is shown after a refusal, and an order to erase reaches the row at every place (LOG-8)', async () => {
    const { giver, receiver, sync } = world;
    const { caseId } = (await importThree()).open;
    await offerCase(giver, caseId);
    await sync(giver, receiver);
    await answerOffer(receiver, caseId, 'handover.refused', { reason: '双方都不在本区' });
    await sync(receiver, giver);
    expect(await stateAt(receiver, caseId)).toBeNull();
    expect(await keepsRow(receiver, caseId)).toBe(true);
    const { desk } = giver;
    await eraseCase(desk, desk.manager, { actionId: desk.environment.newId(), caseId, reason: '本人依法申请删除' });
    await sync(giver, receiver);
    for (const station of [giver, receiver]) expect(await keepsRow(station, caseId)).toBe(false);
    expect(await cityScope().read(({ imports }) => imports.keepsRow(caseId))).toBe(false);
    // What stays says that there was a case and how it stood, and nothing of anybody.
    const kept = (await streamAt(receiver, caseId)).filter(({ payloadBytes }) => payloadBytes !== null);
    expect(kept.map(({ header }) => header.type)).toEqual(['case.restated']);
    expect(await stateAtCity(caseId)).toMatchObject({ erased: true, registration: null, status: 'accepted' });
    expect(await stateAt(giver, caseId)).toEqual(await stateAtCity(caseId));
    expect(await stateAt(receiver, caseId)).toBeNull();
    await expectWhole(giver);
  });

  test('one whose row was erased before goes as what is left of it', async () => {
    const { giver, receiver, sync } = world;
    const { caseId } = (await importThree()).open;
    const { desk } = giver;
    await eraseCase(desk, desk.manager, { actionId: desk.environment.newId(), caseId, reason: '本人依法申请删除' });
    await offerCase(giver, caseId);
    await sync(giver, receiver);
    expect(await stateAt(receiver, caseId)).toMatchObject({ erased: true, registration: null, status: 'accepted' });
    await expectAgreement(caseId, giver);
  });

  test('a city that forgot the import has the case again from whoever comes first (SYNC-11)', async () => {
    const { giver, receiver, sync } = world;
    for (const [index, order] of [
      [giver, receiver],
      [receiver, giver],
    ].entries()) {
      const copy = await world.backup();
      const { open, others } = await importThree(1 + 3 * index);
      const { caseId } = open;
      await offerCase(giver, caseId);
      await sync(giver, receiver);
      await answerOffer(receiver, caseId, 'handover.accepted');
      await sync(receiver, giver);
      await world.restore(copy);
      await sync(...order, giver, receiver);
      await expectSame(caseId, giver, receiver);
      await receiver.desk.act(receiver.desk.clerk, caseId, 'case.noted', { note: '接着办' });
      await sync(receiver, giver);
      expect(await stateAt(giver, caseId)).toMatchObject({ reviews: [] });
      await expectAgreement(caseId, giver, receiver);
      for (const other of others) expect(await stateAtCity(other.caseId)).toEqual(await stateAt(giver, other.caseId));
    }
  });

  test('and from the other center alone, where the one that imported it has lost its machine too (SYNC-14)', async () => {
    const { giver, receiver, sync } = world;
    const copy = await world.backup();
    const { open, others } = await importThree();
    const { caseId } = open;
    await offerCase(giver, caseId);
    await sync(giver, receiver);
    await answerOffer(receiver, caseId, 'handover.accepted');
    await sync(receiver, giver);
    const before = await stateAt(giver, caseId);
    await world.restore(copy);
    await sync(receiver);
    const machine = await giver.successor();
    world.add(machine);
    await machine.enrolAgain(await world.city.stations.makeSuccessorCode(GIVER, '金水区综治中心'));
    await sync(machine);
    expect(await stateAt(machine, caseId)).toEqual(before);
    expect(await stateAt(machine, others[0]?.caseId ?? '')).toBeNull();
    await receiver.desk.act(receiver.desk.clerk, caseId, 'case.noted', { note: '接着办' });
    await sync(receiver, machine);
    await expectAgreement(caseId, machine, receiver);
  });
});
