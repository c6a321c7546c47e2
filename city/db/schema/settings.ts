import { integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { bytewise, feedColumn } from './columns.ts';

/** Settings of the centers of a feed, each folded from its stream. */
export const centerSettings = pgTable(
  'center_settings',
  {
    feed: feedColumn(),
    centerId: bytewise('center_id').notNull(),
    revision: integer('revision').notNull(),
    settings: bytewise('settings').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.centerId] })],
);
