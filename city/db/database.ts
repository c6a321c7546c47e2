import { openPglite, type PgliteOptions } from './pglite.ts';
import { openPostgres, type PostgresOptions } from './postgres.ts';
import type { Parameter, Transaction } from './session.ts';

export type { Parameter, Transaction } from './session.ts';

export interface TransactionOptions {
  /** One snapshot for all statements, and no write; else each statement sees what is committed before it. */
  readonly readonly?: boolean;
}

/** PostgreSQL, on a server of its own or embedded. Both drivers answer alike. */
export interface Database {
  readonly kind: 'postgres' | 'pglite';
  /** What the operator must know about this database, in Chinese; null where there is nothing to say. */
  readonly notice: string | null;
  /** One statement on its own. @throws as {@link transaction} */
  query<Row = never>(sql: string, parameters?: readonly Parameter[]): Promise<readonly Row[]>;
  /**
   * All of the work or none of it. The embedded database runs one transaction at a time, also reading ones.
   * @throws ServiceError STORE_BUSY, STORE_READ_ONLY or DISK_FULL; the driver's error; what the work throws; an error
   * when asked for inside a transaction.
   */
  transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>;
  /** @throws inside a transaction: for whoever must wait for something else before asking for one. */
  assertOutside(): void;
  /**
   * Copies the embedded database into one file (tar, gzip), whole or not at all, to be opened by `restoreFrom`; null
   * where the database has tools of its own for that (`pg_dump`).
   */
  readonly dump: ((target: string) => Promise<{ readonly bytes: number }>) | null;
  /**
   * What a server does by itself and the embedded database does not: gathers statistics and frees the room of rows that
   * were replaced. To be run about once an hour, when it is quiet; null where there is nothing to do.
   */
  readonly upkeep: (() => Promise<void>) | null;
  /** Waits for the transactions that are under way. */
  close(): Promise<void>;
}

export type OpenDatabaseOptions = PostgresOptions | PgliteOptions;

/**
 * Opens the city's database: a PostgreSQL server where there is a `url`, else the embedded one in a data folder. The
 * tables are made by {@link migrate}.
 * @throws DatabaseOpenError with a Chinese message.
 */
export function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  return 'url' in options ? openPostgres(options) : openPglite(options);
}
