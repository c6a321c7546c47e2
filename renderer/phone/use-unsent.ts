import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { CaseView } from '../../contract/cases.ts';
import { api, queries } from '../api/client.ts';
import { connection } from '../api/connection.ts';
import { currentView } from '../cases/case-page/use-case-view.ts';
import type { Kept } from './kept/kept.ts';
import { actionOf, type Unsent } from './kept/unsent.ts';
import { UnsentSender } from './kept/unsent-sender.ts';

/** How often what waits for a line is tried while the page is open. */
const RETRY_MS = 15_000;
/** A line that swallows calls must not hold the rest up; a second try is the same action. */
const CALL_MS = 30_000;
const PHOTO_MS = 180_000;

async function send({ id: actionId, caseId, baseRevision, work }: Unsent): Promise<CaseView> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), work.kind === 'photo' ? PHOTO_MS : CALL_MS);
  const { signal } = patience;
  try {
    switch (work.kind) {
      case 'action':
        return await api.cases.act({ actionId, caseId, baseRevision, action: actionOf(work) }, { signal });
      case 'photo': {
        const { photo, name, fileKind: kind } = work;
        const file = new File([photo], name, { type: photo.type });
        return (await api.files.attach({ actionId, caseId, baseRevision, kind, name, file }, { signal })).view;
      }
    }
  } finally {
    clearTimeout(timer);
  }
}

interface UnsentHere {
  readonly sender: UnsentSender;
  /** Null until the browser has said what it kept: that nothing waits must not be believed before. */
  readonly unsent: readonly Unsent[] | null;
}

/** Sends what whoever is signed in has done when something is put in, when the line is back, and now and then. */
export function useUnsent(kept: Kept): UnsentHere {
  const client = useQueryClient();
  const connected = useStore(connection, (state) => state.connected);
  const [unsent, setUnsent] = useState<readonly Unsent[]>([]);
  const [opened, setOpened] = useState(false);
  const made = useRef<UnsentSender | null>(null);
  made.current ??= new UnsentSender({
    kept,
    send,
    current: currentView,
    onView: (view) => {
      client.setQueryData(queries.cases.get.queryKey({ input: { caseId: view.state.id } }), view);
      void client.invalidateQueries({ queryKey: queries.home.key() });
    },
    onChange: setUnsent,
  });
  const sender = made.current;

  useEffect(() => {
    const begin = (): void => {
      setOpened(true);
      void sender.run();
    };
    sender.open().then(begin, begin);
  }, [sender]);

  useEffect(() => {
    if (connected) void sender.run();
    const again = (): void => void sender.run();
    const timer = setInterval(again, RETRY_MS);
    window.addEventListener('online', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
    };
  }, [sender, connected]);

  return { sender, unsent: opened ? unsent : null };
}
