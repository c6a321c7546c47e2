import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../db/open.ts';
import { recoveryKeyText } from '../../domain/keys/recovery-key.ts';
import { addCase, testCase } from '../../services/testing/store-fixture.ts';
import { ENVELOPE_FILE, envelopeText, ownRecoveryKey, parseEnvelope } from '../keys/envelope.ts';
import { isLocked, openKeys } from '../keys/open-keys.ts';
import { makeBackup } from './make-backup.ts';
import { backupPaths } from './manifest.ts';
import { finishRestore } from './restore.ts';
import { REQUEST_FILE, takeRestoreRequest } from './restore-request.ts';

test('with the other disk and the recovery key alone a new machine has every case of one that burnt', async () => {
  const root = mkdtempSync(join(tmpdir(), 'fengqiao-new-machine-'));
  const [old, disk, fresh] = [join(root, 'old'), join(root, 'disk'), join(root, 'fresh')];
  for (const folder of [old, disk, fresh]) mkdirSync(folder);
  try {
    const about = { storeExists: false, system: null, now: () => 0 };
    const keys = await openKeys({ dataDir: old, ...about });
    if (isLocked(keys)) throw new Error(keys.reason);
    const store = await openStore({ path: join(old, 'center.db'), key: keys.store });
    await store.write((writes) => addCase(writes, testCase(1)));
    const { name } = await makeBackup({
      ...{ storePath: store.path, keys, envelope: envelopeText(old), program: '0.0.0', folder: disk, at: 0 },
      ...{ filesFolder: join(old, 'files'), draft: join(old, 'backup-draft.db') },
    });
    await store.close();
    const printed = recoveryKeyText(ownRecoveryKey(parseEnvelope(envelopeText(old))!, keys)!);
    rmSync(old, { recursive: true });

    copyFileSync(join(disk, ENVELOPE_FILE), join(fresh, ENVELOPE_FILE));
    writeFileSync(join(fresh, REQUEST_FILE), backupPaths(disk, name).store);
    const locked = await openKeys({ dataDir: fresh, ...about });
    if (!isLocked(locked)) throw new Error('the keys open without the recovery key');
    const ring = await locked.unlock(printed);
    expect(ring).not.toBeNull();
    expect(await takeRestoreRequest(fresh, ring!)).toBe(true);
    finishRestore(fresh);
    const again = await openStore({ path: join(fresh, 'center.db'), key: ring!.store });
    expect(await again.read(({ ledger }) => ledger.count())).toBe(1);
    await again.close();
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
