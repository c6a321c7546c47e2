import type { Database } from '../../../city/db/database.ts';
import type { StationStore } from '../../../services/ports.ts';
import type { Done } from './history.ts';
import type { Counts } from './outcome.ts';

/** Does what takes a disk back to an older state, and notes what is gone by it, under the name of the fault. */
export type Through = (fault: string, work: () => Promise<void>) => Promise<void>;

/**
 * Knows what no disk holds any more after one of them went back to an older state: that is no loss of the sync (design:
 * it is listed apart, by fault).
 */
export class Survivors {
  readonly #held: () => Promise<Iterable<string>>;
  readonly #gone = new Map<string, string>();

  /** Ids of all that is held on any disk when it is asked for. */
  constructor(held: () => Promise<Iterable<string>>) {
    this.#held = held;
  }

  /** Ids of what no disk has held since. */
  get gone(): ReadonlySet<string> {
    return new Set(this.#gone.keys());
  }

  /** How many actions that were acknowledged are gone, by fault. */
  counted(done: readonly Done[]): Counts {
    const counts: Record<string, number> = {};
    for (const { actionId } of done) {
      const fault = this.#gone.get(actionId);
      if (fault !== undefined) counts[fault] = (counts[fault] ?? 0) + 1;
    }
    return counts;
  }

  readonly through: Through = async (fault, work) => {
    const before = new Set(await this.#held());
    await work();
    const after = new Set(await this.#held());
    for (const id of before) if (!after.has(id)) this.#gone.set(id, fault);
  };
}

/** Ids of the actions in the city's log. */
export async function actionsInCity(database: Database): Promise<readonly string[]> {
  const rows = await database.query<{ id: string }>('SELECT id::text AS id FROM action_headers');
  return rows.map(({ id }) => id);
}

/** Ids of the actions in a station's log. */
export function actionsIn(store: Pick<StationStore, 'read'>): Promise<readonly string[]> {
  return store.read(async ({ log }) => {
    const ids: string[] = [];
    for await (const { header } of log.all()) ids.push(header.id);
    return ids;
  });
}
