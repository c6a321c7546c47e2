import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { type Connection, openConnection } from './connection.ts';
import { rowsOf } from './health.ts';

/** Ends the name of a copy that is being made. */
export const PART = '.part';

export interface BackupReport {
  readonly path: string;
  readonly bytes: number;
  /** Rows by table, equal in the store and in the copy. */
  readonly rows: Readonly<Record<string, number>>;
}

/** The copy could not be made, or did not prove good; a bad copy is deleted. */
export class BackupFailed extends Error {
  override readonly name = 'BackupFailed';
  readonly details: string;
  constructor(details: string, options?: ErrorOptions) {
    super('备份没有成功，原来的数据没有变动。请检查备份位置的空间和权限后再试。', options);
    this.details = details;
  }
}

/** Opens the copy by itself, as a restore would, and looks at every page of it. */
function prove(target: string, key: Uint8Array, wanted: Record<string, number>): void {
  const copy = openConnection({ path: target, key, readonly: false, cacheMiB: 8 });
  try {
    const integrity = copy.client.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') throw new BackupFailed(`integrity_check: ${String(integrity)}`);
    const rows = rowsOf(copy);
    if (JSON.stringify(rows) !== JSON.stringify(wanted)) {
      throw new BackupFailed(`rows ${JSON.stringify(rows)}, wanted ${JSON.stringify(wanted)}`);
    }
  } finally {
    copy.close();
  }
}

/**
 * Copies an open store with `VACUUM INTO` (never a file copy: pages of a live store do not belong together), with the
 * same key, then proves the copy: integrity check and row counts. The connection must not be in a transaction.
 * @throws BackupFailed also when the target exists: a backup never replaces another.
 */
export function backUpStore(connection: Connection, target: string, key: Uint8Array): BackupReport {
  if (existsSync(target)) throw new BackupFailed(`${target} exists`);
  // It has its name only once it is proved: whatever is cut off leaves nothing that looks like a copy.
  const part = `${target}${PART}`;
  const removePart = () => {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(part + suffix, { force: true });
  };
  removePart();
  try {
    const rows = rowsOf(connection);
    connection.client.prepare('VACUUM INTO ?').run(part);
    prove(part, key, rows);
    const file = openSync(part, 'r+');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(part, target);
    return { path: target, bytes: statSync(target).size, rows };
  } catch (error) {
    removePart();
    if (error instanceof BackupFailed) throw error;
    throw new BackupFailed(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
