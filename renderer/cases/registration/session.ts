import { v7 as newId } from 'uuid';
import type { Draft } from '../../../contract/drafts.ts';
import { type DraftContent, readDraft } from './draft-content.ts';
import { newForm } from './form-values.ts';

/** One form from its first key to its case. Its ids are made once, so that two saves make one case. */
export interface Session {
  readonly draftId: string;
  readonly content: DraftContent;
  /** When it was last saved as a draft, in ms; null for one that never was. */
  readonly savedAt: number | null;
  /** Said once beside the title. */
  readonly notice: string | null;
}

export function newSession(today: string | null, notice: string | null = null): Session {
  const values = newForm(newId, today);
  const content = { actionId: newId(), caseId: newId(), linkedCaseIds: [], values };
  return { draftId: newId(), content, savedAt: null, notice };
}

/** A form that goes on where its draft stopped. */
export function continuedSession(draft: Draft, today: string | null): Session {
  const content = readDraft(draft.content);
  if (!content) return newSession(today, '这份草稿是别的版本写的，打不开；它还留在草稿里。');
  return { draftId: draft.draftId, content, savedAt: draft.savedAt, notice: null };
}
