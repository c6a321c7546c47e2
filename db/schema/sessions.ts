import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { PasswordOrigin } from '../../domain/access/passwords.ts';
import type { Owed } from '../../domain/access/sign-in-settings.ts';

export const sessions = sqliteTable('sessions', {
  tokenHash: text('token_hash').primaryKey(),
  staffId: text('staff_id').notNull(),
  desk: text().notNull(),
  // A session of an earlier program is alone at its seat.
  seat: text().notNull().default(''),
  startedAt: integer('started_at').notNull(),
  lastSeenAt: integer('last_seen_at').notNull(),
  owes: text().$type<Owed>(),
});

export const passwords = sqliteTable('passwords', {
  staffId: text('staff_id').primaryKey(),
  hash: text().notNull(),
  origin: text().$type<PasswordOrigin>().notNull().default('own'),
  setAt: integer('set_at').notNull().default(0),
  /** Hashes as a JSON list. */
  earlier: text({ mode: 'json' }).$type<readonly string[]>().notNull().default([]),
});

export const signInFailures = sqliteTable('sign_in_failures', {
  staffId: text('staff_id').primaryKey(),
  count: integer().notNull(),
  lastAt: integer('last_at').notNull(),
  lockedUntil: integer('locked_until'),
});

export const secondFactors = sqliteTable('second_factors', {
  staffId: text('staff_id').primaryKey(),
  secret: text(),
  pending: text(),
  lastStep: integer('last_step').notNull(),
  /** Hashes as a JSON list. */
  recoveryHashes: text('recovery_hashes', { mode: 'json' }).$type<readonly string[]>().notNull(),
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
