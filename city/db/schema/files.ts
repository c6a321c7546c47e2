import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { bytewise, feedColumn } from './columns.ts';

/** Which files each case names, folded from the log (SYNC-8). */
export const caseFiles = pgTable(
  'case_files',
  {
    feed: feedColumn(),
    /** Of the case. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    hash: bytewise('hash').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.seq, table.hash] }),
    index('case_files_hash').on(table.feed, table.hash),
  ],
);

/** Where the bytes of each named file are. No projection: it tells of the disk, not of the log. */
export const filePlaces = pgTable(
  'file_places',
  {
    feed: feedColumn(),
    hash: bytewise('hash').notNull(),
    bytes: integer('bytes').notNull(),
    here: boolean('here').notNull().default(false),
    /** An erasure has ordered the bytes to be deleted (LOG-8), and they may still lie on the disk. */
    erased: boolean('erased').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.hash] }),
    index('file_places_erased').on(table.feed, table.hash).where(sql`erased`),
  ],
);
