import { customType } from 'drizzle-orm/pg-core';

/** Text that is compared and sorted by its bytes: the order is that of SQLite's BINARY, whatever the database's locale. */
export const bytewise = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/** Bytes as they are. */
export const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/**
 * Which feed a row belongs to: the six-digit code of a district, or `city` (SYNC-2). It is the first column of the
 * primary key of every table that grows, and every query names it, so that the tables can be distributed by it.
 */
export const feedColumn = () => bytewise('feed').notNull();
