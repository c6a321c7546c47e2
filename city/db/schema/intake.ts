import { bigint, index, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { bytewise, feedColumn } from './columns.ts';

const big = (name: string) => bigint(name, { mode: 'number' });

/**
 * Codes that were sent to prove a phone, and the case that each of them began: the same code again begins no second one.
 * They are removed after two days.
 */
export const phoneProofs = pgTable(
  'phone_proofs',
  {
    /** Of the place that the submission is about. */
    feed: feedColumn(),
    id: uuid('id').notNull(),
    phone: bytewise('phone').notNull(),
    /** SHA-256 of id and code. */
    codeHash: bytewise('code_hash').notNull(),
    sentAt: big('sent_at').notNull(),
    /** Wrong codes that were typed. */
    misses: integer('misses').notNull().default(0),
    /** Null while nothing was submitted with it. */
    caseId: uuid('case_id'),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.id] }),
    index('phone_proofs_phone').on(table.phone, table.sentAt),
    index('phone_proofs_sent_at').on(table.feed, table.sentAt),
  ],
);

/** The last number of each year that a submission of the district got in one life of the city. */
export const intakeNumbers = pgTable(
  'intake_numbers',
  {
    feed: feedColumn(),
    year: integer('year').notNull(),
    /** 0 until the city is restored in the year: such a life may have forgotten numbers, and has its own. */
    epoch: big('epoch').notNull(),
    last: integer('last').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.year, table.epoch] })],
);
