import type { AgreementVersions } from '../../contract/cases.ts';
import type { AgreementText } from '../../domain/cases/agreement.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { Action } from '../../domain/log/action.ts';
import { readablePart } from '../../domain/sync/readable.ts';
import { readAction } from '../log/append.ts';
import type { StoredAction } from '../log/port.ts';

const brings: ReadonlySet<string> = new Set([
  'agreement.reached_written',
  'agreement.reached_oral',
  'agreement.revised',
]);

function textOf({ header, payload }: Action<unknown>): AgreementText | null {
  return payload !== null && brings.has(header.type) ? (payload as { readonly text: AgreementText }).text : null;
}

const isSame = (one: AgreementText, other: AgreementText) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Two centers that reach an agreement on one case are both right: both did, and one text counts. The other is to be
 * checked beside it (SYNC-5, LOG-9). `history` is in the order of the fold.
 */
export function agreementVersions(
  { reviews, agreement }: Pick<CaseState, 'reviews' | 'agreement'>,
  history: readonly StoredAction[],
): readonly AgreementVersions[] {
  const open = new Set(reviews.filter(({ type }) => brings.has(type)).map(({ actionId }) => actionId));
  if (open.size === 0 || agreement === null) return [];
  const found: AgreementVersions[] = [];
  let before: AgreementText | null = null;
  for (const stored of history) {
    const text = textOf(readablePart(readAction(stored)));
    if (text === null) continue;
    const counts = isSame(text, agreement.text);
    const other = counts ? before : agreement.text;
    const actionId = stored.header.id;
    if (other !== null && open.has(actionId)) found.push({ actionId, text, other, counts });
    before = text;
  }
  return found;
}
