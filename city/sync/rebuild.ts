import type { Directory } from '../../domain/directory/divisions.ts';
import type { Environment } from '../../services/environment.ts';
import type { Station } from '../../services/log/port.ts';
import { PROJECTION_VERSION, rebuildCases } from '../../services/log/rebuild.ts';
import type { Writes } from '../../services/ports.ts';
import { counts, foldStream } from '../../services/sync/fold.ts';
import type { Database, Transaction } from '../db/database.ts';
import { holdMigrations } from '../db/migrate.ts';
import { createWrites } from '../db/ports.ts';
import { createCenterRules } from './center-rules.ts';
import { takePositions } from './push-log.ts';

export interface RebuildParts {
  readonly database: Database;
  readonly divisions: Directory;
  readonly environment: Environment;
  /** The city's own identity in the log. */
  readonly station: Station;
}

/**
 * Rebuilds the rows of the feeds that another version of the program has folded (LOG-4), each in one transaction. All
 * servers on one database may ask at once: one works, under the lock of the migrations, and the others wait until there
 * is nothing left to do; whoever is stopped in the middle leaves whole feeds.
 * `say` is told each feed that is folded here.
 */
export async function renewFeeds(parts: RebuildParts, say: (feed: string) => void): Promise<void> {
  const { database } = parts;
  const feeds = await staleFeeds(database);
  // The settings of all come first: a case may be made under the rules of a center of another feed.
  for (const feed of feeds) await underLock(parts, feed, foldRecords);
  for (const feed of feeds) {
    await underLock(parts, feed, (...given) => {
      say(feed);
      return foldCases(...given);
    });
  }
}

async function staleFeeds({ query }: Pick<Database, 'query'>): Promise<readonly string[]> {
  const rows = await query<{ feed: string }>(
    `SELECT f.feed FROM feeds f LEFT JOIN projections p ON p.feed = f.feed
     WHERE p.version IS DISTINCT FROM $1 ORDER BY f.feed`,
    [PROJECTION_VERSION],
  );
  return rows.map(({ feed }) => feed);
}

type Fold = (parts: RebuildParts, tx: Transaction, feed: string) => Promise<void>;

function underLock(parts: RebuildParts, feed: string, fold: Fold): Promise<void> {
  return parts.database.transaction(async (tx) => {
    await holdMigrations(tx);
    // Another server may have done it meanwhile.
    if (!(await staleFeeds(tx)).includes(feed)) return;
    // Pushes to the feed wait, or are answered that the city is busy.
    await takePositions(tx, feed, 0);
    await fold(parts, tx, feed);
  });
}

/** The settings of every center of the feed, and everybody who works there. */
async function foldRecords({ environment, station }: RebuildParts, tx: Transaction, feed: string): Promise<void> {
  const writes = createWrites({ transaction: tx, feed, station, parsed: new Map() });
  const { centers, staff } = await recordsOf(writes);
  await writes.settings.clearSettings();
  for (const centerId of centers) {
    const center = await foldStream(writes, environment, 'center', centerId);
    if (!center?.settings) continue;
    await writes.settings.saveSettings({ centerId, revision: center.revision, settings: center.settings });
  }
  await writes.directory.clearStaff();
  for (const staffId of staff) {
    const member = await foldStream(writes, environment, 'staff', staffId);
    if (member) await writes.directory.saveStaff(member);
  }
}

/** What the city has taken in: of a record whose every action was set aside it has no row. */
async function recordsOf({ sync }: Writes) {
  const centers = new Set<string>();
  const staff = new Set<string>();
  for await (const action of sync.all()) {
    if (!counts(action)) continue;
    const { streamKind, streamId } = action.header;
    if (streamKind === 'center') centers.add(streamId);
    if (streamKind === 'staff') staff.add(streamId);
  }
  return { centers, staff };
}

const followPens = `UPDATE stream_pens p SET pen_station = c.pen_station FROM cases c
  WHERE p.feed = $1 AND p.stream_kind = 'case' AND c.feed = $1 AND c.id = p.stream_id
    AND p.pen_station <> c.pen_station`;

async function foldCases(
  { environment, station, divisions }: RebuildParts,
  tx: Transaction,
  feed: string,
): Promise<void> {
  const writes = createWrites({ transaction: tx, feed, station, parsed: new Map() });
  await writes.cases.clear();
  await rebuildCases(writes, environment, createCenterRules(divisions).ofPens(tx, feed));
  // By the pen the next action is judged: it must be that of the rows.
  await tx.query(followPens, [feed]);
  await writes.log.setProjectionVersion(PROJECTION_VERSION);
}
