import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const sessions = sqliteTable('sessions', {
  tokenHash: text('token_hash').primaryKey(),
  staffId: text('staff_id').notNull(),
  desk: text().notNull(),
  startedAt: integer('started_at').notNull(),
  lastSeenAt: integer('last_seen_at').notNull(),
});

export const passwords = sqliteTable('passwords', {
  staffId: text('staff_id').primaryKey(),
  hash: text().notNull(),
});

/** Who looked at what (LOG-1); append-only by triggers, each entry chained to the one before (LOG-11). */
export const accessLog = sqliteTable(
  'access_log',
  {
    position: integer().primaryKey(),
    at: integer().notNull(),
    staffId: text('staff_id').notNull(),
    kind: text().notNull(),
    subject: text().notNull(),
    /** Why, where a reason is asked for. */
    reason: text(),
    /** Digest of the log up to this entry (LOG-11); null in entries from before it was chained. */
    digest: text(),
  },
  (table) => [index('access_log_answers').on(table.subject, table.staffId).where(sql`kind = 'answer'`)],
);
