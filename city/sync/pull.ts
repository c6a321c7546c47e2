import { ServiceError } from '../../contract/errors.ts';
import type {
  FeedCursor,
  PulledAction,
  PulledBackfill,
  PulledFeed,
  PullInput,
  PullOutput,
} from '../../contract/sync.ts';
import { hasRowsBeside } from '../../domain/imports/import.ts';
import type { StreamKind } from '../../domain/log/action.ts';
import { type BatchLimits, batchLength } from '../../domain/sync/batches.ts';
import type { VerdictReason } from '../../domain/sync/reasons.ts';
import type { VerdictKind } from '../../domain/sync/verdict.ts';
import { SEQS_PER_ACTION } from '../db/case-writes.ts';
import type { Database, Transaction } from '../db/database.ts';
import { type ActionRow, actionColumns, actionTables } from '../db/log.ts';
import type { Admission } from './admission.ts';
import { currentEpoch, requireEpoch } from './epoch.ts';
import { feedHead } from './feed-head.ts';
import type { ServerKeys } from './keys.ts';
import { chainHere, checkLife, checkMarks, checkReceipt, hashAt, markOf, marksHere } from './proofs.ts';
import { refuseVersions } from './push.ts';
import type { Sender } from './push-log.ts';
import { hasPartInFeed, maySeeStream } from './visible-streams.ts';

export interface PullParts {
  readonly database: Database;
  readonly keys: ServerKeys;
  /** Whether who asks is let in (admission.ts). */
  readonly admit: Admission['admit'];
}

/**
 * What a station may see behind its cursors, in the order of each feed, with the new cursors (SYNC-4). It sees what it
 * wrote, and what others add to the streams that it may see (visible-streams.ts).
 * @throws Forgotten; ServiceError STATION_UNKNOWN, STATION_REPLACED, APP_TOO_OLD, SERVER_TOO_OLD, EPOCH_CHANGED;
 *   NOT_ALLOWED for a feed that the station has no part in.
 */
export async function pull(
  { database, keys, admit }: PullParts,
  sender: Sender,
  input: PullInput,
): Promise<PullOutput> {
  refuseVersions(input.versions);
  return database.transaction(async (tx) => {
    // What does not depend on the answer before it is asked for at once.
    const [, epoch, [marks = []], chain, pulled] = await Promise.all([
      admit(tx, sender),
      currentEpoch(tx),
      marksHere(tx, keys, [input.proofs]),
      chainHere(tx, sender, input.proofs),
      pullFeeds(tx, sender, input),
    ]);
    checkLife(keys, epoch, input.proofs?.receipt, marks);
    requireEpoch(epoch, input.epoch);
    checkMarks(epoch, marks);
    if (input.proofs) checkReceipt(keys, epoch, input.proofs, sender, chain);
    const { feeds: found, backfills, refused } = pulled;
    // Only now: a city that was restored unawares may have forgotten the part, and then the station proves it.
    if (refused !== null) throw new ServiceError('NOT_ALLOWED', { detail: `本站不能读取 ${refused} 的动作。` });
    const feeds = found.map(({ cursorHash, ...each }) => {
      const { feed, cursor: position } = each;
      return { ...each, mark: markOf(keys, epoch, { feed, position, headerHash: cursorHash }) };
    });
    return { epoch: String(epoch.epoch), feeds, backfills };
  });
}

/** With the hash of the header at the cursor, whoever may see it; null before the first. */
type UnmarkedFeed = Omit<PulledFeed, 'mark'> & { readonly cursorHash: string | null };

interface PulledFeeds {
  readonly feeds: readonly UnmarkedFeed[];
  readonly backfills: PulledBackfill[];
  /** A feed that the station has no part in; null where it may read all that it asked for. */
  readonly refused: string | null;
}

async function pullFeeds(
  tx: Transaction,
  sender: Sender,
  { cursors, backfills: asked = [], limits }: PullInput,
): Promise<PulledFeeds> {
  const feeds: UnmarkedFeed[] = [];
  const backfills: PulledBackfill[] = [];
  let room = limits;
  for (const each of asked) {
    const past = await pullPast(tx, sender, each, room);
    room = { ...room, count: Math.max(1, room.count - past.actions.length) };
    backfills.push(past);
  }
  for (const cursor of cursors) {
    if (cursor.feed !== sender.feed && !(await hasPartInFeed(tx, sender.stationId, cursor.feed))) {
      return { feeds, backfills, refused: cursor.feed };
    }
    const pulled = await pullFeed(tx, sender, cursor, room);
    room = { ...room, count: Math.max(1, room.count - pulled.actions.length) };
    feeds.push(pulled);
  }
  return { feeds, backfills, refused: null };
}

type PulledRow = ActionRow & {
  readonly streamSequence: number;
  readonly verdict: VerdictKind | null;
  readonly reason: VerdictReason | null;
  readonly detail: string | null;
};

// Two ranges of an index each, however much goes on in the feed. The head is read first, by itself: what is committed
// after it does not move the cursor past anything (SYNC-2).
const visible = `SELECT position FROM action_headers
    WHERE feed = $1 AND station_id = $2 AND position > $3 AND position <= (SELECT head FROM feeds WHERE feed = $1)
  UNION SELECT position FROM sights WHERE feed = $1 AND station_id = $2 AND position > $3 AND position <= (SELECT head FROM feeds WHERE feed = $1)`;

const visibleToAll =
  "SELECT position FROM action_headers WHERE feed = $1 AND $2 <> '' AND position > $3 AND position <= (SELECT head FROM feeds WHERE feed = $1)";

const actionsSql = (
  seen: string,
) => `SELECT ${actionColumns}, h.stream_sequence AS "streamSequence", v.verdict, v.reason, v.detail
  FROM (SELECT position FROM (${seen}) seen ORDER BY position LIMIT $4) s
  JOIN ${actionTables} ON h.feed = $1 AND h.position = s.position
  LEFT JOIN LATERAL (SELECT w.verdict, w.reason, w.detail FROM verdicts w
    WHERE w.feed = $1 AND w.position = h.position ORDER BY w.ordinal DESC LIMIT 1) v ON true
  ORDER BY h.position`;

async function pullFeed(
  tx: Transaction,
  { stationId }: Sender,
  { feed, position }: FeedCursor,
  limits: BatchLimits,
): Promise<UnmarkedFeed> {
  const seen = feed === 'city' ? visibleToAll : visible;
  const [{ head, headerHash }, found] = await Promise.all([
    feedHead(tx, feed),
    tx.query<PulledRow>(actionsSql(seen), [feed, stationId, position, limits.count]),
  ]);
  const rows = found.filter((each) => each.position <= head);
  const { taken, isAll } = fitting(rows, limits, found.length);
  const cursor = isAll ? Math.max(head, position) : (taken.at(-1)?.position ?? position);
  const beside = await rowsBeside(tx, feed, taken);
  const last = taken.at(-1);
  const atHead = cursor === head ? headerHash : undefined;
  const atLast = last?.position === cursor ? last.headerHash : atHead;
  return {
    feed,
    from: position,
    head,
    cursor,
    // A cursor that another life of the city left stands behind all that is here.
    cursorHash: atLast === undefined ? await hashAt(tx, feed, cursor) : atLast,
    actions: taken.map((each) => toPulled(feed, each, beside.get(each.position))),
  };
}

const pastSql = actionsSql(`SELECT position FROM action_headers
  WHERE feed = $1 AND stream_kind = 'case' AND stream_id = $2 AND position > $3`);

/**
 * A part of the past of a stream, up to all that there is: after a restore of the city its end stands elsewhere than it
 * was told (SYNC-11). Nothing of one that the station may see no more, and no more will come (SYNC-6).
 */
async function pullPast(
  tx: Transaction,
  { stationId }: Sender,
  { feed, streamKind, streamId, position, upTo }: NonNullable<PullInput['backfills']>[number],
  limits: BatchLimits,
): Promise<PulledBackfill> {
  const past = { feed, streamKind, streamId, upTo };
  if (!(await maySeeStream(tx, stationId, { feed, kind: streamKind, id: streamId }))) {
    return { ...past, position: upTo, actions: [] };
  }
  const rows = await tx.query<PulledRow>(pastSql, [feed, streamId, position, limits.count]);
  const { taken, isAll } = fitting(rows, limits, rows.length);
  const last = taken.at(-1)?.position ?? position;
  const end = isAll ? { position: Math.max(upTo, last) } : { position: last, upTo: Math.max(upTo, last + 1) };
  const beside = await rowsBeside(tx, feed, taken);
  return { ...past, ...end, actions: taken.map((each) => toPulled(feed, each, beside.get(each.position))) };
}

/** The first rows that fit the bounds, and whether these are all that there are; so many were found at most. */
function fitting(
  rows: readonly PulledRow[],
  limits: BatchLimits,
  found: number,
): { readonly taken: readonly PulledRow[]; readonly isAll: boolean } {
  const sizes = rows.map(({ payload }) => 600 + (payload?.byteLength ?? 0));
  const length = rows.length === 0 ? 0 : batchLength(sizes, limits);
  return { taken: rows.slice(0, length), isAll: length === rows.length && found < limits.count };
}

const decoder = new TextDecoder('utf-8', { fatal: true });
const text = (bytes: Uint8Array) => decoder.decode(bytes);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

type ImportRows = NonNullable<PulledAction['rows']>;

/** The rows that are kept beside these actions (LOG-7), by position. */
async function rowsBeside(
  tx: Transaction,
  feed: string,
  actions: readonly PulledRow[],
): Promise<ReadonlyMap<number, ImportRows>> {
  const chunks = actions.filter(hasRowsBeside).map(({ position }) => position);
  const found = new Map<number, ImportRows>(chunks.map((position) => [position, []]));
  if (chunks.length === 0) return found;
  const rows = await tx.query<{ position: number; caseId: string; payload: Uint8Array; salt: Uint8Array }>(
    `SELECT c.position, r.case_id::text AS "caseId", r.payload, r.salt FROM unnest($2::bigint[]) c (position)
     JOIN import_rows r ON r.feed = $1 AND r.seq >= c.position * ${SEQS_PER_ACTION}
       AND r.seq < (c.position + 1) * ${SEQS_PER_ACTION} ORDER BY r.seq`,
    [feed, chunks],
  );
  for (const { position, caseId, payload, salt } of rows) {
    found.get(position)?.push({ caseId, payload: text(payload), salt: hex(salt) });
  }
  return found;
}

function toPulled(feed: string, row: PulledRow, rows: ImportRows | undefined): PulledAction {
  const { position, payload, salt, headerHash, streamSequence, verdict, reason, detail, ...header } = row;
  return {
    feed,
    header: { ...header, streamKind: header.streamKind satisfies StreamKind },
    payload: payload && text(payload),
    salt: salt && hex(salt),
    ...(rows ? { rows } : {}),
    position,
    streamSequence,
    headerHash,
    verdict: verdict ?? 'accepted',
    reason,
    detail,
  };
}
