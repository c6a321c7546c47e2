import { chainName } from '../../domain/history/chains.ts';
import { type Finding, finding } from '../../domain/history/findings.ts';
import { emptyJournal } from '../../domain/log/journal.ts';
import type { Environment } from '../../services/environment.ts';
import { Cancelled, type Verification, Walk } from '../../services/history/verify.ts';
import { type HistoryStore, verifyAccess, verifyActions } from '../../services/history/verify-log.ts';
import type { Database } from '../db/database.ts';
import { cityHistoryReads, countRowsBehind, missingSequences } from './history.ts';

export interface CityHistory {
  readonly database: Database;
  readonly environment: Pick<Environment, 'now' | 'suite'>;
}

/** What was found in one feed. */
export interface FeedFindings {
  readonly feed: string;
  readonly found: number;
  /** The first of them. */
  readonly findings: readonly Finding[];
}

/** Of all feeds; those in which nothing was found are not listed. */
export interface CityVerification extends Verification {
  readonly feeds: readonly FeedFindings[];
}

/**
 * Verifies the history of a city, feed by feed (LOG-12): against the hashes, the ends of chains and feeds, and the digests
 * that it has told to the centers (LOG-13). Centers go on pushing meanwhile: each feed is verified up to where it ended
 * when its turn came.
 */
export async function verifyCity(
  { database, environment }: CityHistory,
  options: { readonly signal?: AbortSignal } = {},
): Promise<CityVerification> {
  const { suite, now } = environment;
  const startedAt = now();
  const walk = new Walk(options.signal);
  const inFeeds: FeedFindings[] = [];
  let cancelled = false;
  try {
    // A feed may have lost its row.
    const feeds = await database.query<{ feed: string }>(
      `SELECT feed FROM feeds UNION SELECT feed FROM action_headers UNION SELECT feed FROM access_log
       UNION SELECT feed FROM city_anchors UNION SELECT feed FROM chain_heads ORDER BY feed`,
    );
    for (const { feed } of feeds) {
      const [before, listed] = [walk.found, walk.findings.length];
      await verifyFeed(database, suite, feed, walk);
      const found = walk.found - before;
      if (found > 0) inFeeds.push({ feed, found, findings: walk.findings.slice(listed) });
    }
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    cancelled = true;
  }
  const { findings, found, looked } = walk;
  return { part: 'all', startedAt, endedAt: now(), cancelled, ...looked, found, findings, feeds: inFeeds };
}

/** What a feed says of itself, apart from its rows, in one moment: rows that come later are not looked at. */
async function factsOf(database: Database, feed: string) {
  return database.transaction(
    async (tx) => {
      const [row] = await tx.query<{ head: number }>('SELECT head FROM feeds WHERE feed = $1', [feed]);
      const head = row?.head ?? 0;
      const anchors = await tx.query<{ count: number; digest: string }>(
        'SELECT count, digest FROM city_anchors WHERE feed = $1 ORDER BY count',
        [feed],
      );
      const history = cityHistoryReads(tx, feed);
      const access = await history.journalEnd('access');
      return {
        ...{ head, anchors, access },
        surplus: (await history.actionsAfter(head, 1)).length > 0,
        surplusRows: await countRowsBehind(tx, feed, head),
        isBehind: (await history.accessAfter(access?.count ?? 0, 1)).length > 0,
      };
    },
    { readonly: true },
  );
}

async function verifyFeed(database: Database, suite: Environment['suite'], feed: string, walk: Walk): Promise<void> {
  const { head, anchors, access, surplus, surplusRows, isBehind } = await factsOf(database, feed);
  const store: HistoryStore = {
    read: (work) =>
      database.transaction((tx) => work({ history: cityHistoryReads(tx, feed, head) }), { readonly: true }),
  };
  const known = new Map(anchors.map(({ count, digest }) => [count, digest]));
  const beyond = anchors.filter(({ count }) => count > head);
  for (const { count } of beyond)
    walk.note([finding('anchors', 'anchor_beyond', { side: '市平台', when: feed, n: count, found: head })]);
  if (surplus) walk.note([finding('actions', 'action_surplus', { expected: head, found: '更多' })]);
  if (surplusRows > 0) walk.note([finding('imports', 'row_surplus', { found: surplusRows })]);
  const end = { count: head, digest: null };
  await verifyActions(
    store,
    suite,
    { start: emptyJournal, known, anchors: new Map(), chainEnds: [], end, ownLife: null },
    walk,
  );
  await verifyChainEnds(database, feed, walk);
  if (isBehind) walk.note([finding('access', 'entry_tail', { expected: access?.count ?? 0, found: '更多' })]);
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
    const chain = chainName({ stationId, incarnation });
    for (const n of await missingSequences(database, end))
      walk.note([finding('actions', 'chain_gap', { chain, from: n, to: n })]);
    if (!at.has(`${stationId} ${incarnation} ${sequence} ${headerHash}`))
      walk.note([finding('actions', 'chain_head', { chain, expected: sequence, found: '另一个' })]);
  }
  const endless = await database.query<{ stationId: string; incarnation: number; sequence: number }>(
    // What others brought back of a machine that was lost has no end here (SYNC-11): its newest may be gone for ever.
    `SELECT station_id AS "stationId", incarnation, max(sequence) AS sequence FROM action_headers h WHERE feed = $1
     AND NOT EXISTS (SELECT 1 FROM readmissions r WHERE r.feed = $1 AND r.position = h.position)
     GROUP BY station_id, incarnation HAVING max(sequence) > coalesce((SELECT max(sequence) FROM chain_heads c
       WHERE c.station_id = h.station_id AND c.incarnation = h.incarnation), 0)`,
    [feed],
  );
  for (const { stationId, incarnation, sequence } of endless) {
    const chain = chainName({ stationId, incarnation });
    walk.note([finding('actions', 'chain_head', { chain, expected: '更少', found: sequence })]);
  }
}
