import { rmSync, statSync } from 'node:fs';
import { BackupFailed } from './backup.ts';
import { type Connection, openConnection } from './connection.ts';
import { rowsOf } from './health.ts';
import { filesHere, type StoreFacts, storeFacts } from './store-facts.ts';

export interface CopiedStore {
  readonly facts: StoreFacts;
  readonly rows: Readonly<Record<string, number>>;
  readonly bytes: number;
  readonly files: readonly string[];
}

const actionsIn = (connection: Connection) =>
  Number(connection.client.prepare('SELECT count(*) FROM action_headers').pluck().get());
const versionOf = (connection: Connection) => connection.client.pragma('data_version', { simple: true });

function removeCopy(target: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(target + suffix, { force: true });
}

/** Opens the copy by itself, as a restore would, and looks at every page of it. @throws BackupFailed */
export function proveCopy(target: string, key: Uint8Array): Omit<CopiedStore, 'bytes'> {
  const copy = openConnection({ path: target, key, readonly: false, cacheMiB: 8 });
  try {
    const integrity = copy.client.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') throw new BackupFailed(`integrity_check: ${String(integrity)}`);
    const broken = copy.client.pragma('foreign_key_check');
    if (Array.isArray(broken) && broken.length > 0) throw new BackupFailed(`foreign keys: ${JSON.stringify(broken)}`);
    return { facts: storeFacts(copy), rows: rowsOf(copy), files: filesHere(copy) };
  } finally {
    copy.close();
  }
}

/**
 * Copies a store with `VACUUM INTO` beside the process or thread that owns it, which goes on writing meanwhile, and
 * proves the copy: integrity, and rows. Where nothing was written meanwhile every table has as many rows as the store;
 * else the log, which only grows, has no fewer than before and no more than after.
 * @throws BackupFailed, and nothing of the copy stays; an older file at the target goes first.
 */
export function copyBeside(path: string, key: Uint8Array, target: string): CopiedStore {
  removeCopy(target);
  try {
    const store = openConnection({ path, key, readonly: true, cacheMiB: 8 });
    try {
      const before = { version: versionOf(store), rows: rowsOf(store), actions: actionsIn(store) };
      // Refused otherwise, though the store itself is only read: its file stays opened for reading alone.
      store.client.pragma('query_only = OFF');
      store.client.prepare('VACUUM INTO ?').run(target);
      store.client.pragma('query_only = ON');
      const after = { version: versionOf(store), actions: actionsIn(store) };
      const copied = proveCopy(target, key);
      const differs = Object.entries(before.rows).filter(([table, rows]) => copied.rows[table] !== rows);
      if (before.version === after.version && differs.length > 0)
        throw new BackupFailed(`rows ${JSON.stringify(copied.rows)}, wanted ${JSON.stringify(before.rows)}`);
      if (copied.facts.actions < before.actions || copied.facts.actions > after.actions)
        throw new BackupFailed(`${copied.facts.actions} actions, not ${before.actions} to ${after.actions}`);
      return { ...copied, bytes: statSync(target).size };
    } finally {
      store.close();
    }
  } catch (error) {
    removeCopy(target);
    if (error instanceof BackupFailed) throw error;
    throw new BackupFailed(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
