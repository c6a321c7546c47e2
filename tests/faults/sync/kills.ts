import type { Random } from '../../../center/sample/random.ts';
import type { Database } from '../../../city/db/database.ts';
import type { StationStore } from '../../../services/ports.ts';

/** What stands for kill -9 at a boundary: whoever holds the dead side must open it anew. */
export class Killed extends Error {
  constructor(where: string) {
    super(`killed ${where}`);
    this.name = 'Killed';
  }
}

export interface Kills {
  /** Deaths begin. */
  arm(): void;
  /** No more deaths from now on. */
  stop(): void;
  readonly count: { before_commit: number; after_commit: number };
}

function dice(random: Random, chance: number): Kills & { before(): void; after(): void } {
  const count = { before_commit: 0, after_commit: 0 };
  let over = true;
  const strike = (kind: keyof typeof count): void => {
    if (over || !random.chance(chance)) return;
    count[kind] += 1;
    throw new Killed(kind);
  };
  return {
    count,
    arm() {
      over = false;
    },
    stop() {
      over = true;
    },
    before: () => strike('before_commit'),
    after: () => strike('after_commit'),
  };
}

/** A store whose process dies at commits: just before one (nothing of it stays), or just after (all of it does). */
export function mortalStore<Store extends StationStore>(
  store: Store,
  random: Random,
  chance: number,
): { readonly store: Store; readonly kills: Kills } {
  const kills = dice(random, chance);
  const write: StationStore['write'] = async (work) => {
    const result = await store.write(async (writes) => {
      const done = await work(writes);
      kills.before();
      return done;
    });
    kills.after();
    return result;
  };
  return { store: { ...store, write }, kills };
}

/** The same of a city's database: its server dies in the middle of a transaction, or between commit and answer. */
export function mortalDatabase(
  database: Database,
  random: Random,
  chance: number,
): { database: Database; kills: Kills } {
  const kills = dice(random, chance);
  const transaction: Database['transaction'] = async (work, options) => {
    const result = await database.transaction(async (open) => {
      const done = await work(open);
      kills.before();
      return done;
    }, options);
    kills.after();
    return result;
  };
  return { database: { ...database, transaction }, kills };
}
