import Database from 'better-sqlite3';
import type { Random } from '../../../center/sample/random.ts';
import type { Database as CityDatabase, Transaction } from '../../../city/db/database.ts';
import type { StationStore } from '../../../services/ports.ts';

/** What stands for kill -9 at a boundary: whoever holds the dead side must open it anew. */
export class Killed extends Error {
  constructor(where: string) {
    super(`killed ${where}`);
    this.name = 'Killed';
  }
}

/** On a full disk a transaction now and then still finds room: what it frees itself. */
const FULL_CHANCE = 0.9;

/** What can befall one side at its commits. */
export class Perils {
  readonly #random: Random;
  /** The error with which the side's database says that the disk is full. */
  readonly #noSpace: () => Error;
  #over = true;
  /** Of a death at one commit. */
  chance: number;
  /** The disk is full. */
  full = false;
  readonly happened = { before_commit: 0, after_commit: 0, disk_full: 0 };

  constructor(random: Random, chance: number, noSpace: () => Error) {
    this.#random = random;
    this.chance = chance;
    this.#noSpace = noSpace;
  }

  /** Deaths begin. */
  arm(): void {
    this.#over = false;
  }

  /** Nothing befalls the side from now on. */
  stop(): void {
    this.#over = true;
    this.full = false;
  }

  /** In the transaction, when its work is done. */
  before(): void {
    if (this.full && this.#random.chance(FULL_CHANCE)) {
      this.happened.disk_full += 1;
      throw this.#noSpace();
    }
    this.#strike('before_commit');
  }

  /** Between commit and answer. */
  after(): void {
    this.#strike('after_commit');
  }

  #strike(kind: 'before_commit' | 'after_commit'): void {
    if (this.#over || !this.#random.chance(this.chance)) return;
    this.happened[kind] += 1;
    throw new Killed(kind);
  }
}

/** As SQLite says it; db/open.integration.test.ts shows that a file that may not grow says the same. */
export const sqliteFull = (): Error => new Database.SqliteError('database or disk is full', 'SQLITE_FULL');

/** As PostgreSQL says it: class 53, insufficient resources. */
export const postgresFull = (): Error =>
  Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' });

/** A store whose process dies at commits: just before one (nothing of it stays), or just after (all of it does). */
export function mortalStore<Store extends StationStore>(store: Store, perils: Perils): Store {
  const write: StationStore['write'] = async (work) => {
    const result = await store.write(async (writes) => {
      const done = await work(writes);
      perils.before();
      return done;
    });
    perils.after();
    return result;
  };
  return { ...store, write };
}

/** The same of a city's database: its server dies in the middle of a transaction, or between commit and answer. */
export function mortalDatabase(database: CityDatabase, perils: Perils): CityDatabase {
  const transaction: CityDatabase['transaction'] = async (work, options) => {
    const result = await database.transaction(async (open: Transaction) => {
      const done = await work(open);
      perils.before();
      return done;
    }, options);
    perils.after();
    return result;
  };
  return { ...database, transaction };
}
