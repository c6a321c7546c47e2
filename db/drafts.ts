import { and, desc, eq, getTableColumns, or, type SQL, sql } from 'drizzle-orm';
import { draftKindSchema } from '../contract/drafts.ts';
import type { DraftReads, DraftWrites } from '../services/drafts/port.ts';
import type { Connection } from './connection.ts';
import { drafts } from './schema/drafts.ts';

function mine(staffId: string, draftId: string): SQL | undefined {
  return and(eq(drafts.staffId, staffId), eq(drafts.draftId, draftId));
}

function toSummary({ draftId, kind, caseId, label, missing, savedAt }: Omit<typeof drafts.$inferSelect, 'content'>) {
  return { draftId, kind: draftKindSchema.parse(kind), caseId, label, missing, savedAt };
}

export function draftReads({ orm }: Connection): DraftReads {
  const { content: _, ...summary } = getTableColumns(drafts);
  return {
    async draft(staffId, draftId) {
      const row = orm.select().from(drafts).where(mine(staffId, draftId)).get();
      return row ? { ...toSummary(row), content: JSON.parse(row.content) as unknown } : null;
    },
    async list(staffId, { kind, caseId }) {
      const conditions = [eq(drafts.staffId, staffId)];
      if (kind !== undefined) conditions.push(eq(drafts.kind, kind));
      if (caseId !== undefined) conditions.push(eq(drafts.caseId, caseId));
      const newest = orm
        .select(summary)
        .from(drafts)
        .where(and(...conditions))
        .orderBy(desc(drafts.savedAt), desc(sql`rowid`));
      return newest.all().map(toSummary);
    },
  };
}

export function draftWrites(connection: Connection): DraftWrites {
  return {
    async saveDraft(staffId, { draftId, kind, caseId, label, missing, savedAt, content }) {
      const values = { kind, caseId, label, missing, savedAt, content: JSON.stringify(content ?? null) };
      connection.writing
        .insert(drafts)
        .values({ staffId, draftId, ...values })
        .onConflictDoUpdate({ target: [drafts.staffId, drafts.draftId], set: values })
        .run();
    },
    async discardDraft(staffId, draftId) {
      return connection.writing.delete(drafts).where(mine(staffId, draftId)).run().changes > 0;
    },
    async eraseDrafts(caseId) {
      connection.beginErasing();
      // The draft of a registration belongs to no case yet, but names the one that it was to become.
      const named = sql`json_extract(${drafts.content}, '$.caseId') = ${caseId}`;
      connection.writing
        .delete(drafts)
        .where(or(eq(drafts.caseId, caseId), named))
        .run();
    },
  };
}
