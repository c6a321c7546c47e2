import { ServiceError } from '../../contract/errors.ts';
import type { ReserveInput, ReserveOutput } from '../../contract/sync-numbers.ts';
import { type NumberBlock, nextBlock } from '../../domain/numbers/blocks.ts';
import { segmentOf } from '../../domain/numbers/segment.ts';
import { type Epoch, mayHaveForgotten } from '../../domain/sync/epochs.ts';
import { versionProblem } from '../../domain/sync/versions.ts';
import type { Environment } from '../../services/environment.ts';
import { sha256Hash } from '../../services/suites/hash.ts';
import type { Database, Transaction } from '../db/database.ts';
import { currentEpoch, requireEpoch } from './epoch.ts';
import { cityVersions } from './push.ts';
import type { Sender } from './push-log.ts';

export interface ReserveParts {
  readonly database: Database;
  readonly environment: Pick<Environment, 'now' | 'randomBytes'>;
}

type Asked = ReserveInput['series'][number];

/** A station and the center that it works for. */
interface Asker extends Sender {
  readonly centerId: string;
}

const sql = {
  center: `SELECT center_id AS "centerId",
      (SELECT count(*)::int FROM stations o WHERE o.feed = $1 AND o.center_id = s.center_id
        AND o.station_id <> s.station_id) AS others
    FROM stations s WHERE feed = $1 AND station_id = $2`,
  // The row is made, of no epoch yet, and held until the commit: two stations of a center that ask at once get one after the other.
  hold: `INSERT INTO number_series (feed, center_id, series, year, last, epoch) VALUES ($1, $2, $3, $4, 0, '')
    ON CONFLICT (feed, center_id, series, year) DO UPDATE SET last = number_series.last RETURNING last, epoch`,
  move: `UPDATE number_series SET last = $5, epoch = $6
    WHERE feed = $1 AND center_id = $2 AND series = $3 AND year = $4`,
  // A block that a restored city has forgotten; one that overlaps with what it gave out since does not hold any more.
  readmit: `INSERT INTO number_blocks (feed, center_id, series, year, first, last, station_id, incarnation, reserved_at)
    SELECT $1, $2, $3, $4, $5::int, $6::int, $7, $8, $9
    WHERE NOT EXISTS (SELECT 1 FROM number_blocks WHERE feed = $1 AND center_id = $2 AND series = $3 AND year = $4
      AND first <= $6::int AND last >= $5::int)`,
  give: `INSERT INTO number_blocks (feed, center_id, series, year, first, last, station_id, incarnation, reserved_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
  own: `SELECT first, last FROM number_blocks WHERE feed = $1 AND center_id = $2 AND series = $3 AND year = $4
    AND station_id = $5 AND incarnation = $6 ORDER BY first`,
  segment: `INSERT INTO number_segments (feed, center_id, segment, station_id, incarnation)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
  ownSegment: `SELECT segment FROM number_segments
    WHERE feed = $1 AND center_id = $2 AND station_id = $3 AND incarnation = $4`,
} as const;

/**
 * Reserves blocks of a center's numbers for one life of a station (SYNC-15). An answer that is lost costs a gap: the block
 * is never named again, since nobody can say who got it.
 * @throws ServiceError EPOCH_CHANGED, APP_TOO_OLD, SERVER_TOO_OLD
 */
export async function reserveNumbers(
  { database, environment }: ReserveParts,
  sender: Sender,
  { versions, epoch: said, isAnew, series }: ReserveInput,
): Promise<ReserveOutput> {
  const problem = versionProblem(versions, cityVersions);
  if (problem) throw new ServiceError(problem === 'app_too_old' ? 'APP_TOO_OLD' : 'SERVER_TOO_OLD');
  return database.transaction(async ({ query }) => {
    const current = await currentEpoch({ query });
    requireEpoch(current, said);
    const epoch = String(current.epoch);
    const { feed, stationId } = sender;
    const [found] = await query<{ centerId: string | null; others: number }>(sql.center, [feed, stationId]);
    // The center's stream comes with the first push; a station that has not sent it counts for itself until then.
    if (!found?.centerId) return { epoch, segment: null, series: [] };
    const asker = { ...sender, centerId: found.centerId };
    const answers: ReserveOutput['series'] = [];
    for (const asked of series) {
      const random = Buffer.from(environment.randomBytes(4)).readUInt32BE() / 2 ** 32;
      const parts = { query, now: environment.now(), random, current, others: found.others, isAnew };
      answers.push({ series: asked.series, year: asked.year, blocks: [...(await blocksFor(parts, asker, asked))] });
    }
    return { epoch, segment: await segmentFor({ query }, asker), series: answers };
  });
}

interface BlockParts extends Pick<Transaction, 'query'> {
  readonly now: number;
  /** In [0, 1). */
  readonly random: number;
  readonly current: Epoch;
  /** Stations of the same center beside the asker. */
  readonly others: number;
  readonly isAnew: boolean;
}

async function blocksFor(
  { query, now, random, current, others, isAnew }: BlockParts,
  { feed, stationId, incarnation, centerId }: Asker,
  { series, year, used, held, wanted }: Asked,
): Promise<readonly NumberBlock[]> {
  const key = [feed, centerId, series, year];
  const [row] = await query<{ last: number; epoch: string }>(sql.hold, key);
  if (!row) throw new Error(`the numbers of ${series} ${year} are gone`);
  for (const { first, last } of held) {
    await query(sql.readmit, [...key, first, last, stationId, incarnation, now]);
  }
  const own = () => query<NumberBlock>(sql.own, [...key, stationId, incarnation]);
  const heldFirsts = new Set(held.map(({ first }) => first));
  const before = await own();
  // A block that the asker does not hold may be in the hands of a copy of it, which is of the same life.
  const kept = isAnew ? [] : before.filter(({ first }) => heldFirsts.has(first));
  const highest = Math.max(row.last, ...held.map(({ last }) => last));
  if (!wanted) {
    if (highest > row.last) await query(sql.move, [...key, highest, row.epoch]);
    return kept;
  }
  const epoch = String(current.epoch);
  const isOfThisEpoch = row.epoch === epoch || !mayHaveForgotten(current, year);
  const hasOthers = others > 0 || incarnation > 1;
  const isFresh = isAnew || (incarnation > 1 && before.length === 0);
  const block = nextBlock(series, { last: highest, isOfThisEpoch }, { used, hasOthers, isFresh }, random);
  await query(sql.give, [...key, block.first, block.last, stationId, incarnation, now]);
  await query(sql.move, [...key, block.last, epoch]);
  return [...kept, block];
}

/** Attempts after which no free letters are looked for: there are 4,913, and a center has a few stations. */
const MOST_ATTEMPTS = 100;

async function segmentFor(
  { query }: Pick<Transaction, 'query'>,
  { feed, centerId, stationId, incarnation }: Asker,
): Promise<string> {
  const life = [feed, centerId, stationId, incarnation];
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const [own] = await query<{ segment: string }>(sql.ownSegment, life);
    if (own) return own.segment;
    const segment = segmentOf({ stationId, incarnation }, sha256Hash.digest, attempt);
    await query(sql.segment, [feed, centerId, segment, stationId, incarnation]);
  }
  throw new Error(`no letters are free for station ${stationId}`);
}
