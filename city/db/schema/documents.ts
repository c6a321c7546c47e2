import { pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { bytes, bytewise, feedColumn } from './columns.ts';

/** Issued papers and other files by the SHA-256 of their bytes (SYNC-8). */
export const files = pgTable(
  'files',
  {
    feed: feedColumn(),
    hash: bytewise('hash').notNull(),
    mediaType: bytewise('media_type').notNull(),
    bytes: bytes('bytes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.hash] })],
);
