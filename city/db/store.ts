import type { Store } from '../../services/ports.ts';
import type { Database, Transaction } from './database.ts';
import { createReads, createWrites } from './ports.ts';
import type { ParsedSettings, ScopeOptions } from './scope.ts';

/** The city's records. Each feed is a store of its own: services that work on one see nothing of another. */
export interface CityStore {
  /** The store of one feed; `close` of it does nothing, the database outlives it. */
  scope(options: ScopeOptions): Store;
}

const lock = 'SELECT head FROM feeds WHERE feed = $1 FOR UPDATE';

/** Holds the row of the feed until the transaction ends: one write at a time in a feed, whichever process asks. */
async function lockFeed({ query }: Transaction, feed: string): Promise<void> {
  if ((await query(lock, [feed])).length > 0) return;
  await query('INSERT INTO feeds (feed) VALUES ($1) ON CONFLICT DO NOTHING', [feed]);
  await query(lock, [feed]);
}

export function createCityStore(database: Database): CityStore {
  const tails = new Map<string, Promise<unknown>>();
  const parsed = new Map<string, ParsedSettings>();

  /** In this process writes of a feed go in the order in which they are asked for, and hold no connection while they wait. */
  function inTurn<Result>(feed: string, work: () => Promise<Result>): Promise<Result> {
    const turn = (tails.get(feed) ?? Promise.resolve()).then(work);
    const tail = turn.then(
      () => undefined,
      () => undefined,
    );
    tails.set(feed, tail);
    void tail.then(() => tails.get(feed) === tail && tails.delete(feed));
    return turn;
  }

  return {
    scope(options) {
      const { feed } = options;
      return {
        read: (work) =>
          database.transaction((transaction) => work(createReads({ ...options, transaction, parsed })), {
            readonly: true,
          }),
        async write(work) {
          // Else it would wait in line for itself.
          database.assertOutside();
          return inTurn(feed, () =>
            database.transaction(async (transaction) => {
              await lockFeed(transaction, feed);
              return work(createWrites({ ...options, transaction, parsed }));
            }),
          );
        },
        // A case's words are written with the case.
        searchable: () => Promise.resolve(),
        close: () => Promise.resolve(),
      };
    },
  };
}
