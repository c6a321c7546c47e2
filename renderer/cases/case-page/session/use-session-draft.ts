import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import type { CaseView } from '../../../../contract/cases.ts';
import { api, queries } from '../../../api/client.ts';
import { toApiError } from '../../../api/errors.ts';
import { DraftSaver, type DraftState } from '../../../drafts/draft-saver.ts';
import { watchDraft } from '../../../drafts/unsaved-drafts.ts';
import { draftWords, isBegun, readSessionDraft, type SessionValues, type StoredSession } from './session-values.ts';

type DraftInput = Parameters<typeof api.drafts.save>[0];

/** An unfinished record of this case, or none. */
export interface FoundDraft extends StoredSession {
  readonly draftId: string;
  readonly savedAt: number;
}

/** The newest unfinished record of a case by this person. A draft that cannot be read is left where it is. */
export async function findSessionDraft(caseId: string): Promise<FoundDraft | null> {
  const [newest] = await api.drafts.list({ kind: 'session', caseId });
  if (!newest) return null;
  const { draftId, savedAt, content } = await api.drafts.get({ draftId: newest.draftId });
  const stored = readSessionDraft(content);
  return stored ? { draftId, savedAt, ...stored } : null;
}

export interface SessionDraft {
  readonly state: DraftState;
  readonly actionId: string;
  readonly changed: (values: SessionValues) => void;
  /** Before the record is saved: nothing more is written behind its back. */
  readonly stop: () => Promise<void>;
  readonly resume: () => void;
  /** After it is saved, or where the person begins anew. */
  readonly discard: () => Promise<void>;
}

/** Keeps the record in the store at every pause of typing and when the form or the window is left. */
export function useSessionDraft(view: CaseView, found: FoundDraft | null): SessionDraft {
  const client = useQueryClient();
  const [state, setState] = useState<DraftState>(
    found === null ? { state: 'none' } : { state: 'saved', at: found.savedAt },
  );
  const [ids] = useState(() => ({ draftId: found?.draftId ?? newId(), actionId: found?.actionId ?? newId() }));
  const kept = useRef(found !== null);
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
    actionId: ids.actionId,
    changed: (values) =>
      saver.changed(() => {
        if (!isBegun(values) && !kept.current) return null;
        const content: StoredSession = { actionId: ids.actionId, values };
        return { draftId: ids.draftId, kind: 'session', caseId: view.state.id, ...draftWords(view, values), content };
      }),
    stop: () => saver.stop(),
    resume: () => saver.resume(),
    discard: async () => {
      await saver.stop();
      if (kept.current) await api.drafts.discard({ draftId: ids.draftId });
      tellLists.current();
    },
  };
}
