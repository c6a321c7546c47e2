import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrationBackupPath, pruneMigrationBackups } from './migration-backups.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-backups-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('of the backups that migrations made the two newest stay, by their time, and no other file goes (LOG-8)', () => {
  const store = join(folder, 'center.db');
  const made = [
    [9, '2026-01-02T08:00:00.000Z'],
    [10, '2026-03-01T08:00:00.000Z'],
    [12, '2026-02-01T08:00:00.000Z'],
    [14, '2026-11-26T08:00:00.123Z'],
  ].map(([count, at]) => migrationBackupPath(store, Number(count), new Date(String(at))));
  const others = [
    'center.db',
    'center.db-wal',
    'center.db.before-by-hand',
    'other.db.before-9-2025-01-01T00-00-00-000Z',
  ];
  // A start that was killed while it made one leaves a half under another name, which no start takes for a copy.
  for (const suffix of ['.part', '.part-journal']) writeFileSync(`${made[3]}${suffix}`, '');
  for (const file of [...made, ...others.map((name) => join(folder, name))]) writeFileSync(file, '');
  pruneMigrationBackups(store);
  const left = readdirSync(folder).map((name) => join(folder, name));
  expect(left.toSorted()).toEqual([made[1], made[3], ...others.map((name) => join(folder, name))].toSorted());
  pruneMigrationBackups(store);
  expect(readdirSync(folder)).toHaveLength(left.length);
});
