import type { StationReads } from '../services/ports.ts';
import type { Connection } from './connection.ts';
import { createReads } from './ports.ts';

interface Reader {
  readonly connection: Connection;
  readonly reads: StationReads;
}

/**
 * Read-only connections, each in at most one transaction at a time. They are opened when they are first needed; the
 * one used last goes first, because its cache is warm. Whoever comes when all are taken waits for the next free one.
 */
export class Readers {
  readonly #open: (index: number) => Connection;
  readonly #limit: number;
  readonly #all: Reader[] = [];
  readonly #free: Reader[] = [];
  readonly #waiting: ((reader: Reader) => void)[] = [];
  #closed = false;
  #drained: (() => void) | null = null;

  constructor(limit: number, open: (index: number) => Connection) {
    this.#limit = limit;
    this.#open = open;
  }

  async read<Result>(work: (reads: StationReads) => Promise<Result>): Promise<Result> {
    if (this.#closed) throw new Error('the store is closed');
    const reader = await this.#take();
    try {
      reader.connection.command('BEGIN');
      return await work(reader.reads);
    } finally {
      if (reader.connection.client.inTransaction) reader.connection.command('COMMIT');
      this.#giveBack(reader);
    }
  }

  async #take(): Promise<Reader> {
    const free = this.#free.pop();
    if (free) return free;
    if (this.#all.length >= this.#limit) return new Promise((resolve) => this.#waiting.push(resolve));
    const connection = this.#open(this.#all.length);
    const reader = { connection, reads: createReads(connection) };
    this.#all.push(reader);
    return reader;
  }

  #giveBack(reader: Reader): void {
    const next = this.#waiting.shift();
    if (next) next(reader);
    else this.#free.push(reader);
    if (this.#free.length === this.#all.length) this.#drained?.();
  }

  /** Refuses new reads, and waits for those that were asked for before: no connection outlives the store's lock. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#free.length < this.#all.length) await new Promise<void>((resolve) => (this.#drained = resolve));
    for (const { connection } of this.#all) connection.close();
  }
}
