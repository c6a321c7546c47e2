import type { CaseView } from '../../contract/cases.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import { partiesText } from '../../domain/cases/title.ts';
import { api } from '../api/client.ts';
import type { DraftInput } from '../drafts/use-case-draft.ts';
import { type AgreementValues, isBlankTerm, readStored, type StoredAgreement } from './agreement-values.ts';

export interface FoundAgreement extends StoredAgreement {
  readonly draftId: string;
  readonly savedAt: number;
}

/**
 * The newest unfinished text of a case by this person, for a version (0: the first text); one that was left behind by another
 * version is not offered. A draft that cannot be read is left where it is.
 */
export async function findAgreementDraft(caseId: string, version: number): Promise<FoundAgreement | null> {
  const drafts = await api.drafts.list({ kind: 'agreement', caseId });
  for (const { draftId } of drafts) {
    const { savedAt, content } = await api.drafts.get({ draftId });
    const stored = readStored(content);
    if (stored?.version === version) return { draftId, savedAt, ...stored };
  }
  return null;
}

/** What is still missing, in words, for the list of drafts. */
function missingWords({ facts, terms, place, reachedOn }: AgreementValues): string {
  const needed: readonly (readonly [string, boolean])[] = [
    ['纠纷事实', facts.trim() !== ''],
    ['协议内容', terms.some((term) => !isBlankTerm(term))],
    ['达成日期', reachedOn !== null],
    ['调解地点', place.trim() !== ''],
  ];
  return needed
    .filter(([, there]) => !there)
    .map(([label]) => label)
    .join('、');
}

export function draftInput({ state }: CaseView, draftId: string, stored: StoredAgreement): DraftInput {
  const label = partiesText(partiesOf(state)).slice(0, 200).toWellFormed();
  return {
    draftId,
    kind: 'agreement',
    caseId: state.id,
    label,
    missing: missingWords(stored.values),
    content: stored,
  };
}
