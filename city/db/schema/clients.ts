import { bigint, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytewise, feedColumn } from './columns.ts';

const big = (name: string) => bigint(name, { mode: 'number' });

/** Systems of the city that may act in a resident's name; a handful, so every machine has all of them. */
export const inboundClients = pgTable('inbound_clients', {
  name: bytewise('name').primaryKey(),
  /** What residents know it by. */
  title: bytewise('title').notNull(),
  scopes: text('scopes').array().notNull(),
  /** SPKI in base64. The private half was shown once, and is nowhere here. */
  publicKey: bytewise('public_key').notNull(),
  perMinute: integer('per_minute').notNull(),
  addedAt: big('added_at').notNull(),
  revokedAt: big('revoked_at'),
  /** The minute that is counted in, and its calls so far. */
  minute: big('minute').notNull().default(0),
  calls: integer('calls').notNull().default(0),
});

/** Idempotency keys of clients with the hash of what each came with; removed after two days. */
export const inboundRequests = pgTable(
  'inbound_requests',
  {
    /** Always `city`: a client may ask about any district. */
    feed: feedColumn(),
    client: bytewise('client').notNull(),
    key: uuid('key').notNull(),
    requestHash: bytewise('request_hash').notNull(),
    at: big('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.client, table.key] })],
);
