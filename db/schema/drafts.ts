import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Unfinished forms; a draft belongs to one person. */
export const drafts = sqliteTable(
  'drafts',
  {
    staffId: text('staff_id').notNull(),
    draftId: text('draft_id').notNull(),
    kind: text().notNull(),
    caseId: text('case_id'),
    label: text().notNull(),
    missing: text().notNull(),
    savedAt: integer('saved_at').notNull(),
    content: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.staffId, table.draftId] })],
);
