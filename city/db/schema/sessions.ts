import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { PasswordOrigin } from '../../../domain/access/passwords.ts';
import type { Owed } from '../../../domain/access/sign-in-settings.ts';
import { bytewise, feedColumn } from './columns.ts';

const big = (name: string) => bigint(name, { mode: 'number' });

export const sessions = pgTable(
  'sessions',
  {
    feed: feedColumn(),
    tokenHash: bytewise('token_hash').notNull(),
    staffId: bytewise('staff_id').notNull(),
    desk: bytewise('desk').notNull(),
    // A session of an earlier program is alone at its seat.
    seat: bytewise('seat').notNull().default(''),
    startedAt: big('started_at').notNull(),
    lastSeenAt: big('last_seen_at').notNull(),
    owes: bytewise('owes').$type<Owed>(),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.tokenHash] }),
    index('sessions_staff').on(table.feed, table.staffId),
  ],
);

export const passwords = pgTable(
  'passwords',
  {
    feed: feedColumn(),
    staffId: bytewise('staff_id').notNull(),
    hash: bytewise('hash').notNull(),
    origin: bytewise('origin').$type<PasswordOrigin>().notNull().default('own'),
    setAt: big('set_at').notNull().default(0),
    earlier: text('earlier').array().notNull().default([]),
  },
  (table) => [primaryKey({ columns: [table.feed, table.staffId] })],
);

export const signInFailures = pgTable(
  'sign_in_failures',
  {
    feed: feedColumn(),
    staffId: bytewise('staff_id').notNull(),
    count: integer('count').notNull(),
    lastAt: big('last_at').notNull(),
    lockedUntil: big('locked_until'),
  },
  (table) => [primaryKey({ columns: [table.feed, table.staffId] })],
);

export const secondFactors = pgTable(
  'second_factors',
  {
    feed: feedColumn(),
    staffId: bytewise('staff_id').notNull(),
    secret: bytewise('secret'),
    pending: bytewise('pending'),
    lastStep: big('last_step').notNull(),
    recoveryHashes: text('recovery_hashes').array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.staffId] })],
);

/** Who looked at what (LOG-1); append-only by triggers, each entry of a feed chained to the one before (LOG-11). */
export const accessLog = pgTable(
  'access_log',
  {
    feed: feedColumn(),
    position: big('position').generatedAlwaysAsIdentity().notNull(),
    at: big('at').notNull(),
    staffId: bytewise('staff_id').notNull(),
    kind: bytewise('kind').notNull(),
    subject: bytewise('subject').notNull(),
    /** Why, where a reason is asked for. */
    reason: bytewise('reason'),
    /** Digest of the feed's log up to this entry (LOG-11); null in entries from before it was chained. */
    digest: bytewise('digest'),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.position] }),
    index('access_log_answers').on(table.feed, table.subject, table.staffId).where(sql`kind = 'answer'`),
  ],
);
