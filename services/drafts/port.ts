import type { Draft, DraftKind, DraftSummary } from '../../contract/drafts.ts';

export interface DraftReads {
  draft(staffId: string, draftId: string): Promise<Draft | null>;
  list(staffId: string, filter: { kind?: DraftKind; caseId?: string }): Promise<readonly DraftSummary[]>;
}

export interface DraftWrites {
  /** `content` is the form's JSON. */
  saveDraft(staffId: string, draft: Draft): Promise<void>;
  discardDraft(staffId: string, draftId: string): Promise<boolean>;
  /** Deletes what anybody has begun to write about a case, and overwrites it (LOG-8). */
  eraseDrafts(caseId: string): Promise<void>;
}
