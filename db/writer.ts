import { AsyncLocalStorage } from 'node:async_hooks';
import type { Writes } from '../services/ports.ts';
import type { Connection } from './connection.ts';
import { toWriteError } from './errors.ts';
import { createWrites } from './ports.ts';

/** Quiet time after a write, in milliseconds, before the log of changes is moved into the file. */
const IDLE_MS = 250;

/** The one connection that writes: one transaction at a time, in the order in which they were asked for. */
export class Writer {
  readonly #connection: Connection;
  readonly #writes: Writes;
  readonly #inside = new AsyncLocalStorage<true>();
  #tail: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#writes = createWrites(connection);
  }

  write<Result>(work: (writes: Writes) => Promise<Result>): Promise<Result> {
    // It would wait for itself for ever.
    if (this.#inside.getStore()) return Promise.reject(new Error('a write was asked for inside a write'));
    const turn = this.#tail.then(() => this.#inside.run(true, () => this.#transact(work)));
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  /** Runs between two writes, outside of any transaction. */
  async between<Result>(work: (connection: Connection) => Result): Promise<Result> {
    const turn = this.#tail.then(() => work(this.#connection));
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #transact<Result>(work: (writes: Writes) => Promise<Result>): Promise<Result> {
    const { client } = this.#connection;
    clearTimeout(this.#idle);
    try {
      this.#connection.command('BEGIN IMMEDIATE');
      const result = await work(this.#writes);
      this.#connection.assertInTransaction();
      this.#connection.command('COMMIT');
      return result;
    } catch (error) {
      // On a full disk or a failed write SQLite has rolled back by itself.
      if (client.inTransaction) this.#connection.command('ROLLBACK');
      throw toWriteError(error);
    } finally {
      this.#idle = setTimeout(() => this.checkpoint(), IDLE_MS);
      this.#idle.unref();
    }
  }

  /**
   * Moves committed changes from the write-ahead log into the file while nobody waits, so that no save has to. Readers
   * are not disturbed; what they still need stays in the log until the next time.
   */
  checkpoint(): void {
    if (this.#connection.client.open && !this.#connection.client.inTransaction) {
      this.#connection.client.pragma('wal_checkpoint(PASSIVE)');
    }
  }

  /** Runs after all writes that were asked for before. */
  async close(): Promise<void> {
    await this.#tail;
    clearTimeout(this.#idle);
    this.#connection.close();
  }
}
