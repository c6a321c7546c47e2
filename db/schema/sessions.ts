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

/** Who looked at what (LOG-1); append-only by triggers. */
export const accessLog = sqliteTable(
  'access_log',
  {
    position: integer().primaryKey(),
    at: integer().notNull(),
    staffId: text('staff_id').notNull(),
    kind: text().notNull(),
    subject: text().notNull(),
  },
  (table) => [index('access_log_answers').on(table.subject, table.staffId).where(sql`kind = 'answer'`)],
);
