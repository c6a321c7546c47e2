import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Settings of the center, folded from its stream; one row. */
export const centerSettings = sqliteTable('center_settings', {
  only: integer().primaryKey(),
  centerId: text('center_id').notNull(),
  revision: integer().notNull(),
  settings: text().notNull(),
});
