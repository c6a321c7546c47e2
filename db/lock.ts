import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreLocked } from './errors.ts';

export interface StoreLock {
  release(): void;
}

function ownerOf(ownerPath: string): string {
  try {
    return readFileSync(ownerPath, 'utf8').trim();
  } catch {
    // Who holds the lock is only said for the log: not knowing it changes nothing.
    return 'owner unknown';
  }
}

/**
 * Takes the lock of a store: the operating system's own lock on a file beside it, held through SQLite (which knows how
 * on every system) as long as the process lives. The system drops it when the process dies, however it dies, so there
 * is no stale lock to take over and no guess about whether a process is still alive. `.owner` beside it only names the
 * holder for the log.
 * @throws StoreLocked while another process, or another store of this one, holds it.
 */
export function lockStore(storePath: string): StoreLock {
  const client = new Database(`${storePath}.lock`, { timeout: 0 });
  try {
    client.pragma('locking_mode = EXCLUSIVE');
    client.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    client.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new StoreLocked(ownerOf(`${storePath}.owner`));
    }
    throw error;
  }
  try {
    const owner = { pid: process.pid, since: new Date().toISOString() };
    writeFileSync(`${storePath}.owner`, `${JSON.stringify(owner)}\n`, { mode: 0o600 });
  } catch (error) {
    client.close();
    throw error;
  }
  return { release: () => client.close() };
}
