import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Last number given out of each series outside of blocks; no projection, it survives a rebuild (SYNC-15). */
export const numberCounters = sqliteTable(
  'number_counters',
  { series: text().notNull(), year: integer().notNull(), last: integer().notNull() },
  (table) => [primaryKey({ columns: [table.series, table.year] })],
);

/** Blocks that the city reserved for a life of this station (SYNC-15). */
export const numberBlocks = sqliteTable(
  'number_blocks',
  {
    series: text().notNull(),
    year: integer().notNull(),
    first: integer().notNull(),
    last: integer().notNull(),
    /** Behind `last` where the block is used up. */
    next: integer().notNull(),
    incarnation: integer().notNull(),
    /** Of the city that heard of the block last (SYNC-11). */
    epoch: text().notNull(),
    /** In doubt the station gave it up: nobody takes from it any more. */
    givenUp: integer('given_up').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.series, table.year, table.first, table.incarnation] })],
);

/** Letters before numbers that no block covers, of each life of this station. */
export const numberSegments = sqliteTable(
  'number_segments',
  {
    incarnation: integer().notNull(),
    /**
     * `own`; `doubt` while the store may be an old copy of itself; `after_doubt` stands before `own` for the rest of that
     * life, since the machine that it was copied from may go on in the same life.
     */
    kind: text().notNull(),
    segment: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.incarnation, table.kind] })],
);
