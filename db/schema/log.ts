import { sql } from 'drizzle-orm';
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Who this store is in the log, and how its projections were made; one row, written when the store is made. */
export const station = sqliteTable('station', {
  only: integer().primaryKey(),
  stationId: text('station_id').notNull(),
  incarnation: integer().notNull(),
  /** Of the rows that were folded from the log (LOG-4); 0 before anything was. */
  projectionVersion: integer('projection_version').notNull().default(0),
  /** Log position up to which the search index has the cases; see db/search-index.ts. */
  searchPosition: integer('search_position').notNull().default(0),
});

/**
 * Heads of actions (LOG-2), append-only by triggers (LOG-3), which also hold the station's own chain together: a header
 * of its own incarnation is the next one or is refused. Of other stations' chains only parts may be here. `position` is
 * the order in which they were appended.
 */
export const actionHeaders = sqliteTable(
  'action_headers',
  {
    position: integer().primaryKey(),
    id: text().notNull(),
    streamKind: text('stream_kind').notNull(),
    streamId: text('stream_id').notNull(),
    type: text().notNull(),
    schemaVersion: integer('schema_version').notNull(),
    actorId: text('actor_id').notNull(),
    stationId: text('station_id').notNull(),
    incarnation: integer().notNull(),
    sequence: integer().notNull(),
    previousHash: text('previous_hash').notNull(),
    payloadHash: text('payload_hash').notNull(),
    headerHash: text('header_hash').notNull(),
    baseRevision: integer('base_revision').notNull(),
    deviceTime: integer('device_time').notNull(),
    clockOffset: integer('clock_offset'),
    algorithms: text().notNull(),
  },
  (table) => [
    uniqueIndex('action_headers_id').on(table.id),
    index('action_headers_stream').on(table.streamId),
    // Requests to erase, and who decided on them: few among many.
    index('action_headers_erasures').on(table.position).where(sql`stream_kind = 'erasure'`),
    // Which centers there are, as the city tells it.
    index('action_headers_stations').on(table.position).where(sql`stream_kind = 'station'`),
  ],
);

/** Canonical JSON bytes of an action and the salt of their hash; the row goes only by an erasure (LOG-8). */
export const actionPayloads = sqliteTable('action_payloads', {
  position: integer()
    .primaryKey()
    .references(() => actionHeaders.position),
  payload: blob({ mode: 'buffer' }).notNull(),
  salt: blob({ mode: 'buffer' }).notNull(),
});

/**
 * What the rows of imports say, each apart with a salt of its own, so that one can be erased (LOG-8) while the others
 * stay; the payload of the chunk has their hashes. `seq` is the place that the row gives its case among the cases.
 */
export const importRows = sqliteTable(
  'import_rows',
  {
    seq: integer().primaryKey(),
    caseId: text('case_id').notNull(),
    payload: blob({ mode: 'buffer' }).notNull(),
    salt: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [index('import_rows_case').on(table.caseId)],
);

/**
 * Ends of this station's chains, known apart from the chains themselves, so that a missing tail is noticed. Chains of
 * other stations have no end here.
 */
export const chainHeads = sqliteTable(
  'chain_heads',
  {
    stationId: text('station_id').notNull(),
    incarnation: integer().notNull(),
    sequence: integer().notNull(),
    headerHash: text('header_hash').notNull(),
    /** The latest device time of the chain's actions: a clock before it is suspect (LOG-10). */
    newestDeviceTime: integer('newest_device_time').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.stationId, table.incarnation] })],
);

/**
 * The erasure list: which action's payload went by which order; rows of imports go by the id of their case. It is
 * replayed over a restored backup, so it may name actions whose header is not here yet.
 */
export const erasures = sqliteTable('erasures', {
  actionId: text('action_id').primaryKey(),
  erasureId: text('erasure_id').notNull(),
});

/**
 * Ends of the tables that only grow (LOG-11): how many rows each has and a digest over them, so that a row that was
 * changed or is missing is noticed. They only move forward, by triggers.
 */
export const journalEnds = sqliteTable('journal_ends', {
  journal: text().primaryKey(),
  count: integer().notNull(),
  digest: text().notNull(),
});

/** Ends of journals as they once were, one in a thousand rows: from one of them a part can be verified. Append-only. */
export const journalMarks = sqliteTable(
  'journal_marks',
  {
    journal: text().notNull(),
    count: integer().notNull(),
    digest: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.journal, table.count] })],
);
