import { REQUEST_SKEW_S, type RequestSender } from '../../domain/sync/request-signature.ts';
import type { Database } from '../db/database.ts';

/** A request older than the skew is refused for its time; twice that is far enough for two servers' clocks. */
const KEPT_MS = 2 * REQUEST_SKEW_S * 1_000;
const SWEEP_EVERY_MS = 60_000;

const useSql = `INSERT INTO used_nonces (feed, station_id, nonce, used_at)
  SELECT f, s, n, $4 FROM unnest($1::text[], $2::text[], $3::text[]) AS used (f, s, n)
  ON CONFLICT DO NOTHING RETURNING feed, station_id AS "stationId", nonce`;

interface Waiting {
  readonly key: string;
  readonly feed: string;
  readonly stationId: string;
  readonly nonce: string;
  readonly resolve: (isFirst: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** Nonces of requests that were taken, for all processes on one database (SYNC-16). */
export interface UsedNonces {
  /** Whether it was not used before; from now on it is. */
  use(sender: Pick<RequestSender, 'feed' | 'stationId'>, nonce: string): Promise<boolean>;
}

const keyOf = (feed: string, stationId: string, nonce: string) => `${feed} ${stationId} ${nonce}`;

/** Requests that come while a write is under way are noted together by the next one. */
export function createUsedNonces({ query }: Pick<Database, 'query'>, now: () => number): UsedNonces {
  let waiting: Waiting[] = [];
  let running = false;
  let sweptAt = 0;
  const feeds = new Set<string>();

  async function note(batch: readonly Waiting[]): Promise<void> {
    try {
      const at = now();
      const rows = await query<{ feed: string; stationId: string; nonce: string }>(useSql, [
        batch.map(({ feed }) => feed),
        batch.map(({ stationId }) => stationId),
        batch.map(({ nonce }) => nonce),
        at,
      ]);
      const first = new Set(rows.map((row) => keyOf(row.feed, row.stationId, row.nonce)));
      // The same one twice in one batch is taken once.
      for (const { key, resolve } of batch) resolve(first.delete(key));
      for (const { feed } of batch) feeds.add(feed);
      if (Math.abs(at - sweptAt) < SWEEP_EVERY_MS) return;
      sweptAt = at;
      await query('DELETE FROM used_nonces WHERE feed = ANY($1::text[]) AND used_at < $2', [[...feeds], at - KEPT_MS]);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await note(batch);
    }
    running = false;
  }

  return {
    use: ({ feed, stationId }, nonce) =>
      new Promise((resolve, reject) => {
        waiting.push({ key: keyOf(feed, stationId, nonce), feed, stationId, nonce, resolve, reject });
        if (!running) void run();
      }),
  };
}
