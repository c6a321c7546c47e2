import { bigint, index, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { bytewise, feedColumn } from './columns.ts';

const big = (name: string) => bigint(name, { mode: 'number' });

/**
 * The papers that anybody may verify by their code, folded from the log with the case that they are of: what is answered,
 * and nothing else of the case.
 */
export const verificationCodes = pgTable(
  'verification_codes',
  {
    feed: feedColumn(),
    /** Of the case. */
    seq: big('seq').notNull(),
    documentId: bytewise('document_id').notNull(),
    code: bytewise('code').notNull(),
    form: bytewise('form').notNull(),
    number: bytewise('number').notNull(),
    committee: bytewise('committee').notNull(),
    version: integer('version').notNull(),
    standing: bytewise('standing').notNull(),
    issuedAt: big('issued_at').notNull(),
    effectiveOn: bytewise('effective_on'),
    /** Kinds and hashes of its files, as JSON. */
    files: bytewise('files').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.seq, table.documentId] }),
    // Whoever asks knows the code and no district.
    index('verification_codes_code').on(table.code),
  ],
);
