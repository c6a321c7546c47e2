import type { AnchorsInput, AnchorsOutput, CityAnchor } from '../../contract/sync-anchors.ts';
import { suiteOf } from '../../domain/log/action.ts';
import { chainLine, emptyJournal, type JournalEnd } from '../../domain/log/journal.ts';
import { sha256Suite } from '../../services/environment.ts';
import type { Database, Transaction } from '../db/database.ts';
import { feedLines } from '../history/feed-lines.ts';
import { currentEpoch } from './epoch.ts';
import type { ServerKeys } from './keys.ts';
import type { Sender } from './push-log.ts';

/** Actions that one exchange adds to the digest of a feed at most; the next goes on from there. */
const MOST_LINES = 5_000;
const BATCH = 500;
/** Anchors of a station that it is told, the newest first. */
const MOST_KEPT = 50;
/** A station's anchor is kept once in so many ms, unless it goes back: the newest is over all before it. */
const KEPT_EVERY_MS = 10 * 60_000;

export interface AnchorParts {
  readonly database: Database;
  readonly keys: Pick<ServerKeys, 'sign' | 'isOwn'>;
  readonly now: () => number;
}

const sql = {
  last: 'SELECT count, digest, epoch, at FROM city_anchors WHERE feed = $1 ORDER BY count DESC LIMIT 1',
  at: 'SELECT digest FROM city_anchors WHERE feed = $1 AND count = $2',
  keep: `INSERT INTO city_anchors (feed, count, digest, epoch, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
  stations: `SELECT actions_count AS "actionsCount", actions_digest AS "actionsDigest", access_count AS "accessCount",
    access_digest AS "accessDigest", at FROM station_anchors WHERE feed = $1 AND station_id = $2 AND incarnation = $3
    ORDER BY at DESC LIMIT ${MOST_KEPT}`,
  keepStation: `INSERT INTO station_anchors (feed, station_id, incarnation, actions_count, actions_digest, access_count,
    access_digest, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
} as const;

interface AnchorRow extends JournalEnd {
  readonly epoch: number;
  readonly at: number;
}

interface StationAnchorRow {
  readonly actionsCount: number;
  readonly actionsDigest: string;
  readonly accessCount: number;
  readonly accessDigest: string;
  readonly at: number;
}

/**
 * The station says where its history ends and the city keeps it; the city says where its own ends, signed, and is asked
 * about what it said before (LOG-13).
 */
export async function exchangeAnchors(
  parts: AnchorParts,
  sender: Sender,
  { own, returned }: AnchorsInput,
): Promise<AnchorsOutput> {
  return parts.database.transaction(async (tx) => {
    const kept = await keptOf(tx, sender);
    const [newest] = kept;
    if (!newest || parts.now() - newest.at >= KEPT_EVERY_MS || isOtherwise(newest, own)) {
      const { feed, stationId, incarnation } = sender;
      const ends = [own.actions.count, own.actions.digest, own.access.count, own.access.digest];
      await tx.query(sql.keepStation, [feed, stationId, incarnation, ...ends, parts.now()]);
    }
    const { epoch } = await currentEpoch(tx);
    const anchor = await anchorOf(tx, parts, sender, epoch);
    const disowned: AnchorsOutput['disowned'] = [];
    for (const each of returned) if (await isDisowned(tx, parts, each, epoch)) disowned.push(each);
    return { anchor, kept: [...kept], disowned: disowned.map(({ count, at }) => ({ count, at })) };
  });
}

/** A history that is shorter than before, or another at the same place, is kept beside what it was. */
function isOtherwise({ actions, access }: AnchorsOutput['kept'][number], own: AnchorsInput['own']): boolean {
  const pairs = [
    [actions, own.actions],
    [access, own.access],
  ] as const;
  return pairs.some(
    ([before, now]) => now.count < before.count || (now.count === before.count && now.digest !== before.digest),
  );
}

async function keptOf(tx: Transaction, { feed, stationId, incarnation }: Sender): Promise<AnchorsOutput['kept']> {
  const rows = await tx.query<StationAnchorRow>(sql.stations, [feed, stationId, incarnation]);
  return rows.map(({ actionsCount, actionsDigest, accessCount, accessDigest, at }) => ({
    actions: { count: actionsCount, digest: actionsDigest },
    access: { count: accessCount, digest: accessDigest },
    at,
  }));
}

/** Goes on from the last anchor of the feed to its end, or as far as one exchange may take. */
async function anchorOf(
  tx: Transaction,
  { keys, now }: AnchorParts,
  { feed, signs }: Sender,
  epoch: number,
): Promise<CityAnchor | null> {
  const [last] = await tx.query<AnchorRow>(sql.last, [feed]);
  let end: JournalEnd = last ?? emptyJournal;
  for (let read = 0; read < MOST_LINES; read += BATCH) {
    const lines = await feedLines(tx, feed, end.count, BATCH);
    end = lines.reduce((before, each) => chainLine(before, each.line, suiteOf(each, sha256Suite)), end);
    if (lines.length < BATCH) break;
  }
  if (end.count === 0) return null;
  const isNew = end.count !== last?.count;
  const at = isNew ? now() : (last?.at ?? now());
  if (isNew) await tx.query(sql.keep, [feed, end.count, end.digest, epoch, at]);
  const anchor = {
    feed,
    count: end.count,
    digest: end.digest,
    epoch: String(isNew ? epoch : (last?.epoch ?? epoch)),
    at,
  };
  return { ...anchor, signature: keys.sign(anchor, signs) };
}

/** What this city signed in this life of it, and does not have any more. An earlier life may have had more (SYNC-11). */
async function isDisowned(tx: Transaction, { keys }: AnchorParts, anchor: CityAnchor, epoch: number): Promise<boolean> {
  const { signature, ...signed } = anchor;
  if (!keys.isOwn(signed, signature)) return false;
  const [here] = await tx.query<{ digest: string }>(sql.at, [anchor.feed, anchor.count]);
  if (here) return here.digest !== anchor.digest;
  return anchor.epoch === String(epoch);
}
