import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { actionHeaders } from './log.ts';

/**
 * What the city first said of an action (SYNC-3), append-only by triggers (LOG-3). An action without a row is an own one
 * that waits to be sent: the outbox is the log itself (SYNC-1). Actions of others come in with their row.
 */
export const receipts = sqliteTable(
  'receipts',
  {
    /** Of the action in this store's log. */
    position: integer()
      .primaryKey()
      .references(() => actionHeaders.position),
    feed: text().notNull(),
    feedPosition: integer('feed_position').notNull(),
    streamSequence: integer('stream_sequence').notNull(),
    verdict: text().notNull(),
    reason: text(),
    detail: text(),
    /** The city's epoch in which the place holds (SYNC-11). */
    epoch: text().notNull(),
    receivedAt: integer('received_at').notNull(),
  },
  (table) => [index('receipts_against').on(table.position).where(sql`verdict IN ('set_aside', 'held')`)],
);

/**
 * What the city said of an action later: another verdict, or another place in another epoch (SYNC-11). Append-only; the
 * newest word of both tables holds.
 */
export const verdicts = sqliteTable(
  'verdicts',
  {
    ordinal: integer().primaryKey(),
    /** Of the action in this store's log. */
    position: integer()
      .notNull()
      .references(() => receipts.position),
    feedPosition: integer('feed_position').notNull(),
    streamSequence: integer('stream_sequence').notNull(),
    verdict: text().notNull(),
    reason: text(),
    detail: text(),
    epoch: text().notNull(),
    receivedAt: integer('received_at').notNull(),
  },
  (table) => [
    index('verdicts_position').on(table.position, table.ordinal),
    index('verdicts_against').on(table.position).where(sql`verdict IN ('set_aside', 'held')`),
  ],
);

/** What the city signed over the end of this station's chain, as it was received (LOG-3). */
export const chainReceipts = sqliteTable('chain_receipts', {
  ordinal: integer().primaryKey(),
  stationId: text('station_id').notNull(),
  incarnation: integer().notNull(),
  sequence: integer().notNull(),
  headerHash: text('header_hash').notNull(),
  epoch: text().notNull(),
  at: integer().notNull(),
  signature: text().notNull(),
});

/** Up to where each feed is applied here, and the head that the city named last (SYNC-4). */
export const feedCursors = sqliteTable('feed_cursors', {
  feed: text().primaryKey(),
  position: integer().notNull(),
  head: integer().notNull(),
  epoch: text().notNull(),
  /** What the city sealed about the cursor, to be given back to it as a proof (SYNC-11). */
  mark: text(),
});

/** The past of granted streams that is being fetched (SYNC-4); a row goes once all of it is here. */
export const streamBackfills = sqliteTable(
  'stream_backfills',
  {
    /** Of the stream. */
    feed: text().notNull(),
    streamKind: text('stream_kind').notNull(),
    streamId: text('stream_id').notNull(),
    /** Position in that feed up to which the stream is here. */
    position: integer().notNull(),
    /** Up to where its past goes. */
    upTo: integer('up_to').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.streamKind, table.streamId] })],
);

/** How sync goes; one row, no action. Instants in ms. */
export const syncState = sqliteTable('sync_state', {
  only: integer().primaryKey(),
  /** The city's epoch that was seen last. */
  epoch: text(),
  lastCompleteAt: integer('last_complete_at'),
  /** Why the last round ended early, in Chinese; null where it did not. */
  failure: text(),
  /** One of domain/sync/failures.ts. */
  failureCode: text('failure_code'),
  failedAt: integer('failed_at'),
  /** Clock of this station minus the city's, in ms. */
  clockOffset: integer('clock_offset'),
  /** Every action up to this log position has its receipt: the outbox is looked for behind it. */
  receiptedTo: integer('receipted_to').notNull().default(0),
});

/** What the city signed over the end of its own history (LOG-13), as it was received; append-only by triggers. */
export const cityAnchors = sqliteTable('city_anchors', {
  ordinal: integer().primaryKey(),
  feed: text().notNull(),
  count: integer().notNull(),
  digest: text().notNull(),
  epoch: text().notNull(),
  at: integer().notNull(),
  signature: text().notNull(),
});
