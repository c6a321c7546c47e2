import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytewise, feedColumn } from './columns.ts';

const big = (name: string) => bigint(name, { mode: 'number' });

/** Platforms of the city that are told of events; a handful, so every machine has all of them. */
export const webhookSubscribers = pgTable('webhook_subscribers', {
  name: bytewise('name').primaryKey(),
  url: bytewise('url').notNull(),
  /** `whsec_` and base64: what both sides sign with. */
  secret: bytewise('secret').notNull(),
  /** Districts whose events it gets; null for all. */
  feeds: text('feeds').array(),
  addedAt: big('added_at').notNull(),
});

/**
 * The outbox: one event for one subscriber, written in the transaction of the push that made it. It waits until it was
 * delivered, or is dead; delivered ones are kept for a while and then removed.
 */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    feed: feedColumn(),
    subscriber: bytewise('subscriber').notNull(),
    /** Of the action that made the event. */
    position: big('position').notNull(),
    /** Of the events of one action, from 1. */
    ordinal: integer('ordinal').notNull(),
    caseId: uuid('case_id').notNull(),
    eventId: bytewise('event_id').notNull(),
    /** The bytes that are signed and sent, the same at each try. */
    body: bytewise('body').notNull(),
    madeAt: big('made_at').notNull(),
    attempts: integer('attempts').notNull(),
    /** While a process is at it: when another one may take it over. */
    nextAttemptAt: big('next_attempt_at').notNull(),
    deliveredAt: big('delivered_at'),
    deadAt: big('dead_at'),
    /** What the last try ended with; no part of an answer's body. */
    lastFailure: bytewise('last_failure'),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.subscriber, table.position, table.ordinal] }),
    index('webhook_deliveries_due')
      .on(table.feed, table.subscriber, table.nextAttemptAt)
      .where(sql`delivered_at IS NULL AND dead_at IS NULL`),
    index('webhook_deliveries_case')
      .on(table.feed, table.subscriber, table.caseId, table.position, table.ordinal)
      .where(sql`delivered_at IS NULL AND dead_at IS NULL`),
    index('webhook_deliveries_dead').on(table.feed, table.subscriber).where(sql`dead_at IS NOT NULL`),
    index('webhook_deliveries_delivered').on(table.feed, table.deliveredAt).where(sql`delivered_at IS NOT NULL`),
  ],
);
