import { bigint, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { bytewise, feedColumn } from './columns.ts';

/** Unfinished forms; a draft belongs to one person. */
export const drafts = pgTable(
  'drafts',
  {
    feed: feedColumn(),
    staffId: bytewise('staff_id').notNull(),
    draftId: bytewise('draft_id').notNull(),
    kind: bytewise('kind').notNull(),
    caseId: bytewise('case_id'),
    /** The case that a registration is to become, as its form names it: an erasure finds the draft by it (LOG-8). */
    namedCaseId: bytewise('named_case_id'),
    label: bytewise('label').notNull(),
    missing: bytewise('missing').notNull(),
    savedAt: bigint('saved_at', { mode: 'number' }).notNull(),
    /** The form's JSON as text. */
    content: bytewise('content').notNull(),
    /** The order in which drafts of the same instant were begun. */
    begun: bigint('begun', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.staffId, table.draftId] })],
);
