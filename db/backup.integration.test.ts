import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testId } from '../domain/cases/testing-facts.ts';
import { addCase, testCase } from '../services/testing/store-fixture.ts';
import { BackupFailed } from './backup.ts';
import { openStore } from './open.ts';
import { openTestStore, type TestStore, testKey } from './testing.ts';

let store: TestStore;
let target: string;
beforeEach(async () => {
  store = await openTestStore();
  target = join(store.folder, 'backup.db');
});
afterEach(() => store.remove());

test('a backup opens by itself and has everything: log, cases, search, counters, drafts, files', async () => {
  const bytes = new Uint8Array(10_000).fill(3);
  await store.write(async (writes) => {
    for (let n = 1; n <= 20; n += 1) await addCase(writes, testCase(n));
    await writes.numbers.next('case', 2026);
    await writes.files.keep({ hash: 'f'.repeat(64), mediaType: 'application/pdf', bytes });
    await writes.sessions.savePassword(testId(1), { hash: 'hash', origin: 'own', setAt: 1, earlier: [] });
  });
  const report = await store.backUp(target);
  expect(report.rows).toMatchObject({ cases: 20, action_headers: 20, action_payloads: 20, files: 1, passwords: 1 });
  const copy = await openStore({ path: target, key: testKey });
  const read = (from: typeof copy) =>
    from.read(async ({ log, cases, ledger, files, sessions }) => ({
      station: await log.station(),
      head: await log.head(),
      count: await ledger.count(),
      found: await cases.search('张某', 50),
      file: (await files.file('f'.repeat(64)))?.bytes.length,
      hash: (await sessions.password(testId(1)))?.hash,
    }));
  expect(await read(copy)).toEqual(await read(store));
  expect(await copy.write(({ numbers }) => numbers.next('case', 2026))).toBe(2);
  await copy.close();
});

test('a backup is encrypted with the same key', async () => {
  await store.write((writes) => addCase(writes, testCase(1, { registration: { title: '藏着的事由' } })));
  await store.backUp(target);
  const file = readFileSync(target);
  expect([file.includes('藏着的事由'), file.includes('SQLite format 3')]).toEqual([false, false]);
  await expect(openStore({ path: target, key: new Uint8Array(32) })).rejects.toMatchObject({ code: 'WRONG_KEY' });
});

test('a backup never replaces a file, and a failed one leaves nothing behind', async () => {
  writeFileSync(target, 'an older backup');
  await expect(store.backUp(target)).rejects.toBeInstanceOf(BackupFailed);
  expect(readFileSync(target, 'utf8')).toBe('an older backup');
  const nowhere = join(store.folder, 'missing', 'backup.db');
  await expect(store.backUp(nowhere)).rejects.toThrow('备份没有成功');
  expect(existsSync(nowhere)).toBe(false);
});

test('a backup waits for the write before it, and has it; no journal is left beside it', async () => {
  const writing = store.write((writes) => addCase(writes, testCase(1)));
  const [report] = await Promise.all([store.backUp(target), writing]);
  expect(report.rows.cases).toBe(1);
  expect(readdirSync(store.folder).filter((name) => name.startsWith('backup.db'))).toEqual(['backup.db']);
});
