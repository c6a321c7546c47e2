import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ERASURE_SCHEMA_VERSION } from '../../domain/personal-data/erasure.ts';
import { appendAction } from '../../services/log/append.ts';
import { eraseCase } from '../../services/testing/erase-case.ts';
import type { TestStation } from './stations.ts';
import { cityKinds, TestCity } from './test-city.ts';

let world: TestCity;
beforeAll(async () => {
  world = await TestCity.open();
}, 120_000);
afterAll(() => world?.close());

describe.each(cityKinds)('an order to erase at a city on %s (LOG-8)', (kind) => {
  let station: TestStation;
  let caseId: string;
  // One city for both: an embedded one takes long to begin.
  beforeAll(async () => {
    await world.end();
    await world.begin(kind);
    station = await world.enrol();
  }, 120_000);
  beforeEach(async () => {
    ({ caseId } = await station.desk.register());
    expect((await station.sync()).outcome).toBe('complete');
  });

  const payloads = async (): Promise<number> => {
    const [row] = await world.city.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM action_headers h JOIN action_payloads p USING (feed, position) WHERE h.stream_id = $1`,
      [caseId],
    );
    return row?.n ?? 0;
  };

  /** As a program with a fault sends it, or one from before there were requests. */
  async function order(actorId: string, askedBy: string | null): Promise<void> {
    const { desk } = station;
    const requestId = desk.environment.newId();
    const common = { streamKind: 'erasure', streamId: requestId, schemaVersion: ERASURE_SCHEMA_VERSION } as const;
    await desk.store.write(async ({ log }) => {
      const actionIds = (await log.stream('case', caseId)).map(({ header }) => header.id);
      const about = { ground: 'other_law', reason: '依法删除' };
      if (askedBy !== null)
        await appendAction(log, desk.environment, {
          ...{ ...common, id: desk.environment.newId(), type: 'erasure.requested', actorId: askedBy },
          ...{ payload: { caseId, ...about }, baseRevision: 0 },
        });
      await appendAction(log, desk.environment, {
        ...{ ...common, id: desk.environment.newId(), type: 'log.erased', actorId },
        ...{ payload: { ...about, streamKind: 'case', streamId: caseId, actionIds }, baseRevision: askedBy ? 1 : 0 },
      });
    });
    expect((await station.sync()).outcome).toBe('complete');
  }

  test('that two people gave is obeyed', async () => {
    const { desk } = station;
    await eraseCase(desk, desk.manager, { actionId: desk.environment.newId(), caseId, reason: '依法删除' });
    expect((await station.sync()).outcome).toBe('complete');
    expect(await payloads()).toBe(0);
  });

  test('that one person gave, alone or by their own request, is set aside, and holds nothing up', async () => {
    const { desk } = station;
    await order(desk.manager.staffId, null);
    expect(await payloads()).toBeGreaterThan(0);
    await order(desk.manager.staffId, desk.manager.staffId);
    expect(await payloads()).toBeGreaterThan(0);
    await desk.register();
    expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
    await order(desk.manager.staffId, desk.clerk.staffId);
    expect(await payloads()).toBe(0);
  });
});
