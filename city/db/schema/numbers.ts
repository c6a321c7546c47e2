import { bigint, integer, pgTable, primaryKey, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytewise, feedColumn } from './columns.ts';

/** Last number given out of each series; no projection, it survives a rebuild (SYNC-15). */
export const numberCounters = pgTable(
  'number_counters',
  {
    feed: feedColumn(),
    series: bytewise('series').notNull(),
    year: integer('year').notNull(),
    last: integer('last').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.series, table.year] })],
);

/** How far the numbers of a center's series are reserved in a year: one row, so that two who ask wait for each other. */
export const numberSeries = pgTable(
  'number_series',
  {
    feed: feedColumn(),
    centerId: uuid('center_id').notNull(),
    series: bytewise('series').notNull(),
    year: integer('year').notNull(),
    /** The last number that was reserved, or that is known to be used. */
    last: integer('last').notNull(),
    /** The life of the city that reserved it (SYNC-11). */
    epoch: bytewise('epoch').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.centerId, table.series, table.year] })],
);

/** Blocks that were given to one life of a station; append-only, a block is never given again (SYNC-15). */
export const numberBlocks = pgTable(
  'number_blocks',
  {
    feed: feedColumn(),
    centerId: uuid('center_id').notNull(),
    series: bytewise('series').notNull(),
    year: integer('year').notNull(),
    first: integer('first').notNull(),
    last: integer('last').notNull(),
    stationId: bytewise('station_id').notNull(),
    incarnation: integer('incarnation').notNull(),
    reservedAt: bigint('reserved_at', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.centerId, table.series, table.year, table.first] })],
);

/** Letters before numbers that no block covers, one for each life of a station, no two alike at a center. */
export const numberSegments = pgTable(
  'number_segments',
  {
    feed: feedColumn(),
    centerId: uuid('center_id').notNull(),
    segment: bytewise('segment').notNull(),
    stationId: bytewise('station_id').notNull(),
    incarnation: integer('incarnation').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.centerId, table.segment] }),
    uniqueIndex('number_segments_life').on(table.feed, table.centerId, table.stationId, table.incarnation),
  ],
);
