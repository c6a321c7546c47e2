import { hash } from 'node:crypto';
import type { Database, Transaction } from './database.ts';
import { DatabaseOpenError, toOpenError } from './errors.ts';
import { embedded } from './migrations/index.ts';

export interface Migration {
  readonly tag: string;
  /** Statements separated by drizzle's `--> statement-breakpoint`. */
  readonly sql: string;
}

/** Key of the advisory lock under which migrations are applied: several servers may start at once. */
const LOCK = 0x66_71_64_62; // "fqdb"

interface Applied {
  readonly tag: string;
  readonly hash: string;
}

const hashOf = ({ sql }: Migration) => hash('sha256', sql, 'hex');

async function appliedIn(transaction: Transaction): Promise<readonly Applied[]> {
  const [found] = await transaction.query<{ migrations: string | null; others: number }>(
    `SELECT to_regclass('migrations')::text AS migrations, (SELECT count(*) FROM pg_class c
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')) AS others`,
  );
  if (found?.migrations) return transaction.query<Applied>('SELECT tag, hash FROM migrations ORDER BY ordinal');
  if (found && found.others > 0) throw new DatabaseOpenError('SCHEMA_FOREIGN', 'tables, but no table of migrations');
  await transaction.query(`CREATE TABLE migrations (ordinal integer PRIMARY KEY, tag text NOT NULL, hash text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now())`);
  return [];
}

function checkKnown(applied: readonly Applied[], migrations: readonly Migration[]): void {
  if (applied.length > migrations.length) {
    throw new DatabaseOpenError(
      'SCHEMA_NEWER',
      `${applied.length} migrations, this program knows ${migrations.length}`,
    );
  }
  for (const [index, { tag, hash: found }] of applied.entries()) {
    const migration = migrations[index];
    if (migration?.tag !== tag || hashOf(migration) !== found) {
      throw new DatabaseOpenError('SCHEMA_FOREIGN', `migration ${index} is ${tag} ${found}`);
    }
  }
}

/** Holds the lock of the migrations until the transaction ends. Another server may be at long work: it is waited for. */
export async function holdMigrations(transaction: Transaction): Promise<void> {
  await transaction.query('SET LOCAL lock_timeout = 0');
  await transaction.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
}

/** Applies the next migration, alone in its transaction. True while there are more. */
async function applyNext(transaction: Transaction, migrations: readonly Migration[]): Promise<boolean> {
  await holdMigrations(transaction);
  const applied = await appliedIn(transaction);
  checkKnown(applied, migrations);
  const ordinal = applied.length;
  const migration = migrations[ordinal];
  if (!migration) return false;
  for (const statement of migration.sql.split('--> statement-breakpoint')) await transaction.query(statement);
  const row = [ordinal, migration.tag, hashOf(migration)];
  await transaction.query('INSERT INTO migrations (ordinal, tag, hash) VALUES ($1, $2, $3)', row);
  return ordinal + 1 < migrations.length;
}

/**
 * Brings a database to this program's schema, each migration in a transaction of its own, under a lock that all servers
 * respect. Migrations go by their order, never by their date.
 * @throws DatabaseOpenError SCHEMA_NEWER, SCHEMA_FOREIGN (nothing is changed) or MIGRATION_FAILED (the one that failed
 * left nothing behind).
 */
export async function migrate(database: Database, migrations: readonly Migration[] = embedded): Promise<void> {
  try {
    while (await database.transaction((transaction) => applyNext(transaction, migrations)));
  } catch (error) {
    throw toOpenError(error, 'MIGRATION_FAILED');
  }
}
