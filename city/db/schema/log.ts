import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, primaryKey, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytes, bytewise, feedColumn } from './columns.ts';

const big = (name: string) => bigint(name, { mode: 'number' });

/**
 * One row for each feed. A transaction that appends takes its positions by `UPDATE … SET head = head + n RETURNING head`
 * and so holds the row until it commits: a position becomes visible only when every lower one is (SYNC-2).
 */
export const feeds = pgTable('feeds', {
  feed: bytewise('feed').primaryKey(),
  head: big('head').notNull().default(0),
});

/** Streams of a feed: the sequence of the newest action of each, and the position of its first. */
export const streams = pgTable(
  'streams',
  {
    feed: feedColumn(),
    streamKind: bytewise('stream_kind').notNull(),
    streamId: uuid('stream_id').notNull(),
    sequence: integer('sequence').notNull(),
    firstPosition: big('first_position').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.streamKind, table.streamId] })],
);

/** Heads of actions (LOG-2), append-only by triggers (LOG-3). `position` is the order of the feed. */
export const actionHeaders = pgTable(
  'action_headers',
  {
    feed: feedColumn(),
    position: big('position').notNull(),
    id: uuid('id').notNull(),
    streamKind: bytewise('stream_kind').notNull(),
    streamId: uuid('stream_id').notNull(),
    /** 1, 2, 3 … within the stream, as the city orders it. */
    streamSequence: integer('stream_sequence').notNull(),
    type: bytewise('type').notNull(),
    schemaVersion: integer('schema_version').notNull(),
    actorId: bytewise('actor_id').notNull(),
    stationId: bytewise('station_id').notNull(),
    incarnation: integer('incarnation').notNull(),
    sequence: integer('sequence').notNull(),
    previousHash: bytewise('previous_hash').notNull(),
    payloadHash: bytewise('payload_hash').notNull(),
    headerHash: bytewise('header_hash').notNull(),
    baseRevision: integer('base_revision').notNull(),
    deviceTime: big('device_time').notNull(),
    clockOffset: big('clock_offset'),
    algorithms: bytewise('algorithms').notNull(),
    /** Clock of the server when the action came in, milliseconds since 1970. */
    receivedAt: big('received_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.position] }),
    uniqueIndex('action_headers_id').on(table.feed, table.id),
    // Not unique: a life of a station that ended in two branches has both (SYNC-14).
    index('action_headers_chain').on(table.feed, table.stationId, table.incarnation, table.sequence),
    // What a station wrote itself, for its pulls.
    index('action_headers_station').on(table.feed, table.stationId, table.position),
    index('action_headers_stream').on(table.feed, table.streamKind, table.streamId, table.streamSequence),
    index('action_headers_device_time').on(table.feed, table.stationId, table.deviceTime),
    // Few of very many: rooms that are to be made.
    index('action_headers_rooms').on(table.feed, table.id).where(sql`type = 'room.opened'`),
  ],
);

/** Canonical JSON bytes of an action and the salt of their hash; the row goes only by an erasure (LOG-8). */
export const actionPayloads = pgTable(
  'action_payloads',
  {
    feed: feedColumn(),
    position: big('position').notNull(),
    payload: bytes('payload').notNull(),
    salt: bytes('salt').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.position] })],
);

/**
 * The erasure list: which action's payload went by which order; rows of imports go by the id of their case. It may name
 * actions whose header is not here yet.
 */
export const erasures = pgTable(
  'erasures',
  {
    feed: feedColumn(),
    actionId: uuid('action_id').notNull(),
    erasureId: uuid('erasure_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.actionId] })],
);

/** Ends of chains, in the home feed of their station; they only move forward (LOG-3). */
export const chainHeads = pgTable(
  'chain_heads',
  {
    feed: feedColumn(),
    stationId: bytewise('station_id').notNull(),
    incarnation: integer('incarnation').notNull(),
    sequence: integer('sequence').notNull(),
    headerHash: bytewise('header_hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.stationId, table.incarnation] })],
);

/** Who this server is, and which life of it this is (SYNC-11); one row. */
export const server = pgTable('server', {
  only: integer('only').primaryKey(),
  serverId: bytewise('server_id').notNull(),
  epoch: integer('epoch').notNull(),
  /** New actions take sequences in their streams above this; raised with each new epoch. */
  streamFloor: integer('stream_floor').notNull().default(0),
});

/** Which version of the program folded the rows of a feed (LOG-4). */
export const projections = pgTable('projections', {
  feed: bytewise('feed').primaryKey(),
  version: integer('version').notNull(),
});

/** Ends of the tables of a feed that only grow (LOG-11); they only move forward, by a trigger. */
export const journalEnds = pgTable(
  'journal_ends',
  {
    feed: feedColumn(),
    journal: bytewise('journal').notNull(),
    count: big('count').notNull(),
    digest: bytewise('digest').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.journal] })],
);

/**
 * Digests over a feed up to a count of actions, in the order of their positions (LOG-13): each was told to a station,
 * which keeps it. Append-only by triggers.
 */
export const cityAnchors = pgTable(
  'city_anchors',
  {
    feed: feedColumn(),
    count: big('count').notNull(),
    digest: bytewise('digest').notNull(),
    epoch: integer('epoch').notNull(),
    at: big('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.count] })],
);

/** Where the histories of stations ended, as they told it (LOG-13); append-only by triggers. */
export const stationAnchors = pgTable(
  'station_anchors',
  {
    feed: feedColumn(),
    stationId: bytewise('station_id').notNull(),
    incarnation: integer('incarnation').notNull(),
    actionsCount: big('actions_count').notNull(),
    actionsDigest: bytewise('actions_digest').notNull(),
    accessCount: big('access_count').notNull(),
    accessDigest: bytewise('access_digest').notNull(),
    at: big('at').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.feed, table.stationId, table.incarnation, table.actionsCount, table.accessCount, table.at],
    }),
  ],
);
