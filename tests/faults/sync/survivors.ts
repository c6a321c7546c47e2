import type { Database } from '../../../city/db/database.ts';
import type { TestDesk } from '../../support/desk.ts';
import type { Done } from './history.ts';
import type { Counts } from './outcome.ts';

/**
 * Knows which actions no disk holds any more after one of them went back to an older state: those are no loss of the
 * sync (design: they are listed apart, by fault).
 */
export class Survivors {
  readonly #database: Database;
  readonly #desks: () => readonly TestDesk[];
  readonly #gone = new Map<string, string>();

  /** The city's database, and the stores of the stations as they are when asked for. */
  constructor(database: Database, desks: () => readonly TestDesk[]) {
    this.#database = database;
    this.#desks = desks;
  }

  /** Ids of actions that no disk has held since. */
  get gone(): ReadonlySet<string> {
    return new Set(this.#gone.keys());
  }

  /** How many that were acknowledged are gone, by fault. */
  counted(done: readonly Done[]): Counts {
    const counts: Record<string, number> = {};
    for (const { actionId } of done) {
      const fault = this.#gone.get(actionId);
      if (fault !== undefined) counts[fault] = (counts[fault] ?? 0) + 1;
    }
    return counts;
  }

  async through(fault: string, work: () => Promise<void>): Promise<void> {
    const before = await this.#held();
    await work();
    const after = await this.#held();
    for (const id of before) if (!after.has(id)) this.#gone.set(id, fault);
  }

  async #held(): Promise<ReadonlySet<string>> {
    const held = new Set<string>();
    for (const { id } of await this.#database.query<{ id: string }>('SELECT id::text AS id FROM action_headers')) {
      held.add(id);
    }
    for (const { store } of this.#desks()) {
      await store.read(async ({ log }) => {
        for await (const { header } of log.all()) held.add(header.id);
      });
    }
    return held;
  }
}
