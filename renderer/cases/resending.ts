import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { CaseAction } from '../../domain/cases/actions.ts';
import type { SendAction } from './case-page/use-action-submit.ts';

/** A step that was set aside and that a person changes on its own page: what was entered, and how it is sent (SYNC-3). */
export interface Resending {
  readonly caseId: string;
  readonly action: CaseAction;
  readonly send: SendAction;
}

/** The case's page sets this when it opens the page of the step, which takes it. */
export const useResending = create<{
  readonly resending: Resending | null;
  readonly set: (resending: Resending | null) => void;
}>()((set) => ({ resending: null, set: (resending) => set({ resending }) }));

/**
 * What the page that opens now is to send anew; null where it was opened for something new. Whoever comes to the page
 * another time does something new.
 */
export function useTakenResending(caseId: string): Resending | null {
  const [taken] = useState(() => {
    const { resending } = useResending.getState();
    return resending?.caseId === caseId ? resending : null;
  });
  useEffect(() => () => useResending.getState().set(null), []);
  return taken;
}
