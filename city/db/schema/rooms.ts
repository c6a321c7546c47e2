import { bigint, index, integer, pgTable, primaryKey, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytes, bytewise, feedColumn } from './columns.ts';

const big = (name: string) => bigint(name, { mode: 'number' });

/** Rooms for mediation online, each made of an action `room.opened`; they go some days after they ended. */
export const rooms = pgTable(
  'rooms',
  {
    feed: feedColumn(),
    /** Of the action. */
    id: uuid('id').notNull(),
    caseId: uuid('case_id').notNull(),
    /** Who invites, as people read it. */
    centerName: bytewise('center_name').notNull(),
    startsAt: big('starts_at').notNull(),
    closesAt: big('closes_at').notNull(),
    videoUrl: bytewise('video_url'),
    /** Number of the newest event. */
    head: integer('head').notNull().default(0),
    /** Whether its end was told to the case; null while it is open. */
    endedAt: big('ended_at'),
    toldAt: big('told_at'),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.id] }),
    index('rooms_case').on(table.feed, table.caseId),
    index('rooms_closes_at').on(table.feed, table.closesAt),
  ],
);

/** Who was invited. The link is worth something only with the phone; of both, hashes are kept, and the phone to send it to. */
export const roomSeats = pgTable(
  'room_seats',
  {
    feed: feedColumn(),
    roomId: uuid('room_id').notNull(),
    id: uuid('id').notNull(),
    ordinal: integer('ordinal').notNull(),
    kind: bytewise('kind').notNull(),
    personId: uuid('person_id'),
    name: bytewise('name').notNull(),
    agentName: bytewise('agent_name'),
    identity: bytewise('identity'),
    phone: bytewise('phone').notNull(),
    /** SHA-256 of the link's token; null while no message went out, and once the link is revoked. */
    tokenHash: bytewise('token_hash'),
    /** When the link was sent; null where it still is to be. */
    sentAt: big('sent_at'),
    /** When the page was last open. */
    seenAt: big('seen_at'),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.roomId, table.id] }),
    uniqueIndex('room_seats_token').on(table.feed, table.tokenHash),
  ],
);

/** Browsers in which a phone was proved. */
export const roomEntries = pgTable(
  'room_entries',
  {
    feed: feedColumn(),
    /** SHA-256 of the cookie. */
    hash: bytewise('hash').notNull(),
    roomId: uuid('room_id').notNull(),
    seatId: uuid('seat_id').notNull(),
    enteredAt: big('entered_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.hash] }),
    index('room_entries_room').on(table.feed, table.roomId),
  ],
);

/** What happened in a room, never changed; the rows go with the room, or by an erasure (LOG-8). */
export const roomEvents = pgTable(
  'room_events',
  {
    feed: feedColumn(),
    roomId: uuid('room_id').notNull(),
    seq: integer('seq').notNull(),
    /** Null for what the room does by itself. */
    seatId: uuid('seat_id'),
    /** Made in the browser: the same one again changes nothing. */
    clientId: uuid('client_id').notNull(),
    at: big('at').notNull(),
    /** A post of domain/room/posts.ts as JSON. */
    post: bytewise('post').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.roomId, table.seq] }),
    uniqueIndex('room_events_client').on(table.feed, table.roomId, table.clientId),
  ],
);

/** Pictures that were shown in a room, without what a camera notes beside them. */
export const roomPhotos = pgTable(
  'room_photos',
  {
    feed: feedColumn(),
    roomId: uuid('room_id').notNull(),
    id: uuid('id').notNull(),
    seatId: uuid('seat_id').notNull(),
    mediaType: bytewise('media_type').notNull(),
    content: bytes('content').notNull(),
    at: big('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.roomId, table.id] })],
);
