import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PART } from './backup.ts';

/** Backups that stay beside a store, made each before a migration: for who goes back by one version of the program, or two. */
export const KEPT_MIGRATION_BACKUPS = 2;

/** Where the backup before a migration goes: beside the store, named by the form that comes and by the time. */
export function migrationBackupPath(storePath: string, migrations: number, at: Date): string {
  return `${storePath}.before-${migrations}-${at.toISOString().replaceAll(/[:.]/g, '-')}`;
}

/**
 * Removes all but the newest of them, and halves of one. Each is a whole copy of the store, with what was erased since (LOG-8).
 * @throws the error of the file system; what was removed before it stays removed.
 */
export function pruneMigrationBackups(storePath: string): void {
  const [folder, prefix] = [dirname(storePath), `${basename(storePath)}.before-`];
  const timeOf = (name: string) => name.slice(prefix.length).replace(/^\d+-/, '');
  const found = readdirSync(folder)
    .filter((name) => name.startsWith(prefix) && /^\d+-\d{4}-\d\d-\d\dT[\d-]+Z$/.test(name.slice(prefix.length)))
    .toSorted((one, other) => (timeOf(one) < timeOf(other) ? 1 : -1));
  const shape = new RegExp(`^\\d+-\\d{4}-\\d\\d-\\d\\dT[\\d-]+Z\\${PART}(-wal|-shm|-journal)?$`);
  // What was cut off while it was made; nobody makes one now, for the caller holds the store.
  const halves = readdirSync(folder).filter((name) => name.startsWith(prefix) && shape.test(name.slice(prefix.length)));
  for (const name of [...found.slice(KEPT_MIGRATION_BACKUPS), ...halves]) rmSync(join(folder, name), { force: true });
}
