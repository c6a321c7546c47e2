import { bigint, index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { bytes, feedColumn } from './columns.ts';

/**
 * What the rows of imports say, each apart with a salt of its own, so that one can be erased (LOG-8) while the others
 * stay; the payload of the chunk has their hashes. `seq` is the place that the row gives its case among the cases.
 */
export const importRows = pgTable(
  'import_rows',
  {
    feed: feedColumn(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    caseId: uuid('case_id').notNull(),
    payload: bytes('payload').notNull(),
    salt: bytes('salt').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.seq] }), index('import_rows_case').on(table.feed, table.caseId)],
);
