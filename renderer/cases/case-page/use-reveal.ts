import { useEffect, useRef, useState } from 'react';
import type { CaseView, RevealedField } from '../../../contract/cases.ts';
import { REVEALED_FOR_MS } from '../../../domain/access/reveal.ts';
import { api } from '../../api/client.ts';

export interface Reveal {
  /** What is shown for now. */
  readonly revealed: readonly RevealedField[];
  /** Asks for all that is masked of one party, or of all where none is named, and shows it for a while. */
  readonly reveal: (partyId: string | null, reason: string) => Promise<void>;
}

/** What was revealed on the page of a case; it goes by itself, and with the page. */
export function useReveal({ state }: CaseView): Reveal {
  const caseId = state.id;
  const [shown, setShown] = useState<{ readonly caseId: string; readonly fields: readonly RevealedField[] } | null>(
    null,
  );
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return {
    revealed: shown?.caseId === caseId ? shown.fields : [],
    async reveal(partyId, reason) {
      const fields = await api.cases.reveal({ caseId, partyId, path: null, reason });
      setShown({ caseId, fields });
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => setShown(null), REVEALED_FOR_MS);
    },
  };
}
