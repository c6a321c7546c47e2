import { ServiceError } from '../contract/errors.ts';
import type { StreamKind } from '../domain/log/action.ts';
import { isFolded, type VerdictKind } from '../domain/sync/verdict.ts';
import type { Station } from '../services/log/port.ts';
import type { CityWord, Spoken, StationSyncWrites, StreamName } from '../services/sync/port.ts';
import { appendForeign } from './append-foreign.ts';
import type { Connection } from './connection.ts';
import { addWord, chainReceipt, moveEnd, wordRow } from './journals.ts';
import { logSql } from './log.ts';

const sql = {
  known: `SELECT h.id, h.position, h.stream_kind AS streamKind, h.stream_id AS streamId, r.feed,
      coalesce(v.feed_position, r.feed_position) AS feedPosition,
      coalesce(v.stream_sequence, r.stream_sequence) AS streamSequence, coalesce(v.verdict, r.verdict) AS verdict,
      CASE WHEN v.ordinal IS NULL THEN r.reason ELSE v.reason END AS reason,
      CASE WHEN v.ordinal IS NULL THEN r.detail ELSE v.detail END AS detail, coalesce(v.epoch, r.epoch) AS epoch
    FROM json_each(@ids) j CROSS JOIN action_headers h ON h.id = j.value
    LEFT JOIN receipts r ON r.position = h.position
    LEFT JOIN verdicts v ON v.ordinal = (SELECT max(w.ordinal) FROM verdicts w WHERE w.position = h.position)`,
  receipt: `INSERT INTO receipts (position, feed, feed_position, stream_sequence, verdict, reason, detail, epoch, received_at)
    VALUES (@position, @feed, @feedPosition, @streamSequence, @verdict, @reason, @detail, @epoch, @receivedAt)`,
  later: `INSERT INTO verdicts (position, feed_position, stream_sequence, verdict, reason, detail, epoch, received_at)
    VALUES (@position, @feedPosition, @streamSequence, @verdict, @reason, @detail, @epoch, @receivedAt)`,
  // Own actions of a stream that are confirmed leave their place behind all that is confirmed: does that move one in the
  // fold? Asked before their words are kept: another is confirmed behind them, or waits before the last of them.
  moved: `SELECT 1 AS moved FROM action_headers h LEFT JOIN receipts r ON r.position = h.position
    LEFT JOIN verdicts v ON v.ordinal = (SELECT max(w.ordinal) FROM verdicts w WHERE w.position = h.position)
    WHERE h.stream_id = @streamId AND h.stream_kind = @streamKind
      AND (coalesce(v.stream_sequence, r.stream_sequence) > @firstSequence
        OR r.position IS NULL AND h.position < @lastPosition
          AND h.position NOT IN (SELECT value FROM json_each(@confirmed)))
    LIMIT 1`,
  // Walked from where it was: every action in between has its receipt.
  advance: `UPDATE sync_state SET receipted_to = coalesce(
    (SELECT h.position - 1 FROM action_headers h WHERE h.position > sync_state.receipted_to
      AND NOT EXISTS (SELECT 1 FROM receipts r WHERE r.position = h.position) ORDER BY h.position LIMIT 1),
    (SELECT max(position) FROM action_headers), 0)`,
  moveCursor: `INSERT INTO feed_cursors (feed, position, head, epoch, mark)
    VALUES (@feed, @position, @head, @epoch, @mark)
    ON CONFLICT DO UPDATE SET epoch = excluded.epoch,
      mark = iif(epoch = excluded.epoch AND position > excluded.position, mark, excluded.mark),
      position = iif(epoch = excluded.epoch, max(position, excluded.position), excluded.position),
      head = iif(epoch = excluded.epoch, max(head, excluded.head), excluded.head)`,
  // Told of it once more, its past is fetched from the beginning: a part of it may never have come.
  moveBackfill: `INSERT INTO stream_backfills (feed, stream_kind, stream_id, position, up_to)
    VALUES (@feed, @streamKind, @streamId, @position, @upTo)
    ON CONFLICT DO UPDATE SET position = excluded.position, up_to = max(up_to, excluded.up_to)`,
  endBackfill: `DELETE FROM stream_backfills
    WHERE feed = @feed AND stream_kind = @streamKind AND stream_id = @streamId AND up_to <= @position`,
  chainReceipt: `INSERT INTO chain_receipts (station_id, incarnation, sequence, header_hash, epoch, at, signature)
    SELECT @stationId, @incarnation, @sequence, @headerHash, @epoch, @at, @signature
    WHERE NOT EXISTS (SELECT 1 FROM (SELECT * FROM chain_receipts ORDER BY ordinal DESC LIMIT 1) c
      WHERE c.station_id = @stationId AND c.incarnation = @incarnation AND c.sequence = @sequence
        AND c.header_hash = @headerHash AND c.epoch = @epoch)
    RETURNING ordinal`,
  beginIncarnation: `UPDATE station SET station_id = @stationId, incarnation = @incarnation
    WHERE incarnation < @incarnation AND (station_id = @stationId OR NOT EXISTS (SELECT 1 FROM action_headers))`,
  // A position in another life of the city says nothing of what stands before it in this one.
  restartBackfills: `UPDATE stream_backfills SET position = 0
    WHERE (SELECT epoch FROM sync_state) IS DISTINCT FROM @epoch`,
  noteEpoch: 'UPDATE sync_state SET epoch = @epoch',
  noteClock: 'UPDATE sync_state SET clock_offset = @clockOffset',
  noteComplete: `UPDATE sync_state SET last_complete_at = @at, failure = NULL, failure_code = NULL,
    failed_at = NULL`,
  noteFailure: `UPDATE sync_state SET failure = @failure, failure_code = @failureCode,
    failed_at = iif(@failure IS NULL, NULL, @at)`,
} as const;

interface KnownAction {
  readonly id: string;
  readonly position: number;
  readonly streamKind: StreamKind;
  readonly streamId: string;
  readonly feed: string | null;
  readonly feedPosition: number | null;
  readonly streamSequence: number | null;
  readonly verdict: VerdictKind | null;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly epoch: string | null;
}

type Answer = CityWord & { readonly id: string };

function refused(detail: string): ServiceError {
  return new ServiceError('CHAIN_BROKEN', { detail });
}

function samePlace(known: KnownAction, answer: Answer): boolean {
  return (
    known.feed === answer.feed &&
    known.feedPosition === answer.position &&
    known.streamSequence === answer.streamSequence
  );
}

/** Keeps the first word about an action; true where it is not folded. */
function keepFirst(connection: Connection, { position }: KnownAction, answer: Answer, spoken: Spoken): boolean {
  const receipt = wordRow(position, answer, spoken);
  connection.statement(sql.receipt).run({ ...receipt });
  moveEnd(connection, 'receipts', (end) => addWord(end, receipt));
  return !isFolded(answer.verdict);
}

/** Keeps a later word about an action where it says something new; true where the fold of its stream may change by it. */
function keepLater(connection: Connection, known: KnownAction, answer: Answer, spoken: Spoken): boolean {
  const { streamSequence, verdict, reason, detail } = answer;
  if (known.feed !== answer.feed || (known.epoch === spoken.epoch && !samePlace(known, answer))) {
    const placeOf = (feed: string | null, position: number | null, sequence: number | null) =>
      `${feed} 第 ${position} 号（本条记录第 ${sequence} 步）`;
    const before = placeOf(known.feed, known.feedPosition, known.streamSequence);
    const now = placeOf(answer.feed, answer.position, streamSequence);
    throw refused(`市平台给动作 ${answer.id} 的位置前后不一：先前是 ${before}，这次是 ${now}。没有采用。`);
  }
  const sameVerdict = known.verdict === verdict && known.reason === reason && known.detail === detail;
  if (sameVerdict && samePlace(known, answer)) return false;
  const { feed: _, ...later } = wordRow(known.position, answer, spoken);
  connection.statement(sql.later).run(later);
  moveEnd(connection, 'verdicts', (end) => addWord(end, later));
  return (known.verdict !== null && isFolded(known.verdict)) !== isFolded(verdict) || !samePlace(known, answer);
}

interface Word {
  readonly known: KnownAction;
  readonly answer: Answer;
}

const streamOf = ({ known: { streamKind, streamId } }: Word): string => `${streamKind} ${streamId}`;

/** Each answer with the action that it speaks of. @throws ServiceError CHAIN_BROKEN where one is not in the log. */
function wordsOf(connection: Connection, answers: readonly Answer[]): readonly Word[] {
  const ids = JSON.stringify(answers.map(({ id }) => id));
  const found = new Map(
    connection
      .statement<KnownAction>(sql.known)
      .all({ ids })
      .map((known) => [known.id, known]),
  );
  return answers.map((answer) => {
    const known = found.get(answer.id);
    if (!known) throw refused(`市平台答复的动作 ${answer.id} 本机没有，没有采用。`);
    return { known, answer };
  });
}

/** Whether these first words about actions of one stream give one of them, or another, a different place in the fold. */
function moves(connection: Connection, words: readonly Word[]): boolean {
  const [first] = words;
  if (!first) return false;
  const inOrder = words.toSorted((one, other) => one.known.position - other.known.position);
  const isTurned = inOrder.some(({ answer }, at) => {
    const before = inOrder[at - 1];
    return before !== undefined && before.answer.streamSequence > answer.streamSequence;
  });
  if (isTurned) return true;
  const { streamKind, streamId } = first.known;
  const moved = connection.statement(sql.moved).get({
    ...{ streamKind, streamId },
    firstSequence: Math.min(...words.map(({ answer }) => answer.streamSequence)),
    lastPosition: Math.max(...words.map(({ known }) => known.position)),
    confirmed: JSON.stringify(words.map(({ known }) => known.position)),
  });
  return moved !== undefined;
}

export function syncWrites(connection: Connection): StationSyncWrites {
  return {
    async keepReceipts(answers, spoken) {
      const touched = new Map<string, StreamName>();
      const touch = (word: Word) => touched.set(streamOf(word), word.known);
      const [first, later] = [[] as Word[], [] as Word[]];
      const seen = new Set<string>();
      for (const word of wordsOf(connection, answers)) {
        const isFirst = word.known.verdict === null && !seen.has(word.known.id);
        (isFirst ? first : later).push(word);
        seen.add(word.known.id);
      }
      for (const words of Map.groupBy(first, streamOf).values()) {
        const [word] = words;
        if (word && moves(connection, words)) touch(word);
      }
      for (const word of first) if (keepFirst(connection, word.known, word.answer, spoken)) touch(word);
      // One that came twice in these answers is read again: its first word is there now.
      for (const { answer } of later) {
        const [word] = wordsOf(connection, [answer]);
        if (word && keepLater(connection, word.known, answer, spoken)) touch(word);
      }
      connection.statement(sql.advance).run();
      return [...touched.values()].map(({ streamKind, streamId }) => ({ streamKind, streamId }));
    },
    async appendForeign(actions, spoken) {
      const appended = appendForeign(connection, actions, spoken);
      connection.statement(sql.advance).run();
      return appended;
    },
    async moveCursor({ feed, position, head, epoch, mark }) {
      connection.statement(sql.moveCursor).run({ feed, position, head, epoch, mark });
    },
    async moveBackfill({ feed, streamKind, streamId, position, upTo }) {
      connection.statement(sql.moveBackfill).run({ feed, streamKind, streamId, position, upTo });
      connection.statement(sql.endBackfill).run({ feed, streamKind, streamId, position });
    },
    async keepChainReceipt({ stationId, incarnation, sequence, headerHash, epoch, at, signature }) {
      const receipt = { stationId, incarnation, sequence, headerHash, epoch, at, signature };
      if (connection.statement<{ ordinal: number }>(sql.chainReceipt).all(receipt).length > 0)
        moveEnd(connection, 'chainReceipts', (end) => chainReceipt(end, receipt));
    },
    async beginIncarnation({ stationId, incarnation }) {
      connection.statement(sql.beginIncarnation).run({ stationId, incarnation });
      const now = connection.statement<Station>(logSql.station).get();
      if (now?.stationId !== stationId || now.incarnation !== incarnation)
        throw new Error(`this store cannot become life ${incarnation} of station ${stationId} (SYNC-14)`);
    },
    async noteEpoch(epoch) {
      connection.statement(sql.restartBackfills).run({ epoch });
      connection.statement(sql.noteEpoch).run({ epoch });
    },
    async noteClock(clockOffset) {
      connection.statement(sql.noteClock).run({ clockOffset });
    },
    async noteRound({ at, complete, failure, failureCode }) {
      if (complete) connection.statement(sql.noteComplete).run({ at });
      else connection.statement(sql.noteFailure).run({ at, failure, failureCode });
    },
  };
}
