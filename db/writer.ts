import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import type { StationWrites } from '../services/ports.ts';
import type { Connection } from './connection.ts';
import { toWriteError } from './errors.ts';
import { createWrites } from './ports.ts';
import { indexPlace, indexStep, waitingForIndex } from './search-index.ts';
import { upkeepStep } from './upkeep.ts';

/** Quiet time after a write, in milliseconds, before upkeep begins; and between its steps. */
const IDLE_MS = 250;
const STEP_MS = 5;

/** How long the index is written at once, in milliseconds: so long may a desk's write wait for it. */
const INDEX_MS = 30;

/** The one connection that writes: one transaction at a time, in the order in which they were asked for. */
export class Writer {
  readonly #connection: Connection;
  readonly #writes: StationWrites;
  readonly #onUpkeepError: (error: unknown) => void;
  readonly #inside = new AsyncLocalStorage<true>();
  #tail: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  /** Whether committed actions may be missing in the search index. */
  #mayLackEntries = true;
  #closed = false;

  constructor(connection: Connection, onUpkeepError: (error: unknown) => void) {
    this.#connection = connection;
    this.#writes = createWrites(connection);
    this.#onUpkeepError = onUpkeepError;
  }

  write<Result>(work: (writes: StationWrites) => Promise<Result>): Promise<Result> {
    // It would wait for itself for ever.
    if (this.#inside.getStore()) return Promise.reject(new Error('a write was asked for inside a write'));
    return this.#inTurn(() => this.#inside.run(true, () => this.#transact(work)));
  }

  /** Runs between two writes, outside of any transaction. */
  between<Result>(work: (connection: Connection) => Result): Promise<Result> {
    return this.#inTurn(async () => work(this.#connection));
  }

  /**
   * Resolves once all that was committed before can be found by a search. Where the index cannot be written, as on a
   * full disk, that is reported and searches go on without the newest cases.
   */
  async searchable(): Promise<void> {
    if (!this.#mayLackEntries) return;
    try {
      const { log } = await this.between(indexPlace);
      while (await this.between((connection) => this.#index(connection) && indexPlace(connection).index < log)) {
        // A step of its own for whatever came meanwhile.
        await setImmediate();
      }
    } catch (error) {
      this.#onUpkeepError(error);
    }
  }

  /** Indexes what waits, for about {@link INDEX_MS}. True while there is more. */
  #index(connection: Connection): boolean {
    let more = false;
    if (waitingForIndex(connection) > 0) {
      const until = performance.now() + INDEX_MS;
      connection.command('BEGIN IMMEDIATE');
      try {
        do more = indexStep(connection);
        while (more && performance.now() < until);
        connection.command('COMMIT');
      } catch (error) {
        if (connection.client.inTransaction) connection.command('ROLLBACK');
        throw error;
      }
    }
    this.#mayLackEntries = more;
    return more;
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#closed) return Promise.reject(new Error('the store is closed'));
    const turn = this.#tail.then(work);
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #transact<Result>(work: (writes: StationWrites) => Promise<Result>): Promise<Result> {
    const { client } = this.#connection;
    clearTimeout(this.#idle);
    try {
      this.#connection.command('BEGIN IMMEDIATE');
      const result = await work(this.#writes);
      this.#connection.assertInTransaction();
      this.#connection.command('COMMIT');
      this.#mayLackEntries ||= waitingForIndex(this.#connection) > 0;
      return result;
    } catch (error) {
      // On a full disk or a failed write SQLite has rolled back by itself.
      if (client.inTransaction) this.#connection.command('ROLLBACK');
      throw toWriteError(error);
    } finally {
      this.#connection.endErasing();
      this.#restIn(IDLE_MS);
    }
  }

  #restIn(milliseconds: number): void {
    clearTimeout(this.#idle);
    if (this.#closed) return;
    this.#idle = setTimeout(() => {
      this.between((connection) => this.#index(connection) || upkeepStep(connection)).then(
        (more) => more && this.#restIn(STEP_MS),
        this.#onUpkeepError,
      );
    }, milliseconds);
    this.#idle.unref();
  }

  /** Runs after all writes that were asked for before. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#tail;
    try {
      // Whoever opens the store for reading only shall find everything.
      while (this.#index(this.#connection));
    } catch (error) {
      this.#onUpkeepError(error);
    }
    clearTimeout(this.#idle);
    this.#connection.close();
  }
}
