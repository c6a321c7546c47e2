import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeBackup } from './make-backup.ts';
import { backupPaths } from './manifest.ts';
import { finishRestore } from './restore.ts';
import { REQUEST_FILE, takeRestoreRequest } from './restore-request.ts';
import { type BackupWorld, openBackupWorld, testKeys } from './testing.ts';

let world: BackupWorld;
let request: string;
beforeEach(async () => {
  world = await openBackupWorld();
  request = join(world.data, REQUEST_FILE);
});
afterEach(() => world.remove());

const take = (keys = testKeys) => takeRestoreRequest(world.data, keys);

test('a store that does not open any more is restored at the start, by a path in a file of the data folder', async () => {
  await world.add(1, 2);
  const { name } = await makeBackup(world.job(Date.UTC(2026, 10, 27)));
  const bytes = readFileSync(world.storePath);
  bytes.fill(0x5a, 0, 4096);
  writeFileSync(world.storePath, bytes);
  await expect(world.withStore(async () => undefined)).rejects.toThrow('打不开');
  // As notepad writes it.
  writeFileSync(request, `\uFEFF"${backupPaths(world.folder, name).store}"\r\n`);
  expect(await take()).toBe(true);
  expect(existsSync(request)).toBe(false);
  expect(finishRestore(world.data)?.from).toBe(name);
  expect(await world.withStore((store) => store.read(({ ledger }) => ledger.count()))).toBe(2);
});

test('what is no whole backup, or not of this key, is refused in words; nothing was asked, nothing is done', async () => {
  expect(await take()).toBe(false);
  writeFileSync(request, join(world.folder, 'center-20260101-000000.db'));
  await expect(take()).rejects.toThrow(/不是一份完整的备份。数据没有变动/);
  const { name } = await makeBackup(world.job(Date.UTC(2026, 10, 27)));
  writeFileSync(request, backupPaths(world.folder, name).store);
  await expect(take({ ...testKeys, store: new Uint8Array(32) })).rejects.toThrow(/不是用本机的密钥加密/);
  expect(finishRestore(world.data)).toBeNull();
});
