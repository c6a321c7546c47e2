import { bigint, index, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { bytewise, feedColumn } from './columns.ts';

const big = (name: string) => bigint(name, { mode: 'number' });

/**
 * What the city said of an action that it did not simply accept (SYNC-3), and what was decided of it later; append-only
 * (LOG-3). The newest of an action counts; one without any is accepted.
 */
export const verdicts = pgTable(
  'verdicts',
  {
    feed: feedColumn(),
    position: big('position').notNull(),
    /** 1, 2, 3 … of one action. */
    ordinal: integer('ordinal').notNull(),
    verdict: bytewise('verdict').notNull(),
    reason: bytewise('reason'),
    detail: bytewise('detail'),
    at: big('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.position, table.ordinal] })],
);

/** What sync knows of a stream beside its sequence: who has the pen (SYNC-6), and how many actions are folded. */
export const streamPens = pgTable(
  'stream_pens',
  {
    feed: feedColumn(),
    streamKind: bytewise('stream_kind').notNull(),
    streamId: uuid('stream_id').notNull(),
    /** Began the stream; sees it for ever. */
    originStation: bytewise('origin_station').notNull(),
    penStation: bytewise('pen_station').notNull(),
    revision: integer('revision').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.streamKind, table.streamId] })],
);

/**
 * Streams that a station sees though it did not begin them: a case that was offered or handed over to it (SYNC-4,
 * SYNC-6). Each was told to the station by an action in its own feed.
 */
export const streamGrants = pgTable(
  'stream_grants',
  {
    /** Of the stream. */
    feed: feedColumn(),
    streamKind: bytewise('stream_kind').notNull(),
    streamId: uuid('stream_id').notNull(),
    stationId: bytewise('station_id').notNull(),
    /** Up to this position the station fetches the stream's past; what comes behind it follows as sights. */
    upTo: big('up_to').notNull(),
    /** Position of the last action that the station saw; null while the grant lasts. */
    endedAt: big('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.streamKind, table.streamId, table.stationId] }),
    index('stream_grants_station').on(table.feed, table.stationId),
  ],
);

/**
 * Actions that a station sees beside its own (SYNC-4): those that others add to the streams that it
 * may see. One row for each, so that a pull is one range of an index however much goes on in the feed.
 */
export const sights = pgTable(
  'sights',
  {
    feed: feedColumn(),
    stationId: bytewise('station_id').notNull(),
    position: big('position').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.stationId, table.position] })],
);

/** Actions that were set aside or are held, until somebody settles them (SYNC-3). */
export const setAsides = pgTable(
  'set_asides',
  {
    feed: feedColumn(),
    stationId: bytewise('station_id').notNull(),
    streamKind: bytewise('stream_kind').notNull(),
    streamId: uuid('stream_id').notNull(),
    position: big('position').notNull(),
    settledAt: big('settled_at'),
    /** How (domain/sync/settling.ts); `handed_over` waits for the city’s answer. Null until it is settled. */
    settledWay: bytewise('settled_way'),
  },
  (table) => [primaryKey({ columns: [table.feed, table.stationId, table.streamKind, table.streamId, table.position] })],
);

/** Actions that came back after a restore (SYNC-11): who brought each, and where an earlier life had it; append-only. */
export const readmissions = pgTable(
  'readmissions',
  {
    feed: feedColumn(),
    position: big('position').notNull(),
    /** The station that brought it, which need not be the one that wrote it. */
    broughtBy: bytewise('brought_by').notNull(),
    /** The life of the city that had confirmed it, and its place then. */
    oldEpoch: bytewise('old_epoch').notNull(),
    oldPosition: big('old_position').notNull(),
    oldSequence: integer('old_sequence').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.position] })],
);

/** Stations that have enrolled (SYNC-14). */
export const stations = pgTable(
  'stations',
  {
    feed: feedColumn(),
    stationId: bytewise('station_id').notNull(),
    /** The life that may push now. */
    incarnation: integer('incarnation').notNull(),
    /** The center whose stream this station began; null until it has come in. */
    centerId: uuid('center_id'),
    name: bytewise('name').notNull(),
    /** Ed25519, SPKI in base64. */
    publicKey: bytewise('public_key').notNull(),
    enrolledAt: big('enrolled_at').notNull(),
    revokedAt: big('revoked_at'),
    lastPushAt: big('last_push_at'),
    lastPullAt: big('last_pull_at'),
    /** Up to where in its home feed its last pull gave it everything. */
    pulledPosition: big('pulled_position'),
    /** The street or community that it looks after; null for a center of the whole district. */
    placeCode: bytewise('place_code'),
  },
  (table) => [primaryKey({ columns: [table.feed, table.stationId] })],
);

/** One-time codes by which stations enrol; of the code itself only its hash is here. */
export const enrolmentCodes = pgTable(
  'enrolment_codes',
  {
    feed: feedColumn(),
    codeHash: bytewise('code_hash').notNull(),
    /** What the station will be called. */
    name: bytewise('name').notNull(),
    madeAt: big('made_at').notNull(),
    expiresAt: big('expires_at').notNull(),
    /** The station whose place the code gives to another machine; null for a code that names none (SYNC-14). */
    stationId: bytewise('station_id'),
    usedBy: bytewise('used_by'),
    usedAt: big('used_at'),
    /** The street or community that the station will look after; null for a center of the whole district. */
    placeCode: bytewise('place_code'),
  },
  (table) => [primaryKey({ columns: [table.feed, table.codeHash] })],
);

/**
 * Nonces of signed requests that were taken (SYNC-16), for as long as the time on a request is taken. The table is not
 * logged: what a crash forgets may be sent once more within ten minutes, and who could wait for that must hold the line.
 */
export const usedNonces = pgTable(
  'used_nonces',
  {
    feed: feedColumn(),
    stationId: bytewise('station_id').notNull(),
    nonce: bytewise('nonce').notNull(),
    usedAt: big('used_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.stationId, table.nonce] })],
);

/** Recovery keys of stations, sealed for this city; an operator takes one out by a command, which is noted here. */
export const recoveryKeys = pgTable(
  'recovery_keys',
  {
    feed: feedColumn(),
    stationId: bytewise('station_id').notNull(),
    keyId: bytewise('key_id').notNull(),
    /** The sealed box as JSON, with the id of its algorithm. */
    sealed: bytewise('sealed').notNull(),
    keptAt: big('kept_at').notNull(),
    givenAt: big('given_at'),
    givenTo: bytewise('given_to'),
  },
  (table) => [primaryKey({ columns: [table.feed, table.stationId, table.keyId] })],
);

/** What was found when the city's history was verified as a whole; one row, and none before the first time. */
export const historyChecks = pgTable('history_checks', {
  only: integer('only').primaryKey(),
  /** When a server began last, so that of several one does it; null where none is at work. */
  beganAt: big('began_at'),
  /** Of the last that came to its end, in ms. */
  startedAt: big('started_at'),
  endedAt: big('ended_at'),
  actions: big('actions'),
  entries: big('entries'),
  found: big('found'),
  /** The first findings in Chinese, each with its feed, as JSON. */
  findings: bytewise('findings'),
});

/** What the server signs receipts with, and the secret of its tokens; one row, made at its first start. */
export const serverKeys = pgTable('server_keys', {
  only: integer('only').primaryKey(),
  /** Ed25519, PKCS 8 in base64. */
  privateKey: bytewise('private_key').notNull(),
  /** SPKI in base64. */
  publicKey: bytewise('public_key').notNull(),
  /** 32 bytes in base64. */
  tokenSecret: bytewise('token_secret').notNull(),
});

/** What the server signs with in other suites than the first, by the id of the algorithm. */
export const serverSuiteKeys = pgTable('server_suite_keys', {
  algorithm: bytewise('algorithm').primaryKey(),
  /** PKCS 8 in PEM. */
  privateKey: bytewise('private_key').notNull(),
  /** SPKI in base64. */
  publicKey: bytewise('public_key').notNull(),
});
