import { useEffect, useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import type { KeptDraft } from './kept/kept.ts';
import { usePhone } from './phone-context.ts';

/** A pause in typing. */
const PAUSE_MS = 400;

export interface OpenDraft {
  /** What the form begins with; null until the browser has been asked. */
  readonly found: { readonly values: KeptDraft['values'] | null; readonly actionId: string } | null;
  readonly changed: (values: KeptDraft['values']) => void;
  /** While the form is sent nothing more of it is kept; what is kept stays. */
  readonly pause: () => void;
  /** The form is done with, and nothing of it stays. */
  readonly close: () => Promise<void>;
  /** It was not accepted: it is kept again from the next change on. */
  readonly resume: () => void;
}

/** Keeps a form of a case in the browser while it is typed (docs/phone.md). */
export function useKeptDraft(caseId: string, form: string): OpenDraft {
  const { kept } = usePhone();
  const [found, setFound] = useState<OpenDraft['found']>(null);
  const latest = useRef<KeptDraft['values'] | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const id = useRef('');
  const closed = useRef(false);

  const flush = useRef(() => {
    clearTimeout(timer.current);
    const values = latest.current;
    latest.current = null;
    if (values === null || closed.current) return;
    // A browser that is full keeps the rest; the form is still on the screen.
    kept.keepDraft(caseId, form, { actionId: id.current, values }).catch(() => undefined);
  });

  useEffect(() => {
    let gone = false;
    const begin = (draft: KeptDraft | null): void => {
      if (gone) return;
      id.current = draft?.actionId ?? newId();
      setFound({ values: draft?.values ?? null, actionId: id.current });
    };
    kept.draft(caseId, form).then(begin, () => begin(null));
    const now = flush.current;
    // A phone ends pages without a word; this is the last sign.
    document.addEventListener('visibilitychange', now);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', now);
      now();
    };
  }, [kept, caseId, form]);

  return {
    found,
    changed(values) {
      latest.current = values;
      clearTimeout(timer.current);
      timer.current = setTimeout(flush.current, PAUSE_MS);
    },
    pause() {
      closed.current = true;
      clearTimeout(timer.current);
      latest.current = null;
    },
    async close() {
      closed.current = true;
      await kept.dropDraft(caseId, form);
    },
    resume() {
      closed.current = false;
    },
  };
}
