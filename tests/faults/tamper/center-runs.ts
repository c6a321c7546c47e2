import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../../../center/sample/random.ts';
import { openConnection } from '../../../db/connection.ts';
import { openStore } from '../../../db/open.ts';
import { testKey } from '../../../db/testing.ts';
import { systemEnvironment } from '../../../services/environment.ts';
import { createFileFolder } from '../../../services/files/folder.ts';
import type { Told } from '../../../services/history/anchors.ts';
import { isSignedByCity } from '../../../services/history/city-signature.ts';
import type { Verification } from '../../../services/history/verify.ts';
import { verifyStation } from '../../../services/history/verify-station.ts';
import { fileChanges, storeChanges } from './center-changes.ts';
import type { TamperWorld } from './world.ts';

export interface TamperRun {
  readonly kind: string;
  /** Null where the change changed nothing: it does not count. */
  readonly found: boolean | null;
  /** What was found, for who looks at a run. */
  readonly said: readonly string[];
}

interface Trigger {
  readonly name: string;
  readonly sql: string;
}

/** As somebody with the key does it: the triggers are put away for the change, and come back behind it. */
function changeStore(path: string, random: Random): { kind: string; changed: boolean } {
  const connection = openConnection({ path, key: testKey, readonly: false, cacheMiB: 1 });
  const { client } = connection;
  try {
    client.pragma('foreign_keys = OFF');
    client.pragma('synchronous = OFF');
    client.exec('BEGIN');
    const triggers = client.prepare<[], Trigger>(`SELECT name, sql FROM sqlite_master WHERE type = 'trigger'`).all();
    for (const { name } of triggers) client.exec(`DROP TRIGGER "${name}"`);
    const { kind, make } = random.pick(storeChanges);
    const before = client.prepare<[], number>('SELECT total_changes()').pluck().get();
    let changed: boolean;
    try {
      changed = make(connection, random) && before !== client.prepare('SELECT total_changes()').pluck().get();
    } catch (error) {
      // A value that the table does not take (NOT NULL, UNIQUE): nothing was changed.
      if (!String(error).includes('constraint')) throw error;
      changed = false;
    }
    for (const { sql } of triggers) client.exec(sql);
    client.exec('COMMIT');
    return { kind, changed };
  } finally {
    connection.close();
  }
}

export async function verifyFolder(
  folder: string,
  serverKey: string | readonly string[],
  told: Told | null,
): Promise<Verification> {
  const keys = [serverKey].flat().filter((key) => key !== '');
  const store = await openStore({ path: join(folder, 'center.db'), key: testKey });
  try {
    return await verifyStation(
      {
        store,
        environment: systemEnvironment,
        fileBytes: createFileFolder({ folder: join(folder, 'files'), key: testKey }),
        isSigned: ({ signature, ordinal: _, newestDeviceTime: _n, ...receipt }) =>
          keys.length === 0 ? null : isSignedByCity(keys, receipt, signature),
      },
      { part: 'all', told },
    );
  } finally {
    await store.close();
  }
}

/** One change of a center, and whether verification finds it. A store that does not open is found as well. */
export async function tamperCenter({ folder, serverKey }: TamperWorld, random: Random): Promise<TamperRun> {
  const copy = mkdtempSync(join(tmpdir(), 'fengqiao-tampered-'));
  try {
    cpSync(folder, copy, { recursive: true });
    let done: { kind: string; changed: boolean };
    if (random.chance(0.06)) {
      const { kind, make } = random.pick(fileChanges);
      make(join(copy, 'files'), random);
      done = { kind, changed: true };
    } else done = changeStore(join(copy, 'center.db'), random);
    if (!done.changed) return { kind: done.kind, found: null, said: [] };
    try {
      const { findings, found } = await verifyFolder(copy, serverKey, null);
      return { kind: done.kind, found: found > 0, said: findings.map(({ kind }) => kind) };
    } catch (error) {
      return { kind: done.kind, found: true, said: [`not verifiable: ${String(error)}`] };
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
