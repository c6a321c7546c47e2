import { blob, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Issued papers and other files by the SHA-256 of their bytes (SYNC-8). */
export const files = sqliteTable('files', {
  hash: text().primaryKey(),
  mediaType: text('media_type').notNull(),
  bytes: blob({ mode: 'buffer' }).notNull(),
});
