import type { CaseView } from '../../../../contract/cases.ts';
import { type FormDraft, type FoundForm, findFormDraft, useFormDraft } from '../../../drafts/use-form-draft.ts';
import { draftWords, isBegun, readSessionDraft, type SessionValues } from './session-values.ts';

/** The newest unfinished record of a case by this person. */
export function findSessionDraft(caseId: string): Promise<FoundForm<SessionValues> | null> {
  return findFormDraft('session', caseId, readSessionDraft);
}

/** Keeps the record of a session while it is typed. */
export function useSessionDraft(view: CaseView, found: FoundForm<SessionValues> | null): FormDraft<SessionValues> {
  const words = (values: SessionValues) => draftWords(view, values);
  return useFormDraft({ kind: 'session', caseId: view.state.id, found, isBegun, words });
}
