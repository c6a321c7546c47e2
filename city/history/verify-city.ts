import { finding } from '../../domain/history/findings.ts';
import { emptyJournal } from '../../domain/log/journal.ts';
import type { Environment } from '../../services/environment.ts';
import { Cancelled, type Verification, Walk } from '../../services/history/verify.ts';
import { type HistoryStore, verifyAccess, verifyActions } from '../../services/history/verify-log.ts';
import type { Database } from '../db/database.ts';
import { cityHistoryReads, missingSequences } from './history.ts';

export interface CityHistory {
  readonly database: Database;
  readonly environment: Pick<Environment, 'now' | 'suite'>;
}

/** What a feed says of itself, apart from its rows. */
interface FeedFacts {
  readonly feed: string;
  readonly head: number;
}

/**
 * Verifies the history of a city, feed by feed (LOG-12): against the hashes, the ends of chains and feeds, and the digests
 * that it has told to the centers (LOG-13).
 */
export async function verifyCity(
  { database, environment }: CityHistory,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Verification> {
  const { suite, now } = environment;
  const startedAt = now();
  const walk = new Walk(options.signal);
  let cancelled = false;
  try {
    // A feed may have lost its row.
    const feeds = await database.query<FeedFacts>(
      `SELECT coalesce(f.feed, h.feed) AS feed, coalesce(f.head, 0) AS head FROM feeds f
       FULL JOIN (SELECT feed FROM action_headers UNION SELECT feed FROM access_log
         UNION SELECT feed FROM city_anchors UNION SELECT feed FROM chain_heads) h ON h.feed = f.feed`,
    );
    for (const facts of feeds) await verifyFeed(database, suite, facts, walk);
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    cancelled = true;
  }
  const { findings, found, looked } = walk;
  return { part: 'all', startedAt, endedAt: now(), cancelled, ...looked, found, findings };
}

async function verifyFeed(
  database: Database,
  suite: Environment['suite'],
  { feed, head }: FeedFacts,
  walk: Walk,
): Promise<void> {
  const store: HistoryStore = {
    read: (work) => database.transaction((tx) => work({ history: cityHistoryReads(tx, feed) }), { readonly: true }),
  };
  const anchors = await database.query<{ count: number; digest: string }>(
    'SELECT count, digest FROM city_anchors WHERE feed = $1 ORDER BY count',
    [feed],
  );
  const known = new Map(anchors.map(({ count, digest }) => [count, digest]));
  const beyond = anchors.filter(({ count }) => count > head);
  for (const { count } of beyond)
    walk.note([finding('anchors', 'anchor_beyond', { side: '市平台', when: feed, n: count, found: head })]);
  const surplus = await store.read(({ history }) => history.actionsAfter(head, 1));
  if (surplus.length > 0) walk.note([finding('actions', 'action_surplus', { expected: head, found: '更多' })]);
  const end = { count: head, digest: null };
  await verifyActions(
    store,
    suite,
    { start: emptyJournal, known, anchors: new Map(), chainEnds: [], end, ownLife: null },
    walk,
  );
  await verifyChainEnds(database, feed, walk);
  const access = await store.read(({ history }) => history.journalEnd('access'));
  const isBehind = await store.read(({ history }) => history.accessAfter(access?.count ?? 0, 1));
  if (isBehind.length > 0)
    walk.note([finding('access', 'entry_tail', { expected: access?.count ?? 0, found: '更多' })]);
  if (access) await verifyAccess(store, suite, { known: new Map(), end: access }, walk);
}

/** Each chain, whose actions may lie in several feeds, is whole up to its end. */
async function verifyChainEnds(database: Database, feed: string, walk: Walk): Promise<void> {
  const { ends, headers } = await database.transaction(
    async (tx) => {
      const history = cityHistoryReads(tx, feed);
      const chains = await history.chainEnds();
      return { ends: chains, headers: await history.headersAt(chains) };
    },
    { readonly: true },
  );
  const at = new Set(
    headers.map((each) => `${each.stationId} ${each.incarnation} ${each.sequence} ${each.headerHash}`),
  );
  for (const end of ends) {
    const { stationId, incarnation, sequence, headerHash } = end;
    const chain = `站点 ${stationId.slice(0, 8)} 第 ${incarnation} 世的动作链`;
    for (const n of await missingSequences(database, end))
      walk.note([finding('actions', 'chain_gap', { chain, from: n, to: n })]);
    if (!at.has(`${stationId} ${incarnation} ${sequence} ${headerHash}`))
      walk.note([finding('actions', 'chain_head', { chain, expected: sequence, found: '另一个' })]);
  }
  const endless = await database.query<{ stationId: string; incarnation: number; sequence: number }>(
    `SELECT station_id AS "stationId", incarnation, max(sequence) AS sequence FROM action_headers h WHERE feed = $1
     GROUP BY station_id, incarnation HAVING max(sequence) > coalesce((SELECT max(sequence) FROM chain_heads c
       WHERE c.station_id = h.station_id AND c.incarnation = h.incarnation), 0)`,
    [feed],
  );
  for (const { stationId, incarnation, sequence } of endless) {
    const chain = `站点 ${stationId.slice(0, 8)} 第 ${incarnation} 世的动作链`;
    walk.note([finding('actions', 'chain_head', { chain, expected: '更少', found: sequence })]);
  }
}
