import { sql } from 'drizzle-orm';
import { bigint, index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { bytewise, feedColumn } from './columns.ts';

const big = (name: string) => bigint(name, { mode: 'number' });

export const sessions = pgTable(
  'sessions',
  {
    feed: feedColumn(),
    tokenHash: bytewise('token_hash').notNull(),
    staffId: bytewise('staff_id').notNull(),
    desk: bytewise('desk').notNull(),
    startedAt: big('started_at').notNull(),
    lastSeenAt: big('last_seen_at').notNull(),
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
