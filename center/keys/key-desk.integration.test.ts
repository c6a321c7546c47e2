import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ServiceError } from '../../contract/errors.ts';
import type { Role } from '../../domain/access/roles.ts';
import type { KeptUse } from '../../services/audit/note.ts';
import type { Caller } from '../../services/dependencies.ts';
import { createKeyDesk } from './key-desk.ts';
import type { KeyRing } from './key-ring.ts';
import { isLocked, type KeyPlace, openKeys } from './open-keys.ts';
import { standInKeyStore } from './testing.ts';

let folder: string;
let place: KeyPlace;
let ring: KeyRing;
let time = 1_000;
const { store } = standInKeyStore();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-key-desk-'));
  place = { dataDir: folder, storeExists: true, system: null, now: () => time };
  ring = await opened({ ...place, storeExists: false });
});
afterEach(() => rmSync(folder, { recursive: true }));

async function opened(at: KeyPlace): Promise<KeyRing> {
  const keys = await openKeys(at);
  if (isLocked(keys)) throw new Error(keys.reason);
  return keys;
}

async function lockedAt(at: KeyPlace) {
  const keys = await openKeys(at);
  if (!isLocked(keys)) throw new Error('the keys are open');
  return keys;
}

const noted: string[] = [];
const deskAt = (
  at: KeyPlace,
  note = async (by: Caller, use: KeptUse) => void noted.push(`${by.staffId} ${use.kind} ${use.subject}`),
) => createKeyDesk({ place: at, ring, centerName: async () => '金水区矛调中心', note });
const caller = (role: Role): Caller => ({ staffId: 'one', name: '赵强', roles: [role] }) as unknown as Caller;
const it = caller('it');

describe('the keys of a center, to IT', () => {
  test('are nobody else’s business', async () => {
    const desk = deskAt(place);
    for (const role of ['manager', 'clerk', 'mediator'] as const) {
      const who = caller(role);
      await expect(desk.status(who)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
      await expect(desk.recoverySheet(who)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
      await expect(desk.notePrinted(who)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
      await expect(desk.renewRecovery(who)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
      await expect(desk.setPassphrase(who, '东风吹过的旧码头上')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    }
  });

  test('note who saw, printed, renewed the recovery key or changed the passphrase, before it is given (个人信息保护法 51)', async () => {
    noted.length = 0;
    const desk = deskAt(place);
    await desk.recoverySheet(it);
    await desk.notePrinted(it);
    await desk.renewRecovery(it);
    await desk.notePrinted(it);
    await desk.setPassphrase(it, '东风吹过的旧码头上');
    const { keyId } = ring;
    expect(noted).toEqual([
      `one recovery_shown ${keyId}`,
      `one recovery_printed ${keyId}`,
      `one recovery_renewed ${keyId}`,
      `one recovery_printed ${keyId}`,
      'one passphrase_changed 设了口令',
    ]);
    // What cannot be noted is not given.
    const full = deskAt(place, () => Promise.reject(new ServiceError('DISK_FULL')));
    await expect(full.renewRecovery(it)).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect((await desk.status(it)).recovery.printedAt).not.toBeNull();
  });

  test('show the recovery key until it is said to be printed, and not after', async () => {
    const desk = deskAt(place);
    const sheet = await desk.recoverySheet(it);
    expect(sheet).toMatchObject({ centerName: '金水区矛调中心', keyId: ring.keyId, madeAt: 1_000 });
    expect((await desk.recoverySheet(it)).text).toBe(sheet.text);
    time = 2_000;
    expect(await desk.notePrinted(it)).toMatchObject({ keeper: 'file', recovery: { printedAt: 2_000 } });
    await expect(desk.recoverySheet(it)).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
    rmSync(join(folder, 'center.key'));
    expect(await (await lockedAt(place)).unlock(sheet.text)).toEqual(ring);
  });

  test('go to the key store of the system as soon as the recovery key is printed', async () => {
    const withStore = { ...place, system: store };
    expect(await deskAt(withStore).notePrinted(it)).toMatchObject({ keeper: 'system' });
    expect(existsSync(join(folder, 'center.key'))).toBe(false);
    expect(await opened(withStore)).toEqual(ring);
  });

  test('get another recovery key; the one before opens nothing any more', async () => {
    const desk = deskAt(place);
    const before = await desk.recoverySheet(it);
    await desk.notePrinted(it);
    time = 3_000;
    const after = await desk.renewRecovery(it);
    expect(after.text).not.toBe(before.text);
    expect((await desk.status(it)).recovery).toEqual({ madeAt: 3_000, printedAt: null, cityAt: null });
    rmSync(join(folder, 'center.key'));
    const locked = await lockedAt(place);
    expect(await locked.unlock(before.text)).toBeNull();
    expect(await locked.unlock(after.text)).toEqual(ring);
  });

  test('go under a passphrase only where somebody has the recovery key, and out again', async () => {
    const desk = deskAt(place);
    const passphrase = '东风吹过的旧码头上';
    await expect(desk.setPassphrase(it, passphrase)).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
    expect(existsSync(join(folder, 'center.key'))).toBe(true);
    await desk.notePrinted(it);
    expect(await desk.setPassphrase(it, passphrase)).toMatchObject({ keeper: 'passphrase' });
    expect(existsSync(join(folder, 'center.key'))).toBe(false);
    expect(await (await lockedAt(place)).unlock(passphrase)).toEqual(ring);
    expect(await desk.setPassphrase(it, null)).toMatchObject({ keeper: 'file' });
    expect(await opened(place)).toEqual(ring);
  });
});
