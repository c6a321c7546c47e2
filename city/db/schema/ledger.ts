import { integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { bytewise, feedColumn } from './columns.ts';

/** A person's saved views of the ledger, in the order in which they were made. */
export const ledgerViews = pgTable(
  'ledger_views',
  {
    feed: feedColumn(),
    staffId: bytewise('staff_id').notNull(),
    id: bytewise('id').notNull(),
    ordinal: integer('ordinal').notNull(),
    name: bytewise('name').notNull(),
    filter: bytewise('filter').notNull(),
    sort: bytewise('sort').notNull(),
    columns: bytewise('columns').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.staffId, table.id] })],
);
