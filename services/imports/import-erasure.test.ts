import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConnection } from '../../db/connection.ts';
import { openStore } from '../../db/open.ts';
import { testKey } from '../../db/testing.ts';
import { verifyChain } from '../../domain/log/chain.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { openCase } from '../cases/view.ts';
import type { StoredAction } from '../log/port.ts';
import { rebuildProjections } from '../log/rebuild.ts';
import { eraseCase } from '../testing/erase-case.ts';
import { importRows, oldCase, openedImport } from './testing.ts';

const secret = '藏在旧案里的一句话';
let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

const secretCase = (n: number) => {
  const old = oldCase(desk, n);
  return { ...old, registration: { ...old.registration, title: secret, facts: secret } };
};
const erase = (caseId: string) =>
  eraseCase(desk, desk.manager, { actionId: desk.environment.newId(), caseId, reason: '本人依法申请删除' });

async function links(): Promise<readonly StoredAction[]> {
  return desk.store.read(async ({ log }) => {
    const all: StoredAction[] = [];
    for await (const link of log.all()) all.push(link);
    return all;
  });
}

/** What screens read of every case. */
async function projections(): Promise<unknown> {
  return desk.store.read(async ({ cases, ledger }) => {
    const sort = { column: 'registeredAt', direction: 'asc' } as const;
    const rows = await ledger.page({ filter: {}, sort, offset: 0, limit: 1000, now: 0 });
    return { rows, found: await Promise.all(rows.map(({ caseId }) => cases.find(caseId))) };
  });
}

test('an imported case is erased for good, touched or not; its neighbours stay; a rebuild brings nothing back (LOG-4, LOG-8)', async () => {
  const [untouched, touched, neighbour] = [secretCase(1), secretCase(2), oldCase(desk, 3)];
  await importRows(desk, [untouched, touched, neighbour]);
  await desk.act(desk.clerk, touched.caseId, 'case.noted', { note: secret });
  const trace = () => desk.store.read(({ cases }) => cases.search('旧案里的一句', 10));
  expect(await trace()).toHaveLength(2);
  for (const { caseId } of [untouched, touched]) await erase(caseId);

  const gone = async () => {
    expect(await trace()).toEqual([]);
    for (const [old, revision] of [
      [untouched, 1],
      [touched, 2],
    ] as const) {
      const found = await desk.store.read(({ cases }) => cases.find(old.caseId));
      expect(found?.state).toMatchObject({ revision, status: 'closed', registration: null, erased: true });
      expect(JSON.stringify(found)).not.toMatch(/藏在|张某|旧案/);
    }
    const kept = await desk.store.read(({ cases }) => cases.find(neighbour.caseId));
    expect(kept?.state.registration).toEqual(neighbour.registration);
  };
  await gone();
  const before = await projections();
  await rebuildProjections(desk);
  expect(await projections()).toEqual(before);
  await gone();
  const head = await desk.store.read(({ log }) => log.head());
  expect(verifyChain(await links(), head, desk.environment.suite)).toBeNull();
});

test('an erased case opens, says so, and can be worked and erased again', async () => {
  const old = secretCase(10);
  await importRows(desk, [old]);
  await erase(old.caseId);
  const { timeline } = await openCase(desk, desk.clerk, old.caseId);
  expect(timeline).toMatchObject([{ label: '由旧台账导入', erased: true }]);
  await desk.act(desk.clerk, old.caseId, 'case.noted', { note: secret });
  await erase(old.caseId);
  const before = await projections();
  await rebuildProjections(desk);
  expect(await projections()).toEqual(before);
});

test('a row of an import that was never committed is erased too; a case that nobody knows is not found', async () => {
  const old = secretCase(20);
  const opened = await openedImport(desk, 1);
  await opened.add(0, [old]);
  await erase(old.caseId);
  expect(await desk.store.read(({ imports }) => imports.keepsRow(old.caseId))).toBe(false);
  await opened.commit();
  const found = await desk.store.read(({ cases }) => cases.find(old.caseId));
  expect(found?.state).toMatchObject({ registration: null, erased: true });
  await expect(erase(desk.environment.newId())).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('the erasure asked for twice happens once; its id never stands for another case', async () => {
  const [one, other] = [secretCase(30), secretCase(31)];
  await importRows(desk, [one, other]);
  const order = { actionId: desk.environment.newId(), caseId: one.caseId, reason: '本人依法申请删除' };
  await eraseCase(desk, desk.manager, order);
  await eraseCase(desk, desk.manager, order);
  const misused = eraseCase(desk, desk.manager, { ...order, caseId: other.caseId });
  await expect(misused).rejects.toMatchObject({ code: 'ALREADY_DONE' });
  await erase(other.caseId);
});

test('a row that is not the one whose hash the log keeps is never folded in (LOG-2)', async () => {
  const opened = await openedImport(desk, 1);
  const old = oldCase(desk, 40);
  await opened.add(0, [old]);
  const forged = {
    ...desk.store,
    write: ((work) =>
      desk.store.write((writes) => {
        const rows = async (chunkId: string) =>
          (await writes.imports.rows(chunkId)).map((row) => ({ ...row, payloadBytes: Buffer.from('{}') }));
        return work({ ...writes, imports: { ...writes.imports, rows } });
      })) as TestDesk['store']['write'],
  };
  await expect(rebuildProjections({ ...desk, store: forged })).rejects.toThrow('not the one that the log names');
});

test('after all that, not a byte of it is in any page of the file (LOG-8)', async () => {
  await desk.store.close();
  const connection = openConnection({ path: desk.store.path, key: testKey, readonly: true, cacheMiB: 4 });
  const plain = connection.client.serialize().toString('latin1');
  connection.close();
  expect(plain).toContain('CREATE TABLE `import_rows`');
  expect(plain.includes(Buffer.from(secret).toString('latin1'))).toBe(false);
  await (await openStore({ path: desk.store.path, key: testKey })).close();
});
