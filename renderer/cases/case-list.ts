import { create } from 'zustand';

/** The list from which a case was opened: where Esc leads back to, and the neighbours for Alt+← and Alt+→. */
export interface CaseList {
  readonly path: string;
  /** In the words of the key: 回台账. */
  readonly label: string;
  /** In the order in which the list shows them, as far as it is loaded. */
  readonly caseIds: readonly string[];
}

const ledger: CaseList = { path: '/ledger', label: '回台账', caseIds: [] };

/** A list sets this when it opens a case; it lasts until another list opens one. */
export const useCaseList = create<{ readonly list: CaseList; readonly openedFrom: (list: CaseList) => void }>()(
  (set) => ({ list: ledger, openedFrom: (list) => set({ list }) }),
);

/** The case before (-1) or after (1) in the list; null at its ends and for a case that the list does not hold. */
export function neighbourOf(list: CaseList, caseId: string, step: -1 | 1): string | null {
  const at = list.caseIds.indexOf(caseId);
  return at < 0 ? null : (list.caseIds[at + step] ?? null);
}
