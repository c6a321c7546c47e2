import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../db/open.ts';
import { testKey } from '../../db/testing.ts';
import { createFileFolder } from '../../services/files/folder.ts';
import { orderErasure } from '../../services/testing/store-fixture.ts';
import { makeBackup } from './make-backup.ts';
import { backupName, backupPaths, listBackups, readFileList } from './manifest.ts';
import { runApart } from './run-apart.ts';
import { type BackupWorld, bytesOf, hashOf, openBackupWorld } from './testing.ts';

const DAY_MS = 86_400_000;
const friday = Date.UTC(2026, 10, 26, 18, 30);
let world: BackupWorld;
beforeEach(async () => {
  world = await openBackupWorld();
});
afterEach(() => world.remove());

const kept = () => createFileFolder({ folder: join(world.folder, 'files'), key: testKey });
const names = () => listBackups(world.folder).map(({ name }) => name);

describe('a backup', () => {
  test('opens with the key, has every case and every file, and says so in a manifest', async () => {
    await world.add(1, 2, 3);
    const { name, manifest } = await makeBackup(world.job(friday));
    expect(name).toBe('center-20261127-023000');
    expect(manifest).toMatchObject({ cases: 3, actions: 3, madeAt: friday, files: { count: 3, missing: 0 } });
    expect(manifest.rows).toMatchObject({ action_headers: 3, action_payloads: 3 });
    const copy = await openStore({ path: backupPaths(world.folder, name).store, key: testKey });
    expect(await copy.read(({ ledger }) => ledger.count())).toBe(3);
    await copy.close();
    expect(await kept().read(hashOf(bytesOf('file 2')))).toEqual(Buffer.from('file 2'));
    // Nothing of it is plain, on either disk.
    expect(readFileSync(backupPaths(world.folder, name).store).includes('SQLite format 3')).toBe(false);
    expect(existsSync(world.job(friday).draft)).toBe(false);
  });

  test('copies only the files that are not there yet, and reads them all again in turns', async () => {
    await world.add(1);
    await makeBackup(world.job(friday));
    const hash = hashOf(bytesOf('file 1'));
    const path = join(world.folder, 'files', hash.slice(0, 2), hash);
    const before = readFileSync(path);
    await world.add(2);
    await makeBackup(world.job(friday + DAY_MS));
    expect(readFileSync(path)).toEqual(before);
    // A disk that forgets is found out within the turns, and the file is copied anew.
    truncateSync(path, before.byteLength - 1);
    const itsTurn = Array.from({ length: 32 }, (_, day) => friday + (day + 2) * DAY_MS).find(
      (at) => Math.floor(at / DAY_MS) % 32 === Number.parseInt(hash.slice(0, 2), 16) % 32,
    );
    await makeBackup(world.job(itsTurn!));
    expect(await kept().read(hash)).toEqual(Buffer.from('file 1'));
  });

  test('of a center that misses a file, or has it with a wrong byte, is made all the same and says how many it lacks', async () => {
    await world.add(1, 2, 3);
    const place = (number: number) => {
      const hash = hashOf(bytesOf(`file ${number}`));
      return { hash, path: join(world.data, 'files', hash.slice(0, 2), hash) };
    };
    rmSync(place(1).path);
    const damaged = readFileSync(place(2).path);
    damaged[damaged.length - 1]! ^= 1;
    writeFileSync(place(2).path, damaged);
    const { name, manifest } = await makeBackup(world.job(friday));
    expect(manifest.files).toEqual({ count: 3, missing: 2 });
    expect(await kept().has(place(1).hash)).toBe(false);
    expect(await kept().has(place(2).hash)).toBe(false);
    expect(await kept().read(place(3).hash)).toEqual(Buffer.from('file 3'));
    // It names all of them: what comes back, as from the city, is in the next one.
    expect(readFileList(world.folder, name)).toHaveLength(3);
    for (const number of [1, 2]) await world.files.keep(place(number).hash, bytesOf(`file ${number}`));
    const next = await makeBackup(world.job(friday + DAY_MS));
    expect(next.manifest.files).toEqual({ count: 3, missing: 0 });
    expect(await kept().read(place(2).hash)).toEqual(Buffer.from('file 2'));
  });

  test('runs in a thread of its own while desks write, and is whole', async () => {
    await world.add(1);
    await world.withStore(async (store) => {
      const running = runApart(world.job(friday));
      let done = false;
      const writing = (async () => {
        while (!done) {
          await store.write(({ numbers }) => numbers.next('case', 2026));
          await new Promise(setImmediate);
        }
      })();
      const { manifest } = await running.done.finally(() => {
        done = true;
      });
      await writing;
      expect(manifest).toMatchObject({ cases: 1, actions: 1 });
    });
    expect(names()).toHaveLength(1);
  });
});

describe('what is removed', () => {
  test('is what no rule keeps, with the files that no kept backup names', async () => {
    await world.add(1);
    await makeBackup(world.job(friday));
    await world.withStore((store) =>
      store.write(({ filePlaces }) => filePlaces.noteHere(hashOf(bytesOf('file 1')), false)),
    );
    await makeBackup(world.job(friday + DAY_MS));
    expect(await kept().has(hashOf(bytesOf('file 1')))).toBe(true);
    // Of one day the newest stays: the first backup goes, and the file with it.
    await makeBackup(world.job(friday + 3_600_000));
    expect(names()).toEqual([backupName(friday + DAY_MS), backupName(friday + 3_600_000)]);
    expect(await kept().has(hashOf(bytesOf('file 1')))).toBe(false);
  });

  test('is every backup that was made before an erasure, once a newer one is verified (LOG-8)', async () => {
    await world.add(1, 2);
    await makeBackup(world.job(friday));
    const gone = hashOf(bytesOf('file 1'));
    await world.withStore((store) =>
      store.write(async (writes) => {
        const { log, filePlaces } = writes;
        await orderErasure(writes, '0199aaaa-0000-7000-8000-00000000e001');
        for await (const { header } of log.all()) {
          await log.erasePayloads('0199aaaa-0000-7000-8000-00000000e001', [header.id]);
          break;
        }
        await filePlaces.markErased([gone]);
      }),
    );
    expect(await kept().has(gone)).toBe(true);
    await makeBackup(world.job(friday + DAY_MS));
    expect(names()).toEqual([backupName(friday + DAY_MS)]);
    expect(await kept().has(gone)).toBe(false);
    expect(await kept().has(hashOf(bytesOf('file 2')))).toBe(true);
  });

  test('is never what was just made, though the clock stands ten years back', async () => {
    for (let day = 0; day < 8; day += 1) await makeBackup(world.job(friday + day * DAY_MS));
    expect(names()).toHaveLength(7);
    const old = friday - 10 * 365 * DAY_MS;
    await makeBackup(world.job(old));
    expect(names()).toContain(backupName(old));
  }, 60_000);
});

test('a backup that was cut off does not count, and the next sweeps what it left', async () => {
  await world.add(1);
  const { name } = await makeBackup(world.job(friday));
  const half = backupPaths(world.folder, backupName(friday + DAY_MS));
  writeFileSync(half.store, 'half');
  writeFileSync(half.files, 'half');
  writeFileSync(`${half.store}.part`, 'half');
  writeFileSync(`${half.manifest}.123-abcd.tmp`, 'half');
  expect(names()).toEqual([name]);
  const next = await makeBackup(world.job(friday + 2 * DAY_MS));
  expect(names()).toEqual([next.name, name]);
  expect(readdirSync(world.folder).toSorted()).toEqual(
    [
      ...[name, next.name].flatMap((each) => [`${each}.db`, `${each}.files`, `${each}.json`]),
      'center.keys.json',
      'files',
    ].toSorted(),
  );
});

test('a damaged store is not backed up, and the older backups stay', async () => {
  await world.add(...Array.from({ length: 40 }, (_, n) => n + 1));
  const { name } = await makeBackup(world.job(friday));
  const bytes = readFileSync(world.storePath);
  bytes.fill(0x5a, bytes.byteLength - 20 * 4096, bytes.byteLength - 10 * 4096);
  writeFileSync(world.storePath, bytes);
  await expect(makeBackup(world.job(friday + DAY_MS))).rejects.toThrow('备份没有成功');
  expect(names()).toEqual([name]);
  rmSync(world.storePath);
});
