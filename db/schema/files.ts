import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Which files each case names, folded from the log (SYNC-8). */
export const caseFiles = sqliteTable(
  'case_files',
  {
    /** Of the case. */
    seq: integer().notNull(),
    hash: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.seq, table.hash] }), index('case_files_hash').on(table.hash)],
);

/**
 * Where the bytes of each named file are. No projection: it tells of disks, not of the log. With {@link caseFiles} it is
 * the queue of the files that travel (SYNC-8).
 */
export const filePlaces = sqliteTable(
  'file_places',
  {
    hash: text().primaryKey(),
    bytes: integer().notNull(),
    here: integer().notNull().default(0),
    /** The city's epoch in which it said that it has the file; null while it has not. */
    atCity: text('at_city'),
    /** An erasure has ordered the bytes to be deleted (LOG-8), and they may still lie on the disk. */
    erased: integer().notNull().default(0),
  },
  (table) => [
    index('file_places_to_send').on(table.hash).where(sql`at_city IS NULL`),
    index('file_places_to_fetch').on(table.hash).where(sql`here = 0`),
    index('file_places_at_city').on(table.atCity),
    index('file_places_erased').on(table.hash).where(sql`erased = 1`),
  ],
);
