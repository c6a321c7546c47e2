import { setTimeout as wait } from 'node:timers/promises';
import type { Database, Transaction } from '../../../city/db/database.ts';
import type { PushInput, PushOutput } from '../../../contract/sync.ts';
import { hashHeader } from '../../../domain/log/action.ts';
import { sha256Suite } from '../../../services/environment.ts';
import type { StationStore } from '../../../services/ports.ts';
import { CityCallFailed, type CityClient } from '../../../services/sync/client.ts';
import type { RoundStore } from '../../../services/sync/round.ts';

/**
 * Rules broken on purpose, to see that the harness finds it. They are broken from outside, between the parts of the
 * program, so that nothing of it is in the program.
 * - SYNC-2: the head of a feed moves on at once, while the actions below it are committed later.
 * - SYNC-3: a station takes a push for done although no answer came.
 * - SYNC-4: a station moves its cursor in a transaction of its own, before the one that applies.
 * - SYNC-11: a station returns nothing to a city that was restored.
 */
export const plants = ['SYNC-2', 'SYNC-3', 'SYNC-4', 'SYNC-11'] as const;
export type Plant = (typeof plants)[number];

/** Milliseconds between the head that everybody sees and the commit of what is below it. */
const LATE_MS = 12;

/** The city's database; `beside` is the same one over other connections. */
export function plantedDatabase(database: Database, beside: Database, plant: Plant | null): Database {
  if (plant !== 'SYNC-2') return database;
  const broken = ({ query, send }: Transaction): Transaction => ({
    send,
    async query(sql, parameters) {
      if (!sql.includes('INSERT INTO feeds') || !sql.includes('RETURNING head')) return query(sql, parameters);
      const taken = await beside.query<never>(sql, parameters);
      await wait(LATE_MS);
      return taken;
    },
  });
  return {
    ...database,
    transaction: (work, options) => database.transaction((open) => work(broken(open)), options),
  };
}

export function plantedRoundStore(round: RoundStore, store: StationStore, plant: Plant | null): RoundStore {
  if (plant !== 'SYNC-4') return round;
  return {
    ...round,
    async applyFeed(pulled, epoch) {
      const { feed, cursor: position, head, mark } = pulled;
      await store.write(({ sync }) => sync.moveCursor({ feed, position, head, epoch, mark }));
      return round.applyFeed(pulled, epoch);
    },
  };
}

export function plantedClient(client: CityClient, plant: Plant | null): CityClient {
  if (plant === 'SYNC-11') return { ...client, offer: async ({ epoch }) => ({ epoch, lacking: [] }) };
  if (plant !== 'SYNC-3') return client;
  return {
    ...client,
    async push(input, signal, departure) {
      try {
        return await client.push(input, signal, departure);
      } catch (error) {
        if (!(error instanceof CityCallFailed)) throw error;
        return forged(input);
      }
    },
  };
}

function forged({ actions, epoch }: PushInput): PushOutput {
  const last = actions.at(-1);
  if (!last) throw new Error('an empty push');
  const { stationId, incarnation, sequence } = last.header;
  return {
    epoch: epoch ?? '1',
    answers: actions.map(({ feed, header }) => ({
      id: header.id,
      known: false,
      feed,
      position: 1_000_000 + header.sequence,
      streamSequence: 1_000_000 + header.sequence,
      verdict: 'accepted',
      reason: null,
      detail: null,
    })),
    receipt: {
      stationId,
      incarnation,
      sequence,
      headerHash: hashHeader(last.header, sha256Suite),
      epoch: epoch ?? '1',
      at: 0,
      signature: '',
    },
  };
}
