import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { api, queries } from '../api/client.ts';
import { connection } from '../api/connection.ts';
import { toApiError } from '../api/errors.ts';
import { statusCheck } from '../app/status-check.ts';
import { sessionEnd } from '../sessions/session-end.ts';
import { useSession } from '../sessions/use-session.ts';
import type { Kept, KeptOwner } from './kept/kept.ts';
import { isLeaving, phoneKept, setLeaving } from './kept/phone-kept.ts';
import { PhoneDesk } from './PhoneDesk.tsx';
import { PhoneError } from './PhoneError.tsx';
import { PhoneOwed } from './PhoneOwed.tsx';
import { PhoneSignIn } from './PhoneSignIn.tsx';

interface Browser {
  readonly kept: Kept;
  readonly lasts: boolean;
  /** Who left something here; null where nothing is. */
  readonly owner: KeptOwner | null;
}

/** From the first answer of the center to the cases of whoever signs in. */
export function PhoneApp() {
  const client = useQueryClient();
  const connected = useStore(connection, (state) => state.connected);
  const ended = useStore(sessionEnd, (state) => state.ended);
  const status = useQuery({ ...queries.center.status.queryOptions(), ...statusCheck(connected) });
  const session = useSession();
  const [browser, setBrowser] = useState<Browser | null>(null);
  const [leaving, setLeavingHere] = useState(isLeaving);

  // When the page opens, and once more when the session has ended: whose things are here then.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end of a session is what it waits for
  useEffect(() => {
    void phoneKept.then(async ({ kept, lasts }) => {
      const owner = await kept.owner(Date.now()).catch(() => null);
      setBrowser({ kept, lasts, owner });
    });
  }, [ended]);

  // Whoever signed out without a line is signed out as soon as there is one.
  useEffect(() => {
    if (!leaving || !connected) return;
    api.sessions.signOut().then(
      () => {
        setLeaving(false);
        setLeavingHere(false);
        client.setQueryData(queries.sessions.me.queryKey(), null);
      },
      () => undefined,
    );
  }, [leaving, connected, client]);

  const centerName = status.data?.name ?? '枫桥工作台';
  const person = leaving ? null : (session.me.data ?? null);
  if (!browser) return <main className="alone" aria-busy="true" />;

  const signOut = async (): Promise<void> => {
    setLeaving(true);
    await browser.kept.leave().catch(() => undefined);
    setBrowser({ ...browser, owner: null });
    window.location.hash = '#/';
    try {
      await session.signOut();
      setLeaving(false);
    } catch {
      setLeavingHere(true);
      client.removeQueries();
    }
  };

  if (person && person.owes !== null && !ended) {
    const done = (): void => void session.refresh();
    return <PhoneOwed person={person} owes={person.owes} onDone={done} onSignOut={() => void signOut()} />;
  }
  if (person && !ended) {
    return (
      <PhoneDesk
        key={person.staffId}
        person={person}
        kept={browser.kept}
        lasts={browser.lasts}
        onSignOut={() => void signOut()}
      />
    );
  }
  if (status.data && (status.data.lock || status.data.moved || !status.data.setUp)) {
    return (
      <main className="alone">
        <h1>枫桥工作台</h1>
        <p>中心的电脑上还有一步没有办完，请先在那台电脑上打开工作台看一看，再回来刷新这一页。</p>
      </main>
    );
  }
  const failure = leaving || ended ? null : (session.me.error ?? (status.data ? null : status.error));
  if (failure) {
    const retry = (): void => void Promise.all([status.refetch(), session.me.refetch()]);
    return (
      <main className="alone">
        <h1>{centerName}</h1>
        <PhoneError error={toApiError(failure)} onRetry={retry} />
      </main>
    );
  }
  if (!leaving && !ended && !session.me.isSuccess) {
    return (
      <main className="alone" aria-busy="true">
        <p role="status">正在连接…</p>
      </main>
    );
  }
  return (
    <PhoneSignIn
      centerName={centerName}
      owner={browser.owner}
      ended={ended}
      signIn={async (credentials) => {
        await session.signIn(credentials);
        setLeaving(false);
        setLeavingHere(false);
      }}
    />
  );
}
