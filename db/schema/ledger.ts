import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** A person's saved views of the ledger, in the order in which they were made. */
export const ledgerViews = sqliteTable(
  'ledger_views',
  {
    staffId: text('staff_id').notNull(),
    id: text().notNull(),
    ordinal: integer().notNull(),
    name: text().notNull(),
    filter: text().notNull(),
    sort: text().notNull(),
    columns: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.staffId, table.id] })],
);
