import { index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { bytewise, feedColumn } from './columns.ts';

/**
 * The city's directory as reference data: grids, units, committees, mediators and accounts, and the changes of divisions
 * (docs/directory.md). What changes gets a row of its own; the row before it ends on that day, and nothing is forgotten.
 */
export const directoryEntries = pgTable(
  'directory_entries',
  {
    /** Always `city` (SYNC-2). */
    feed: feedColumn(),
    kind: bytewise('kind').notNull(),
    code: bytewise('code').notNull(),
    /** First day on which it holds. */
    validFrom: bytewise('valid_from').notNull(),
    /** First day on which it does not; null while it holds. */
    validTo: bytewise('valid_to'),
    /** Canonical JSON. */
    body: bytewise('body').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.kind, table.code, table.validFrom] }),
    index('directory_entries_open').on(table.feed, table.kind, table.validTo),
  ],
);
