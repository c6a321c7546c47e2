import { useState } from 'react';
import { v7 as newId } from 'uuid';
import type { DraftKind } from '../../contract/drafts.ts';
import { api } from '../api/client.ts';
import { type CaseDraft, useCaseDraft } from './use-case-draft.ts';

/** A form of a case as it is kept while it is typed. */
export interface StoredForm<Values> {
  /** Made once with the form, so that a save that was answered to nobody makes one record. */
  readonly actionId: string;
  readonly values: Values;
}

/** An unfinished form that was found. */
export interface FoundForm<Values> extends StoredForm<Values> {
  readonly draftId: string;
  readonly savedAt: number;
}

/** The newest unfinished form of a case by this person. A draft that cannot be read is left where it is. */
export async function findFormDraft<Values>(
  kind: DraftKind,
  caseId: string,
  read: (stored: unknown) => StoredForm<Values> | null,
): Promise<FoundForm<Values> | null> {
  const [newest] = await api.drafts.list({ kind, caseId });
  if (!newest) return null;
  const { draftId, savedAt, content } = await api.drafts.get({ draftId: newest.draftId });
  const stored = read(content);
  return stored ? { draftId, savedAt, ...stored } : null;
}

/** Which form is kept, and what lists say of it. */
interface KeptForm<Values> {
  readonly kind: DraftKind;
  readonly caseId: string;
  readonly found: FoundForm<Values> | null;
  /** A person's own words are there: worth keeping. */
  readonly isBegun: (values: Values) => boolean;
  readonly words: (values: Values) => { readonly label: string; readonly missing: string };
}

export interface FormDraft<Values> extends Pick<CaseDraft, 'state' | 'stop' | 'resume' | 'discard'> {
  readonly actionId: string;
  readonly changed: (values: Values) => void;
}

/** Keeps the form of an action in the store at every pause of typing and when the form or the window is left. */
export function useFormDraft<Values>(form: KeptForm<Values>): FormDraft<Values> {
  const { kind, caseId, found, isBegun, words } = form;
  const [ids] = useState(() => ({ draftId: found?.draftId ?? newId(), actionId: found?.actionId ?? newId() }));
  const { changed, ...draft } = useCaseDraft({ draftId: ids.draftId, savedAt: found?.savedAt ?? null });
  return {
    ...draft,
    actionId: ids.actionId,
    changed: (values) =>
      changed((isKept) => {
        if (!isBegun(values) && !isKept) return null;
        const content: StoredForm<Values> = { actionId: ids.actionId, values };
        return { draftId: ids.draftId, kind, caseId, ...words(values), content };
      }),
  };
}
