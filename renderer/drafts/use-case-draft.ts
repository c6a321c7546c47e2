import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, queries } from '../api/client.ts';
import { toApiError } from '../api/errors.ts';
import { DraftSaver, type DraftState } from './draft-saver.ts';
import { watchDraft } from './unsaved-drafts.ts';

export type DraftInput = Parameters<typeof api.drafts.save>[0];

export interface CaseDraft {
  readonly state: DraftState;
  /**
   * To be called after every change; `make` makes the draft when it is due, null where nothing is worth keeping. It hears
   * whether the store has one already: then what was emptied is worth keeping too.
   */
  readonly changed: (make: (isKept: boolean) => DraftInput | null) => void;
  readonly flush: () => Promise<void>;
  /** Before the work itself is saved: nothing more is written behind its back. */
  readonly stop: () => Promise<void>;
  /** After a save of the work that failed. */
  readonly resume: () => void;
  /** After the work is saved, or where the person begins anew. */
  readonly discard: () => Promise<void>;
}

interface KeptDraft {
  readonly draftId: string;
  /** Null where it is not in the store yet. */
  readonly savedAt: number | null;
}

/** Keeps unfinished work on a case in the store: at every pause of typing, when the window is hidden or left. */
export function useCaseDraft({ draftId, savedAt }: KeptDraft): CaseDraft {
  const client = useQueryClient();
  const [state, setState] = useState<DraftState>(
    savedAt === null ? { state: 'none' } : { state: 'saved', at: savedAt },
  );
  const kept = useRef(savedAt !== null);
  const mounted = useRef(false);
  const [saver] = useState(
    () =>
      new DraftSaver<DraftInput>({
        save: async (draft) => {
          const saved = await api.drafts.save(draft);
          kept.current = true;
          return saved;
        },
        onState: (next) => {
          if (mounted.current) setState(next);
        },
        mayRetry: (error) => toApiError(error).retryable,
      }),
  );

  const tellLists = useRef(() => {
    for (const queryKey of [queries.drafts.key(), queries.home.key()]) void client.invalidateQueries({ queryKey });
  });
  useEffect(() => {
    mounted.current = true;
    const flush = (): void => void saver.flush();
    const unwatch = watchDraft(saver);
    document.addEventListener('visibilitychange', flush);
    window.addEventListener('pagehide', flush);
    return () => {
      mounted.current = false;
      unwatch();
      document.removeEventListener('visibilitychange', flush);
      window.removeEventListener('pagehide', flush);
      void saver.flush().then(() => tellLists.current());
    };
  }, [saver]);

  return {
    state,
    changed: (make) => saver.changed(() => make(kept.current)),
    flush: () => saver.flush(),
    stop: () => saver.stop(),
    resume: () => saver.resume(),
    discard: async () => {
      await saver.stop();
      if (kept.current) await api.drafts.discard({ draftId });
      tellLists.current();
    },
  };
}
