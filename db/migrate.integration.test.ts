import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Connection, openConnection } from './connection.ts';
import { embeddedMigrations } from './embed-migrations.ts';
import { type Migration, migrate } from './migrate.ts';
import { embedded } from './migrations/index.ts';
import { openTestStore, type TestStore, testKey } from './testing.ts';

let store: TestStore;
let connection: Connection;
beforeEach(async () => {
  store = await openTestStore();
  await store.close();
  connection = openConnection({ path: store.path, key: testKey, readonly: false, cacheMiB: 1 });
});
afterEach(async () => {
  connection.close();
  await store.remove();
});

const parents: Migration = {
  tag: '9000_parents',
  sql: `CREATE TABLE parents (id INTEGER PRIMARY KEY, name TEXT);
--> statement-breakpoint
CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL REFERENCES parents (id) ON DELETE CASCADE);
--> statement-breakpoint
INSERT INTO parents VALUES (1, 'a'), (2, 'b');
--> statement-breakpoint
INSERT INTO children VALUES (10, 1), (11, 2), (12, 2);`,
};
/** A rebuild of a table as drizzle-kit writes it. */
const rebuild: Migration = {
  tag: '9001_rebuild',
  sql: `PRAGMA foreign_keys=OFF;
--> statement-breakpoint
CREATE TABLE __new_parents (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
--> statement-breakpoint
INSERT INTO __new_parents SELECT id, name FROM parents;
--> statement-breakpoint
DROP TABLE parents;
--> statement-breakpoint
ALTER TABLE __new_parents RENAME TO parents;
--> statement-breakpoint
PRAGMA foreign_keys=ON;`,
};
const version = () => connection.client.pragma('user_version', { simple: true });
const count = (table: string) => connection.client.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
const none = () => undefined;
const upTo = (...more: readonly Migration[]) => ({ backUp: none, migrations: [...embedded, ...more] });

test('the module of migrations holds exactly what the SQL files hold', () => {
  const module = readFileSync(join(import.meta.dirname, 'migrations', 'index.ts'), 'utf8');
  expect(module, 'run: node scripts/run.mjs db/embed-migrations.ts').toBe(embeddedMigrations());
});

test('a new store has every migration, applied once, in order', () => {
  const rows = connection.client.prepare('SELECT ordinal, tag FROM migrations ORDER BY ordinal').all();
  expect(rows).toEqual(embedded.map(({ tag }, ordinal) => ({ ordinal, tag })));
  expect(version()).toBe(embedded.length);
  const backUp = vi.fn();
  migrate(connection, { backUp });
  expect(backUp).not.toHaveBeenCalled();
});

test('rebuilding a table keeps its children, although deleting cascades; foreign keys are on again afterwards', () => {
  migrate(connection, upTo(parents));
  migrate(connection, upTo(parents, rebuild));
  expect([count('parents'), count('children')]).toEqual([2, 3]);
  expect(connection.client.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(version()).toBe(embedded.length + 2);
});

test('a store is backed up before it is changed, and not changed when that fails', () => {
  const backUp = vi.fn(() => {
    expect(version()).toBe(embedded.length);
    throw new Error('no room');
  });
  expect(() => migrate(connection, { ...upTo(parents), backUp })).toThrow(
    expect.objectContaining({ code: 'MIGRATION_FAILED', details: expect.stringContaining('no room') }),
  );
  expect(backUp).toHaveBeenCalledOnce();
  expect(version()).toBe(embedded.length);
});

test.each([
  ['loses rows', 'DELETE FROM children WHERE id = 12', 'children: 3 rows before, 2 after'],
  ['drops a table', 'DROP TABLE children', 'children: 3 rows before'],
  ['leaves a child without a parent', 'UPDATE children SET parent = 99', 'foreign keys'],
  ['fails half-way', 'INSERT INTO parents VALUES (3, 3); INSERT INTO nowhere VALUES (1)', 'no such table'],
])('a migration that %s is undone as a whole', (_what, sql, details) => {
  migrate(connection, upTo(parents));
  expect(() => migrate(connection, upTo(parents, { tag: '9002_bad', sql }))).toThrow(
    expect.objectContaining({ code: 'MIGRATION_FAILED', details: expect.stringContaining(details) }),
  );
  expect([count('parents'), count('children'), version()]).toEqual([2, 3, embedded.length + 1]);
  migrate(connection, upTo(parents, rebuild));
  expect(version()).toBe(embedded.length + 2);
});

test('a migration that was changed after it was applied is noticed, and nothing is applied', () => {
  migrate(connection, upTo(parents));
  const changed = { ...parents, sql: `${parents.sql} -- changed` };
  expect(() => migrate(connection, upTo(changed, rebuild))).toThrow(expect.objectContaining({ code: 'STORE_FOREIGN' }));
  expect(version()).toBe(embedded.length + 1);
});
