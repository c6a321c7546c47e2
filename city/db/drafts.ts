import * as z from 'zod';
import { type DraftSummary, draftKindSchema } from '../../contract/drafts.ts';
import type { DraftReads, DraftWrites } from '../../services/drafts/port.ts';
import { drafts } from './schema/drafts.ts';
import type { Scope } from './scope.ts';
import { selected, upsert } from './statements.ts';

const summary = ['draftId', 'kind', 'caseId', 'label', 'missing', 'savedAt'] as const;

const sql = {
  draft: `SELECT ${selected(drafts, 'd', [...summary, 'content'])} FROM drafts d
    WHERE d.feed = $1 AND d.staff_id = $2 AND d.draft_id = $3`,
  list: `SELECT ${selected(drafts, 'd', summary)} FROM drafts d WHERE d.feed = $1 AND d.staff_id = $2
    AND ($3::text IS NULL OR d.kind = $3) AND ($4::text IS NULL OR d.case_id = $4)
    ORDER BY d.saved_at DESC, d.begun DESC`,
  save: upsert(
    drafts,
    ['staffId', 'draftId'],
    ['kind', 'caseId', 'namedCaseId', 'label', 'missing', 'savedAt', 'content'],
  ),
  discard: 'DELETE FROM drafts WHERE feed = $1 AND staff_id = $2 AND draft_id = $3 RETURNING 1',
  erase: 'DELETE FROM drafts WHERE feed = $1 AND (case_id = $2 OR named_case_id = $2)',
} as const;

interface SummaryRow extends Omit<DraftSummary, 'kind'> {
  readonly kind: string;
}

const toSummary = (row: SummaryRow): DraftSummary => ({ ...row, kind: draftKindSchema.parse(row.kind) });

/** The draft of a registration belongs to no case yet, but names the one that it is to become. */
const namingSchema = z.object({ caseId: z.string() });

export function draftReads({ transaction: { query }, feed }: Scope): DraftReads {
  return {
    async draft(staffId, draftId) {
      const [row] = await query<SummaryRow & { content: string }>(sql.draft, [feed, staffId, draftId]);
      return row ? { ...toSummary(row), content: JSON.parse(row.content) as unknown } : null;
    },
    async list(staffId, { kind, caseId }) {
      const rows = await query<SummaryRow>(sql.list, [feed, staffId, kind ?? null, caseId ?? null]);
      return rows.map(toSummary);
    },
  };
}

export function draftWrites({ transaction: { query }, feed }: Scope): DraftWrites {
  return {
    async saveDraft(staffId, { draftId, kind, caseId, label, missing, savedAt, content }) {
      const text = JSON.stringify(content ?? null);
      const namedCaseId = namingSchema.safeParse(content).data?.caseId ?? null;
      await query(sql.save, [feed, staffId, draftId, kind, caseId, namedCaseId, label, missing, savedAt, text]);
    },
    async discardDraft(staffId, draftId) {
      return (await query(sql.discard, [feed, staffId, draftId])).length > 0;
    },
    async eraseDrafts(caseId) {
      await query(sql.erase, [feed, caseId]);
    },
  };
}
