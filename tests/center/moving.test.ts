import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BackupJob, makeBackup } from '../../center/backups/make-backup.ts';
import { finishRestore } from '../../center/backups/restore.ts';
import { bytesOf, hashOf } from '../../center/backups/testing.ts';
import { ownRecoveryKey, readEnvelope } from '../../center/keys/envelope.ts';
import type { KeyRing } from '../../center/keys/key-ring.ts';
import { isLocked, openKeys } from '../../center/keys/open-keys.ts';
import { bringIn, PackageDamaged } from '../../center/moving/bring-in.ts';
import { readMovedFile } from '../../center/moving/moved-file.ts';
import { packMove } from '../../center/moving/pack.ts';
import { findPackage, markUsed, openPackage } from '../../center/moving/package.ts';
import { leftHere } from '../../center/moving/retired.ts';
import { gated } from '../../center/moving/write-gate.ts';
import { storePlace } from '../../center/store-place.ts';
import { openStore } from '../../db/open.ts';
import { testFile, testId } from '../../domain/cases/testing-facts.ts';
import { MOVE_WORD_BYTES, RecoveryKeyTypo, recoveryKeyText } from '../../domain/keys/recovery-key.ts';
import { createFileFolder } from '../../services/files/folder.ts';
import { addCase, testCase } from '../../services/testing/store-fixture.ts';

const WORD = recoveryKeyText(new Uint8Array(MOVE_WORD_BYTES).fill(7));
const STATION = '{"privateKey":"not for others"}';

let root: string;
let old: string;
let stick: string;
let fresh: string;
let keys: KeyRing;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'fengqiao-moving-'));
  [old, stick, fresh] = [join(root, 'old'), join(root, 'stick'), join(root, 'fresh')];
  for (const folder of [old, stick, fresh]) mkdirSync(folder);
  keys = await keysIn(old);
  await withStore(old, keys, (store) => store.write((writes) => addCase(writes, testCase(1))));
  writeFileSync(join(old, 'station.json'), STATION);
  mkdirSync(join(old, 'templates'));
  writeFileSync(join(old, 'templates', 'slip.typ'), 'own');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function keysIn(dataDir: string): Promise<KeyRing> {
  const found = await openKeys({ dataDir, storeExists: false, system: null, now: () => 0 });
  if (isLocked(found)) throw new Error(found.reason);
  return found;
}

async function withStore<Result>(
  dataDir: string,
  ring: KeyRing,
  work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<Result>,
): Promise<Result> {
  const store = await openStore({ path: join(dataDir, 'center.db'), key: ring.store });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const count = (dataDir: string, ring: KeyRing) =>
  withStore(dataDir, ring, (store) => store.read(({ ledger }) => ledger.count()));

/** Packs while a desk writes once more, between the files and the copy that counts. */
async function pack(backUp: (job: BackupJob) => ReturnType<typeof makeBackup> = makeBackup): Promise<void> {
  await withStore(old, keys, async (opened) => {
    const { store, gate } = gated(opened);
    let turn = 0;
    const parts = {
      ...{ dataDir: old, storePath: opened.path, stationId: opened.station.stationId, keys, program: '0', gate },
      ...{ machine: 'OLD-PC', centerName: '金水区综治中心', waiting: async () => 3 },
      async makeBackup(job: BackupJob) {
        const made = await backUp(job);
        turn += 1;
        if (turn === 1) await store.write((writes) => addCase(writes, testCase(2)));
        return made;
      },
    };
    await packMove(parts, { target: stick, word: WORD, at: Date.UTC(2026, 10, 27) });
    await expect(store.write(async () => undefined)).rejects.toThrow('正在搬到新电脑');
  });
}

async function packed() {
  await pack();
  const found = findPackage(stick);
  if (!found) throw new Error('no package');
  return found;
}

test('what was written while the package was made is in it, the station’s key only under the keys, and the old PC stands still (SYNC-14)', async () => {
  const { content, backup, folder } = await packed();
  expect(backup.manifest.cases).toBe(2);
  expect(content).toMatchObject({ from: 'OLD-PC', waiting: 3, kept: null });
  expect(JSON.stringify(content)).not.toContain('not for others');
  expect(leftHere(old)).toMatchObject({ phase: 'moved', folder });
  const ring = await openPackage(content, WORD.toLowerCase().replaceAll('-', ' '));
  expect(ring?.keyId).toBe(keys.keyId);
  const envelope = readEnvelope(old);
  if (typeof envelope === 'string') throw new Error(envelope);
  const printed = recoveryKeyText(ownRecoveryKey(envelope, keys) ?? new Uint8Array());
  expect((await openPackage(content, printed))?.keyId).toBe(keys.keyId);
  expect(await openPackage(content, recoveryKeyText(new Uint8Array(MOVE_WORD_BYTES).fill(8)))).toBeNull();
  await expect(openPackage(content, `${WORD.slice(0, -1)}Z`)).rejects.toThrow(RecoveryKeyTypo);
});

test('a package that cannot be made leaves the old PC whole, open to writes, and nothing on the stick', async () => {
  await withStore(old, keys, async (opened) => {
    const { store, gate } = gated(opened);
    let turn = 0;
    const parts = {
      ...{ dataDir: old, storePath: opened.path, stationId: opened.station.stationId, keys, program: '0', gate },
      ...{ machine: 'OLD-PC', centerName: '金水区综治中心', waiting: async () => null },
      async makeBackup(job: BackupJob) {
        turn += 1;
        if (turn === 2) throw new Error('the stick is full');
        return makeBackup(job);
      },
    };
    await expect(packMove(parts, { target: stick, word: WORD, at: 0 })).rejects.toThrow('the stick is full');
    await store.write((writes) => addCase(writes, testCase(2)));
  });
  expect(readMovedFile(old)).toBeNull();
  expect(readdirSync(stick)).toEqual([]);
  expect(await count(old, keys)).toBe(2);
});

test('a power cut while the package is made is forgotten at the next start, and its half with it', async () => {
  let during = '';
  await pack(async (job) => {
    during = readFileSync(join(old, 'moved.json'), 'utf8');
    expect(findPackage(stick)).toBeNull();
    return makeBackup(job);
  });
  const [name = ''] = readdirSync(stick);
  rmSync(join(stick, name, 'move.json'));
  writeFileSync(join(old, 'moved.json'), during);
  expect(leftHere(old)).toBeNull();
  expect(readMovedFile(old)).toBeNull();
  expect(readdirSync(stick)).toEqual([]);
  expect(await count(old, keys)).toBe(2);
});

test('the new PC has all of it after any interruption of its start, and numbers of its own until the city has spoken (SYNC-15)', async () => {
  const found = await packed();
  const ring = (await openPackage(found.content, WORD))!;
  const steps = [
    'center.keys.json set aside',
    'center.keys.json in place',
    'station.json in place',
    'templates in place',
  ];
  for (const step of [...steps, 'center.db in place', 'place doubted', 'decision removed']) {
    rmSync(fresh, { recursive: true });
    mkdirSync(fresh);
    const own = await keysIn(fresh);
    await withStore(fresh, own, async () => undefined);
    await bringIn({ dataDir: fresh, now: () => 1 }, found, ring);
    // Until the next start nothing has changed.
    expect((await keysIn(fresh)).keyId).toBe(own.keyId);
    expect(() =>
      finishRestore(fresh, (done) => {
        if (done === step) throw new Error('power cut');
      }),
    ).toThrow('power cut');
    finishRestore(fresh);
    const moved = await keysIn(fresh);
    expect([step, moved.keyId]).toEqual([step, keys.keyId]);
    expect(await count(fresh, moved)).toBe(2);
    expect(existsSync(join(fresh, 'station.json'))).toBe(true);
    expect(existsSync(join(fresh, 'templates', 'slip.typ'))).toBe(true);
    expect(storePlace(join(fresh, 'center.db'), join(fresh, 'center.place.json'))).toBe('other');
  }
}, 60_000);

test('a package that lacks a file is refused before anything is decided, and a used one is told', async () => {
  const files = createFileFolder({ folder: join(old, 'files'), key: keys.files });
  const bytes = bytesOf('photo');
  const sha256 = hashOf(bytes);
  await files.keep(sha256, bytes);
  const file = { ...testFile(3), sha256, attachedAt: 1, attachedBy: testId(1), removedAt: null };
  await withStore(old, keys, (store) =>
    store.write(async (writes) => {
      await addCase(writes, testCase(3, { state: { files: [file] } }));
      await writes.filePlaces.noteHere(sha256, true);
    }),
  );
  const found = await packed();
  expect(found.backup.manifest.files).toEqual({ count: 1, missing: 0 });
  const ring = (await openPackage(found.content, WORD))!;
  rmSync(join(found.folder, 'files', sha256.slice(0, 2), sha256));
  await expect(bringIn({ dataDir: fresh, now: () => 1 }, found, ring)).rejects.toThrow(PackageDamaged);
  expect(finishRestore(fresh)).toBeNull();
  markUsed(found.folder, { at: 5, by: 'NEW-PC' });
  expect(findPackage(stick)?.used).toEqual({ at: 5, by: 'NEW-PC' });
});
