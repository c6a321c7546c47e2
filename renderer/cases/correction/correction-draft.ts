import * as z from 'zod';
import type { CaseView } from '../../../contract/cases.ts';
import type { Registration } from '../../../domain/cases/registration.ts';
import { api } from '../../api/client.ts';
import type { DraftInput } from '../../drafts/use-case-draft.ts';
import { draftLabel, readFormValues } from '../registration/draft-content.ts';
import type { FormValues } from '../registration/form-values.ts';

/** A correction that was left unfinished, by Esc or by a crash, as it lies in the store. */
export interface StoredCorrection {
  /** Made once with the form, so that a save that was answered to nobody makes one correction. */
  readonly actionId: string;
  /** The registration that the person saw when the form was opened: what was not touched follows the case (LOG-5). */
  readonly seen: Registration;
  readonly values: FormValues;
  readonly reason: string;
}

export interface FoundCorrection extends StoredCorrection {
  readonly draftId: string;
  readonly savedAt: number;
}

/** It came from the store's own case; a later rule that it does not meet is no reason to throw the words away. */
const seenRegistration = z.custom<Registration>(
  (value) => typeof value === 'object' && value !== null && Array.isArray((value as { parties?: unknown }).parties),
);
const stored = z.object({ actionId: z.uuid(), seen: seenRegistration, values: z.unknown(), reason: z.string() });

/** Null for what is no draft of a correction. */
export function readCorrection(content: unknown): StoredCorrection | null {
  const parsed = stored.safeParse(content);
  const values = parsed.success ? readFormValues(parsed.data.values) : null;
  return parsed.success && values ? { ...parsed.data, values } : null;
}

/**
 * The newest unfinished correction of a case by this person, whatever became of the case since. One that was saved, and
 * whose draft outlived the save, is not offered again; one that cannot be read is left where it is.
 */
export async function findCorrection({ state, timeline }: CaseView): Promise<FoundCorrection | null> {
  const drafts = await api.drafts.list({ kind: 'correction', caseId: state.id });
  for (const { draftId } of drafts) {
    const { savedAt, content } = await api.drafts.get({ draftId });
    const found = readCorrection(content);
    if (found && !timeline.some(({ actionId }) => actionId === found.actionId)) return { draftId, savedAt, ...found };
  }
  return null;
}

export function correctionDraft(caseId: string, draftId: string, content: StoredCorrection): DraftInput {
  const missing = content.reason.trim() === '' ? '更正的理由' : '';
  return { draftId, kind: 'correction', caseId, label: draftLabel(content.values), missing, content };
}
