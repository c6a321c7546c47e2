import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { api, queries } from '../../api/client.ts';
import { toApiError } from '../../api/errors.ts';
import { DraftSaver, type DraftState } from '../../drafts/draft-saver.ts';
import { watchDraft } from '../../drafts/unsaved-drafts.ts';
import { type DraftContent, type DraftInput, draftLabel, draftMissing, isBlank } from './draft-content.ts';

export interface DraftKeeper {
  readonly state: DraftState;
  /** To be called after every change of the form. */
  readonly changed: () => void;
  readonly flush: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly resume: () => void;
}

/** Keeps the form in the store at every pause of typing, when a field is left, and when the page is hidden or left. */
export function useDraft(draftId: string, content: () => DraftContent, savedAt: number | null): DraftKeeper {
  const [state, setState] = useState<DraftState>(
    savedAt === null ? { state: 'none' } : { state: 'saved', at: savedAt },
  );
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const mounted = useRef(false);
  const exists = useRef(savedAt !== null);

  const tellLists = (): void => {
    void client.invalidateQueries({ queryKey: queries.drafts.key() });
    void client.invalidateQueries({ queryKey: queries.home.key() });
  };

  const [saver] = useState(
    () =>
      new DraftSaver<DraftInput>({
        save: async (draft) => {
          const saved = await api.drafts.save(draft);
          // From now on a reload of the page, or of a page that crashed, comes back to this draft.
          if (mounted.current && !window.location.hash.includes(draftId)) {
            navigate(`/registration?draft=${draftId}`, { replace: true });
          }
          if (!exists.current) tellLists();
          exists.current = true;
          return saved;
        },
        onState: (next) => {
          if (mounted.current) setState(next);
        },
        mayRetry: (error) => toApiError(error).retryable,
      }),
  );

  const latest = useRef(content);
  latest.current = content;
  const make = (): DraftInput | null => {
    const now = latest.current();
    if (isBlank(now.values) && !exists.current) return null;
    const { values } = now;
    return {
      draftId,
      kind: 'registration',
      caseId: null,
      label: draftLabel(values),
      missing: draftMissing(values),
      content: now,
    };
  };

  const lists = useRef(tellLists);
  useEffect(() => {
    mounted.current = true;
    const flush = (): void => void saver.flush();
    document.addEventListener('focusout', flush);
    const unwatch = watchDraft(saver);
    document.addEventListener('visibilitychange', flush);
    window.addEventListener('pagehide', flush);
    return () => {
      mounted.current = false;
      document.removeEventListener('focusout', flush);
      unwatch();
      document.removeEventListener('visibilitychange', flush);
      window.removeEventListener('pagehide', flush);
      void saver.flush().then(() => lists.current());
    };
  }, [saver]);

  return {
    state,
    changed: () => saver.changed(make),
    flush: () => saver.flush(),
    stop: () => saver.stop(),
    resume: () => saver.resume(),
  };
}
