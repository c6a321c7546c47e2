import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Connection } from './connection.ts';
import { StoreOpenError, toOpenError } from './errors.ts';
import { embedded } from './migrations/index.ts';

export interface Migration {
  readonly tag: string;
  /** Statements separated by drizzle's `--> statement-breakpoint`. */
  readonly sql: string;
}

export interface MigrateOptions {
  /** Copies the store before an existing one is changed; it throws when the copy is not good. */
  readonly backUp: () => void;
  readonly migrations?: readonly Migration[];
}

/** When the newest of the migrations was written, in ms: no clock is right that stands before it. */
export const schemaMadeAt: number = Math.max(...embedded.map(({ madeAt }) => madeAt));

const appliedRows = z.array(z.object({ tag: z.string(), hash: z.string() }));
const tableRows = z.array(z.object({ name: z.string() }));

function hashOf(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}

function tablesOf({ client }: Connection): string[] {
  const sql = `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`;
  return tableRows.parse(client.prepare(sql).all()).map(({ name }) => name);
}

function rowCounts(connection: Connection): Map<string, unknown> {
  const count = (table: string) => connection.client.prepare(`SELECT count(*) FROM "${table}"`).pluck().get();
  return new Map(tablesOf(connection).map((table) => [table, count(table)]));
}

/** What the store says was applied to it; empty for a new file. */
function appliedIn(connection: Connection): z.infer<typeof appliedRows> {
  const tables = tablesOf(connection);
  if (tables.length === 0) return [];
  if (!tables.includes('migrations')) throw new StoreOpenError('STORE_FOREIGN', 'no table of migrations');
  return appliedRows.parse(connection.client.prepare('SELECT tag, hash FROM migrations ORDER BY ordinal').all());
}

/** How many of the migrations the store has. @throws StoreOpenError STORE_NEWER or STORE_FOREIGN; nothing is changed. */
export function appliedCount(connection: Connection, migrations: readonly Migration[] = embedded): number {
  const applied = appliedIn(connection);
  const version = connection.client.pragma('user_version', { simple: true });
  if (applied.length > migrations.length || Number(version) > migrations.length) {
    throw new StoreOpenError('STORE_NEWER', `${applied.length} migrations, version ${String(version)}`);
  }
  for (const [index, { tag, hash }] of applied.entries()) {
    const migration = migrations[index];
    if (migration?.tag !== tag || hashOf(migration) !== hash) {
      throw new StoreOpenError('STORE_FOREIGN', `migration ${index} is ${tag} ${hash}`);
    }
  }
  return applied.length;
}

function failUnless(condition: boolean, details: string): void {
  if (!condition) throw new StoreOpenError('MIGRATION_FAILED', details);
}

function applyAll(connection: Connection, migrations: readonly Migration[], from: number): void {
  const { client } = connection;
  client.exec(
    'CREATE TABLE IF NOT EXISTS migrations (ordinal INTEGER PRIMARY KEY, tag TEXT NOT NULL, hash TEXT NOT NULL, applied_at INTEGER NOT NULL)',
  );
  const before = rowCounts(connection);
  const note = client.prepare('INSERT INTO migrations (ordinal, tag, hash, applied_at) VALUES (?, ?, ?, ?)');
  for (const [index, migration] of migrations.entries()) {
    if (index < from) continue;
    for (const statement of migration.sql.split('--> statement-breakpoint')) client.exec(statement);
    note.run(index, migration.tag, hashOf(migration), Date.now());
  }
  const after = rowCounts(connection);
  for (const [table, count] of before) {
    if (table === 'migrations') continue;
    failUnless(after.get(table) === count, `${table}: ${String(count)} rows before, ${String(after.get(table))} after`);
  }
  const broken = client.pragma('foreign_key_check');
  failUnless(Array.isArray(broken) && broken.length === 0, `foreign keys: ${JSON.stringify(broken)}`);
  failUnless(after.get('migrations') === migrations.length, `${String(after.get('migrations'))} migrations applied`);
  client.pragma(`user_version = ${migrations.length}`);
}

/**
 * Brings a store to this program's schema, in one transaction. Foreign keys are off around it, because a table that is
 * rebuilt would delete its children by cascade, and switching them off inside a transaction does nothing; row counts
 * and a check of all foreign keys stand in for them. Migrations go by their order, never by their date.
 * @throws StoreOpenError STORE_NEWER, STORE_FOREIGN or MIGRATION_FAILED; the store is as it was.
 */
export function migrate(connection: Connection, { backUp, migrations = embedded }: MigrateOptions): void {
  const { client } = connection;
  const applied = appliedCount(connection, migrations);
  if (applied === migrations.length) return;
  client.pragma('foreign_keys = OFF');
  try {
    if (applied > 0) backUp();
    client.transaction(() => applyAll(connection, migrations, applied)).immediate();
  } catch (error) {
    const known = toOpenError(error);
    if (known instanceof StoreOpenError) throw known;
    throw new StoreOpenError('MIGRATION_FAILED', String(error), { cause: error });
  } finally {
    client.pragma('foreign_keys = ON');
  }
}
