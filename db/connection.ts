import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { StoreOpenError } from './errors.ts';

/** Bytes of a page of a new store; docs/decisions/0001-sqlite-driver.md has the measurements. */
export const PAGE_SIZE = 4096;

/** Size of the write-ahead log at which even a busy store moves it into the file. */
const WAL_BYTES = 64 * 1024 * 1024;

/** Filters of the ledger come in thousands of shapes; nobody uses more than a few hundred. */
const MAX_STATEMENTS = 400;

/**
 * This very value, and no other empty key, opens a store without encryption: what `npm run bench -- crypto` measures
 * against. Nothing that keeps people's cases passes it.
 */
export const UNENCRYPTED = new Uint8Array(0);

export interface ConnectionOptions {
  readonly path: string;
  /** 32 bytes, or {@link UNENCRYPTED}. */
  readonly key: Uint8Array;
  readonly readonly: boolean;
  readonly cacheMiB: number;
  /** Milliseconds to wait for a lock of another connection. */
  readonly busyTimeout?: number;
}

export type Parameter = string | number | bigint | Uint8Array | null;
export type Parameters = Readonly<Record<string, Parameter>>;

/** A prepared statement with named parameters (`@name`) and rows of a known shape. */
export interface Statement<Row> {
  get(parameters?: Parameters): Row | undefined;
  all(parameters?: Parameters): Row[];
  run(parameters?: Parameters): void;
}

function keyPragma(key: Uint8Array): string {
  if (key.byteLength !== 32) throw new RangeError('the key of a store has 32 bytes');
  return `key = "x'${Buffer.from(key).toString('hex')}'"`;
}

function expectPragma(client: Database.Database, name: string, wanted: string | number): void {
  const found = client.pragma(name, { simple: true });
  if (found !== wanted) throw new StoreOpenError('DAMAGED', `PRAGMA ${name} is ${String(found)}, not ${wanted}`);
}

/** One encrypted SQLite connection with its prepared statements. */
export class Connection {
  readonly client: Database.Database;
  /** Typed queries of the small tables; the hot paths use {@link statement}. */
  readonly orm: BetterSQLite3Database;
  readonly #statements = new Map<string, Statement<unknown>>();
  readonly #commands = new Map<string, Database.Statement>();
  #erasing = false;
  #transactions = 0;

  constructor(client: Database.Database) {
    this.client = client;
    this.orm = drizzle(client);
  }

  /** Prepared once per connection and SQL text, while it is among the last {@link MAX_STATEMENTS} new ones. */
  statement<Row = never>(sql: string): Statement<Row> {
    const known = this.#statements.get(sql);
    if (known) return known as Statement<Row>;
    const prepared = this.client.prepare(sql);
    const statement: Statement<unknown> = {
      get: (parameters = {}) => prepared.get(parameters),
      all: (parameters = {}) => prepared.all(parameters),
      run: (parameters = {}) => {
        this.assertInTransaction();
        prepared.run(parameters);
      },
    };
    this.#statements.set(sql, statement);
    const [oldest] = this.#statements.keys();
    if (this.#statements.size > MAX_STATEMENTS && oldest !== undefined) this.#statements.delete(oldest);
    return statement as Statement<Row>;
  }

  /** Inserts rows whose values come in the order of the question marks. */
  insert(sql: string, values: readonly Parameter[]): void {
    this.assertInTransaction();
    const known = this.#commands.get(sql);
    const insert = known ?? this.client.prepare(sql);
    if (!known) this.#commands.set(sql, insert);
    insert.run(values);
  }

  /** BEGIN, COMMIT and the like. */
  command(sql: string): void {
    const known = this.#commands.get(sql);
    const command = known ?? this.client.prepare(sql);
    if (!known) this.#commands.set(sql, command);
    if (sql.startsWith('BEGIN')) this.#transactions += 1;
    command.run();
  }

  /** Counts transactions: what was read in this one stays true until it ends, unless it is written. */
  get transaction(): number {
    return this.#transactions;
  }

  /** Until the end of the transaction, freed bytes are overwritten: nothing of what is erased stays in the file. */
  beginErasing(): void {
    this.assertInTransaction();
    this.client.pragma('secure_delete = ON');
    this.#erasing = true;
  }

  endErasing(): void {
    if (!this.#erasing) return;
    this.client.pragma('secure_delete = OFF');
    this.#erasing = false;
  }

  /**
   * Guards against ports that outlive their transaction: without one, a write would be committed on its own, also after
   * SQLite rolled back by itself on a full disk.
   */
  assertInTransaction(): void {
    if (!this.client.inTransaction) throw new Error('a store port was used outside of its transaction');
  }

  /** The typed query builder, for writes inside the open transaction. */
  get writing(): BetterSQLite3Database {
    this.assertInTransaction();
    return this.orm;
  }

  close(): void {
    this.client.close();
  }
}

/** @throws the raw SQLite error, or StoreOpenError when a setting does not hold; {@link toOpenError} words it. */
export function openConnection(options: ConnectionOptions): Connection {
  const { path, key, readonly, cacheMiB, busyTimeout = 5_000 } = options;
  const client = new Database(path, { readonly, fileMustExist: readonly, timeout: busyTimeout });
  try {
    if (key !== UNENCRYPTED) client.pragma(`cipher = 'aegis'`);
    if (!readonly) client.pragma(`page_size = ${PAGE_SIZE}`);
    if (key !== UNENCRYPTED) client.pragma(keyPragma(key));
    // The first read proves the key: without it the file is no database.
    client.prepare('SELECT count(*) FROM sqlite_master').get();
    client.pragma(`cache_size = ${-cacheMiB * 1024}`);
    // Sorts that spill would write plain text to the disk.
    client.pragma('temp_store = MEMORY');
    client.pragma('foreign_keys = ON');
    if (readonly) client.pragma('query_only = ON');
    else {
      client.pragma('journal_mode = WAL');
      client.pragma('synchronous = FULL');
      // Upkeep moves the log into the file when nobody waits; a commit does it only when there was never a quiet moment.
      client.pragma(`wal_autocheckpoint = ${WAL_BYTES / PAGE_SIZE}`);
      client.pragma(`journal_size_limit = ${WAL_BYTES}`);
      expectPragma(client, 'synchronous', 2);
    }
    expectPragma(client, 'journal_mode', 'wal');
    expectPragma(client, 'foreign_keys', 1);
    expectPragma(client, 'busy_timeout', busyTimeout);
    return new Connection(client);
  } catch (error) {
    client.close();
    throw error;
  }
}
