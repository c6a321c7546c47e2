import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyChain } from '../../domain/log/chain.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { registerCase } from '../cases/register.ts';
import { sha256Suite } from '../environment.ts';
import { eraseCase } from '../testing/erase-case.ts';
import { readAction } from './append.ts';
import type { StoredAction } from './port.ts';
import { rebuildProjections } from './rebuild.ts';

let desk: TestDesk;
let workedCaseId: string;
beforeAll(async () => {
  desk = await openTestDesk();
  for (let index = 0; index < 5; index += 1) await desk.register({ title: `第${index}件` });
  const { caseId } = await desk.register({ title: '办到一半的一件' });
  workedCaseId = caseId;
  await desk.act(desk.clerk, caseId, 'case.accepted');
  await desk.act(desk.clerk, caseId, 'case.triaged', {
    route: 'peoples_mediation',
    complexity: 'simple',
    urgent: false,
  });
  await desk.act(desk.manager, caseId, 'case.assigned', {
    mediatorIds: [desk.mediator.staffId],
    chosenByParties: false,
  });
  await desk.act(desk.mediator, caseId, 'case.signed_in');
});
afterAll(() => desk.store.remove());

async function links(): Promise<StoredAction[]> {
  return desk.store.read(async ({ log }) => {
    const all: StoredAction[] = [];
    for await (const link of log.all()) all.push(link);
    return all;
  });
}

/** What screens read of every case, staff member and setting. */
async function projections(): Promise<unknown> {
  await desk.store.searchable();
  return desk.store.read(async ({ cases, directory, settings, ledger }) => {
    const sort = { column: 'registeredAt', direction: 'asc' } as const;
    const rows = await ledger.page({ filter: {}, sort, offset: 0, limit: 1000, now: desk.clock.now });
    const found = [];
    for (const { caseId } of rows) found.push(await cases.find(caseId));
    const searched = await cases.search('张某', 50);
    return { rows, found, searched, staff: await directory.allStaff(), settings: await settings.settings() };
  });
}

test('the headers of a station are one chain, from set-up to the last action (LOG-2, LOG-3)', async () => {
  const head = await desk.store.read(({ log }) => log.head());
  expect(head.sequence).toBeGreaterThan(10);
  expect(verifyChain(await links(), head, sha256Suite)).toBeNull();
});

test('dropping every projection and folding the log again gives the same rows (LOG-4)', async () => {
  const before = await projections();
  const counted = await rebuildProjections(desk);
  expect(counted.cases).toBe(6);
  expect(await projections()).toEqual(before);
});

test('an action records how far the clock was from the city’s, as it was measured last (SYNC-7)', async () => {
  const fresh = await openTestDesk();
  const register = (clockOffset: number | null) => {
    const environment = { ...fresh.environment, clockOffset: () => clockOffset };
    return registerCase({ ...fresh, environment }, fresh.clerk, fresh.newRegistration());
  };
  const offsets: (number | null | undefined)[] = [];
  for (const measured of [null, -90_000]) {
    const { caseId } = await register(measured);
    const [first] = await fresh.store.read(({ log }) => log.stream('case', caseId));
    offsets.push(first?.header.clockOffset);
  }
  expect(offsets).toEqual([null, -90_000]);
  await fresh.store.remove();
});

test('numbers go on where they were after a rebuild: none is given out twice (SYNC-15)', async () => {
  const before = await desk.register();
  await rebuildProjections(desk);
  const after = await desk.register();
  const counter = (number: string) => Number(number.match(/(\d+)$/)?.[1]);
  expect(counter(after.caseNumber)).toBe(counter(before.caseNumber) + 1);
});

describe('erasure (LOG-8)', () => {
  test('takes payloads, salts and search entries away, and leaves headers, chain and numbers of actions', async () => {
    const head = await desk.store.read(({ log }) => log.head());
    const before = await desk.store.read(({ log }) => log.stream('case', workedCaseId));
    const draft = { kind: 'session', caseId: workedCaseId, label: '张某', missing: '', savedAt: 1 } as const;
    const draftId = desk.environment.newId();
    await desk.store.write(({ drafts }) =>
      drafts.saveDraft(desk.mediator.staffId, { ...draft, draftId, content: { record: '写到一半' } }),
    );
    await eraseCase(desk, desk.manager, {
      actionId: desk.environment.newId(),
      caseId: workedCaseId,
      reason: '本人依法申请删除',
    });
    const after = await desk.store.read(({ log }) => log.stream('case', workedCaseId));
    expect(after.map(({ header }) => header)).toEqual(before.map(({ header }) => header));
    expect(after.every(({ payloadBytes, salt }) => payloadBytes === null && salt === null)).toBe(true);
    const found = await desk.store.read(({ cases }) => cases.search('办到一半', 10));
    expect(found).toEqual([]);
    expect(await desk.store.read(({ drafts }) => drafts.draft(desk.mediator.staffId, draftId))).toBeNull();
    const newHead = await desk.store.read(({ log }) => log.head());
    expect(newHead.sequence).toBe(head.sequence + 2);
    expect(verifyChain(await links(), newHead, sha256Suite)).toBeNull();
  });

  test('an erased case folds, opens and rebuilds to the same rows', async () => {
    const stored = await desk.store.read(({ cases }) => cases.find(workedCaseId));
    expect(stored?.state.registration).toBeNull();
    const before = await projections();
    await rebuildProjections(desk);
    expect(await projections()).toEqual(before);
  });

  test('is itself an action that says which payloads are gone', async () => {
    const erased = (await links()).map(readAction).find(({ header }) => header.type === 'log.erased');
    expect(erased?.payload).toMatchObject({ streamId: workedCaseId, reason: '本人依法申请删除' });
  });
});
