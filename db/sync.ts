import { typesWithRows } from '../domain/imports/import.ts';
import type { StreamKind } from '../domain/log/action.ts';
import type { ChainHead } from '../domain/log/chain.ts';
import { batchLength } from '../domain/sync/batches.ts';
import { isSyncFailure } from '../domain/sync/failures.ts';
import type { VerdictKind } from '../domain/sync/verdict.ts';
import type {
  AttentionGroup,
  Backfill,
  ChainReceipt,
  CityWord,
  ConfirmedAction,
  Cursor,
  OutboxAction,
  PlacedAction,
  Spoken,
  StationSyncReads,
  StreamEnd,
  SyncState,
  Waiting,
} from '../services/sync/port.ts';
import type { Connection } from './connection.ts';
import { type ActionRow, actionColumns, toAction } from './log.ts';
import { SEQS_PER_ACTION } from './schema/cases.ts';

/** Actions read at once by {@link StationSyncReads.all}. */
const BATCH = 500;

/** Bytes of a header on the wire, about: names, ids and three hashes. */
const HEADER_BYTES = 900;

/** The newest word of the city about the action `h`: the first one (`r`), or the last that came after it (`v`). */
const words = `LEFT JOIN receipts r ON r.position = h.position
  LEFT JOIN verdicts v ON v.ordinal = (SELECT max(w.ordinal) FROM verdicts w WHERE w.position = h.position)`;
const wordColumns = `r.feed, coalesce(v.feed_position, r.feed_position) AS position,
  coalesce(v.stream_sequence, r.stream_sequence) AS streamSequence, coalesce(v.verdict, r.verdict) AS verdict,
  CASE WHEN v.ordinal IS NULL THEN r.reason ELSE v.reason END AS reason,
  CASE WHEN v.ordinal IS NULL THEN r.detail ELSE v.detail END AS detail,
  coalesce(v.epoch, r.epoch) AS epoch, coalesce(v.received_at, r.received_at) AS receivedAt`;

const placed = `SELECT ${actionColumns}, coalesce(v.stream_sequence, r.stream_sequence) AS streamSequence,
  coalesce(v.verdict, r.verdict) AS verdict
  FROM action_headers h LEFT JOIN action_payloads p ON p.position = h.position ${words}`;

/** Own actions without a receipt: whatever came from elsewhere came with one. */
const waiting = `action_headers h WHERE h.position > (SELECT receipted_to FROM sync_state WHERE only = 1)
  AND NOT EXISTS (SELECT 1 FROM receipts r WHERE r.position = h.position)`;
const behind = 'coalesce((SELECT position FROM action_headers WHERE id = @after), 0)';
const bytes = `${HEADER_BYTES}
  + coalesce((SELECT length(p.payload) FROM action_payloads p WHERE p.position = h.position), 0)
  + CASE WHEN h.type IN (${typesWithRows.map((type) => `'${type}'`).join(', ')}) THEN coalesce((SELECT sum(length(i.payload)) FROM import_rows i
    WHERE i.seq >= h.position * ${SEQS_PER_ACTION} AND i.seq < (h.position + 1) * ${SEQS_PER_ACTION}), 0) ELSE 0 END`;
const feed = `SELECT o.feed FROM action_headers s JOIN receipts o ON o.position = s.position
  WHERE s.stream_id = @streamId AND s.stream_kind = @kind LIMIT 1`;

/** Log positions of actions that the city has ever set aside or held, by two small indices. */
export const againstSql = `SELECT position FROM receipts WHERE verdict IN ('set_aside', 'held')
  UNION SELECT position FROM verdicts WHERE verdict IN ('set_aside', 'held')`;

/**
 * The action `h` is this station's, its newest word is against it, and nobody has settled it. A settling has a stream of
 * its own under the id of the action; it needs no settling itself.
 */
export const needsSettling = `h.station_id = (SELECT station_id FROM station) AND h.stream_kind <> 'settling'
  AND coalesce((SELECT w.verdict FROM verdicts w WHERE w.position = h.position ORDER BY w.ordinal DESC LIMIT 1),
    (SELECT f.verdict FROM receipts f WHERE f.position = h.position)) IN ('set_aside', 'held')
  AND NOT EXISTS (SELECT 1 FROM action_headers s WHERE s.stream_id = h.id AND s.stream_kind = 'settling')`;

export const syncSql = {
  stream: `${placed} WHERE h.stream_id = @streamId AND h.stream_kind = @kind ORDER BY h.position`,
  after: `${placed} WHERE h.position > @position ORDER BY h.position LIMIT ${BATCH}`,
  feedOf: feed,
  stations: `${placed} WHERE h.stream_kind = 'station' ORDER BY h.position`,
  backfills: `SELECT feed, stream_kind AS streamKind, stream_id AS streamId, position, up_to AS upTo FROM stream_backfills
    ORDER BY feed, stream_kind, stream_id`,
  // A settling belongs to the feed of the action that it settles, whose id its stream has.
  feedOfSettled: `SELECT o.feed FROM action_headers s JOIN receipts o ON o.position = s.position WHERE s.id = @streamId`,
  receiptOf: `SELECT ${wordColumns} FROM action_headers h ${words} WHERE h.id = @actionId AND r.position IS NOT NULL`,
  overruled: `SELECT coalesce(sum((r.verdict IN ('set_aside', 'held') AND h.station_id = (SELECT station_id FROM station))
      + (SELECT count(*) FROM verdicts v WHERE v.position = r.position)), 0) AS count
    FROM action_headers h JOIN receipts r ON r.position = h.position
    WHERE h.stream_id = @streamId AND h.stream_kind = @kind`,
  sizes: `SELECT h.position, ${bytes} AS bytes FROM ${waiting} AND h.position > ${behind} ORDER BY h.position LIMIT @count`,
  outbox: `SELECT ${actionColumns}
    FROM action_headers h LEFT JOIN action_payloads p ON p.position = h.position
    WHERE h.position > max((SELECT receipted_to FROM sync_state WHERE only = 1), ${behind}) AND h.position <= @last
      AND NOT EXISTS (SELECT 1 FROM receipts r WHERE r.position = h.position) ORDER BY h.position`,
  waiting: `SELECT count(*) AS actions, coalesce(sum(${bytes}), 0) AS bytes, min(h.device_time) AS oldestAt FROM ${waiting}`,
  // Positions have no gaps, because nothing is ever deleted: what is behind the mark, without those that have a receipt.
  waitingCount: `SELECT (SELECT coalesce(max(position), 0) FROM action_headers) - s.receipted_to
      - (SELECT count(*) FROM receipts r WHERE r.position > s.receipted_to) AS count
    FROM sync_state s WHERE s.only = 1`,
  cursors: 'SELECT feed, position, head, epoch, mark FROM feed_cursors ORDER BY feed',
  confirmed: `SELECT h.position, h.id, r.feed FROM receipts r JOIN action_headers h ON h.position = r.position
    WHERE r.position > @after ORDER BY r.position LIMIT @count`,
  attention: `SELECT h.stream_kind AS streamKind, h.stream_id AS streamId, h.id, h.type, h.actor_id AS actorId,
      h.device_time AS deviceTime, ${wordColumns}
    FROM (${againstSql}) d CROSS JOIN action_headers h ON h.position = d.position ${words} WHERE ${needsSettling}
    ORDER BY h.position`,
  state: `SELECT epoch, last_complete_at AS lastCompleteAt, failure, failure_code AS failureCode,
      failed_at AS failedAt, clock_offset AS clockOffset
    FROM sync_state WHERE only = 1`,
  headOf: `SELECT c.sequence, c.header_hash AS headerHash FROM station s
    JOIN chain_heads c ON c.station_id = s.station_id AND c.incarnation = @incarnation`,
  headerHashes: `SELECT h.id, h.header_hash AS headerHash
    FROM json_each(@ids) j CROSS JOIN action_headers h ON h.id = j.value`,
  streamEnds: `SELECT h.stream_id AS streamId,
      coalesce(max(coalesce(v.stream_sequence, r.stream_sequence)), 0) AS streamSequence,
      max(r.position IS NULL) AS waits
    FROM json_each(@ids) j CROSS JOIN action_headers h ON h.stream_id = j.value AND h.stream_kind = @kind ${words}
    GROUP BY j.key`,
  chainReceipt: `SELECT station_id AS stationId, incarnation, sequence, header_hash AS headerHash, epoch, at, signature
    FROM chain_receipts WHERE ordinal = (SELECT max(ordinal) FROM chain_receipts)`,
} as const;

type PlacedRow = ActionRow & { readonly streamSequence: number | null; readonly verdict: VerdictKind | null };

function toPlaced({ streamSequence, verdict, ...row }: PlacedRow): PlacedAction {
  const place = streamSequence === null || verdict === null ? null : { streamSequence, verdict };
  return { ...toAction(row), place };
}

interface StreamEndRow {
  readonly streamId: string;
  readonly streamSequence: number;
  readonly waits: 0 | 1;
}

type AttentionRow = Pick<AttentionGroup, 'streamKind' | 'streamId'> & AttentionGroup['actions'][number] & CityWord;

function grouped(rows: readonly AttentionRow[]): readonly AttentionGroup[] {
  const groups = new Map<string, { streamKind: StreamKind; streamId: string; actions: AttentionRow[] }>();
  for (const row of rows) {
    const { streamKind, streamId } = row;
    const key = `${streamKind} ${streamId}`;
    const group = groups.get(key) ?? { streamKind, streamId, actions: [] };
    group.actions.push(row);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ actions, ...name }) => ({
    ...name,
    actions: actions.map(({ id, type, actorId, deviceTime, verdict, reason, detail, epoch, receivedAt }) => ({
      id,
      type,
      actorId,
      deviceTime,
      verdict,
      reason,
      detail,
      epoch,
      receivedAt,
    })),
  }));
}

export function syncReads(connection: Connection): StationSyncReads {
  return {
    async stream(kind, streamId) {
      return connection.statement<PlacedRow>(syncSql.stream).all({ kind, streamId }).map(toPlaced);
    },
    async *all() {
      const after = connection.statement<PlacedRow>(syncSql.after);
      for (let position = 0; ; ) {
        const rows = after.all({ position });
        for (const row of rows) {
          position = row.position;
          yield toPlaced(row);
        }
        if (rows.length < BATCH) return;
      }
    },
    async feedOf(kind, streamId) {
      return connection.statement<{ feed: string }>(syncSql.feedOf).get({ kind, streamId })?.feed ?? null;
    },
    async stations() {
      return connection.statement<PlacedRow>(syncSql.stations).all().map(toPlaced);
    },
    async receiptOf(actionId) {
      return connection.statement<CityWord & Spoken>(syncSql.receiptOf).get({ actionId }) ?? null;
    },
    async overruled(kind, streamId) {
      return connection.statement<{ count: number }>(syncSql.overruled).get({ kind, streamId })?.count ?? 0;
    },
    async outbox(limits, afterId) {
      const after = afterId ?? null;
      // Sizes first: payloads of a batch that is over the bound are not even read.
      const sizes = connection
        .statement<{ position: number; bytes: number }>(syncSql.sizes)
        .all({ count: limits.count, after });
      const length = batchLength(
        sizes.map((each) => each.bytes),
        limits,
      );
      const last = sizes[length - 1]?.position ?? 0;
      // Asked once for each stream: before its first receipt all of its actions are looked through.
      const feeds = new Map<string, string | null>();
      const feedOf = ({ streamKind: kind, streamId }: ActionRow): string | null => {
        const known = feeds.get(`${kind} ${streamId}`);
        if (known !== undefined) return known;
        const asked = kind === 'settling' ? syncSql.feedOfSettled : syncSql.feedOf;
        const found = connection.statement<{ feed: string }>(asked).get({ kind, streamId })?.feed ?? null;
        feeds.set(`${kind} ${streamId}`, found);
        return found;
      };
      const rows = connection.statement<ActionRow>(syncSql.outbox).all({ last, after });
      return rows.map((row): OutboxAction => ({ ...toAction(row), feed: feedOf(row) }));
    },
    async waiting() {
      return connection.statement<Waiting>(syncSql.waiting).get() ?? { actions: 0, bytes: 0, oldestAt: null };
    },
    async waitingCount() {
      return connection.statement<{ count: number }>(syncSql.waitingCount).get()?.count ?? 0;
    },
    async cursors() {
      return connection.statement<Cursor>(syncSql.cursors).all();
    },
    async confirmed(after, count) {
      return connection.statement<ConfirmedAction>(syncSql.confirmed).all({ after, count });
    },
    async backfills() {
      return connection.statement<Backfill>(syncSql.backfills).all();
    },
    async needsAttention() {
      return grouped(connection.statement<AttentionRow>(syncSql.attention).all());
    },
    async state() {
      const state = connection.statement<SyncState>(syncSql.state).get();
      if (!state) throw new Error('the store has no state of sync');
      // A newer version may have noted one that this one does not know.
      const { failureCode } = state;
      return { ...state, failureCode: failureCode !== null && isSyncFailure(failureCode) ? failureCode : null };
    },
    async headerHashes(actionIds) {
      const known = connection.statement<{ id: string; headerHash: string }>(syncSql.headerHashes);
      return new Map(known.all({ ids: JSON.stringify(actionIds) }).map(({ id, headerHash }) => [id, headerHash]));
    },
    async streamEnds(kind, streamIds) {
      const ends = connection.statement<StreamEndRow>(syncSql.streamEnds).all({ kind, ids: JSON.stringify(streamIds) });
      return new Map(
        ends.map(({ streamId, streamSequence, waits }): [string, StreamEnd] => [
          streamId,
          { streamSequence, waits: waits === 1 },
        ]),
      );
    },
    async headOf(incarnation) {
      const head = connection.statement<ChainHead>(syncSql.headOf).get({ incarnation });
      return head ?? { sequence: 0, headerHash: '' };
    },
    async chainReceipt() {
      return connection.statement<ChainReceipt>(syncSql.chainReceipt).get() ?? null;
    },
  };
}
