import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../db/open.ts';
import { testKey } from '../../db/testing.ts';
import { storePlace } from '../store-place.ts';
import { makeBackup } from './make-backup.ts';
import { backupPaths, listBackups } from './manifest.ts';
import { decideRestore, finishRestore, stageRestore } from './restore.ts';
import { type BackupWorld, bytesOf, hashOf, openBackupWorld, testKeys } from './testing.ts';

const at = Date.UTC(2026, 10, 26, 18, 30);
let world: BackupWorld;
beforeEach(async () => {
  world = await openBackupWorld();
  await world.add(1, 2);
  await makeBackup(world.job(at));
  await world.add(3);
});
afterEach(() => world.remove());

const count = () => world.withStore((store) => store.read(({ ledger }) => ledger.count()));
const backup = () => listBackups(world.folder)[0]!;
const stage = () => stageRestore({ dataDir: world.data, folder: world.folder, keys: testKeys }, backup());
const decide = () => decideRestore(world.data, { from: backup().name, madeAt: at, decidedAt: at + 1 });
const keptStore = () => join(world.data, 'kept', readdirSync(join(world.data, 'kept'))[0]!, 'center.db');

/** Every step of the second half, in its order. */
async function stepsOf(): Promise<readonly string[]> {
  const steps: string[] = [];
  await stage();
  decide();
  finishRestore(world.data, (step) => steps.push(step));
  return steps;
}

describe('a restore', () => {
  test('that was only looked at changes nothing, and what it brought is removed at the next start', async () => {
    expect((await stage()).facts).toMatchObject({ cases: 2 });
    expect(finishRestore(world.data)).toBeNull();
    expect(existsSync(join(world.data, 'restore'))).toBe(false);
    expect(await count()).toBe(3);
  });

  test('puts the backup in place, sets aside what was here, and throws doubt on its numbers (SYNC-15)', async () => {
    const gone = hashOf(bytesOf('file 1'));
    rmSync(join(world.data, 'files', gone.slice(0, 2), gone));
    expect((await stage()).missingFiles).toBe(0);
    decide();
    expect(finishRestore(world.data)).toMatchObject({ from: backup().name });
    expect(await count()).toBe(2);
    expect(await world.files.has(gone)).toBe(true);
    expect(storePlace(world.storePath, join(world.data, 'center.place.json'))).toBe('other');
    const aside = await openStore({ path: keptStore(), key: testKey });
    expect(await aside.read(({ ledger }) => ledger.count())).toBe(3);
    await aside.close();
    expect(finishRestore(world.data)).toBeNull();
  });

  test('that is cut off after any step goes on at the next start, and ends with the backup', async () => {
    const steps = await stepsOf();
    expect(steps.length).toBeGreaterThan(4);
    for (const last of steps) {
      rmSync(join(world.data, 'kept'), { recursive: true });
      await world.add(100 + steps.indexOf(last));
      const before = await count();
      expect(before).toBe(3);
      await stage();
      decide();
      expect(() =>
        finishRestore(world.data, (step) => {
          if (step === last) throw new Error('power cut');
        }),
      ).toThrow('power cut');
      finishRestore(world.data);
      expect(await count(), last).toBe(2);
      const aside = await openStore({ path: keptStore(), key: testKey });
      expect(await aside.read(({ ledger }) => ledger.count()), last).toBe(before);
      await aside.close();
    }
  });

  test('that lost what it had brought gives back what was here', async () => {
    await stage();
    decide();
    expect(() =>
      finishRestore(world.data, (step) => {
        if (step === 'center.db set aside') throw new Error('power cut');
      }),
    ).toThrow('power cut');
    rmSync(join(world.data, 'restore'), { recursive: true });
    finishRestore(world.data);
    expect(await count()).toBe(3);
  });

  test('of a backup with a flipped byte, or of another center, is refused before anything is decided', async () => {
    const { store } = backupPaths(world.folder, backup().name);
    const bytes = readFileSync(store);
    await expect(
      stageRestore(
        { dataDir: world.data, folder: world.folder, keys: { ...testKeys, store: new Uint8Array(32) } },
        backup(),
      ),
    ).rejects.toThrow();
    bytes[5_000] = (bytes[5_000] ?? 0) ^ 1;
    writeFileSync(store, bytes);
    await expect(stage()).rejects.toThrow('reads');
    expect(await count()).toBe(3);
  });

  test('waits while another process has the store', async () => {
    await stage();
    decide();
    await world.withStore(async () => {
      expect(() => finishRestore(world.data)).toThrow('正由另一个');
    });
  });
});
