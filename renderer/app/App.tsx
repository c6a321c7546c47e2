import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { CenterStatus } from '../../contract/center.ts';
import { queries } from '../api/client.ts';
import { connection } from '../api/connection.ts';
import { toApiError } from '../api/errors.ts';
import { UnlockPage } from '../keys/UnlockPage.tsx';
import { useClosed, useLock, useMoved } from '../keys/use-lock.ts';
import { MovedPage } from '../moving/MovedPage.tsx';
import { MoveInPage } from '../moving/MoveInPage.tsx';
import { SignInPage } from '../sessions/SignInPage.tsx';
import { sessionEnd } from '../sessions/session-end.ts';
import { useSession } from '../sessions/use-session.ts';
import { ReplacePage } from '../setup/ReplacePage.tsx';
import { SetUpPage } from '../setup/SetUpPage.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { ClosedPage } from './ClosedPage.tsx';
import { Seat } from './Seat.tsx';
import { ServiceFailed } from './ServiceFailed.tsx';
import { statusCheck } from './status-check.ts';
import './app.css';

/** From the first answer of the center to the signed-in desk. */
export function App() {
  const connected = useStore(connection, (state) => state.connected);
  const service = useStore(connection, (state) => state.service);
  const ended = useStore(sessionEnd, (state) => state.ended);
  const client = useQueryClient();
  const status = useQuery({
    ...queries.center.status.queryOptions(),
    ...statusCheck(connected),
  });
  const lock = useLock(status.data);
  const moved = useMoved(status.data);
  const session = useSession();
  const { me, signIn } = session;
  const closed = useClosed(status.data, Boolean(me.data));
  const [notice, setNotice] = useState<string>();
  const [firstRun, setFirstRun] = useState<'new' | 'replace' | 'move'>('new');

  const centerName = status.data?.name ?? '枫桥工作台';
  if (me.data) {
    return <Seat person={me.data} session={session} ended={ended} centerName={centerName} />;
  }

  if (service?.status === 'failed') {
    return (
      <main className="app-alone">
        <ServiceFailed message={service.message} />
      </main>
    );
  }
  if (closed) return <ClosedPage closed={closed} />;
  if (moved) return <MovedPage moved={moved} />;
  if (lock) return <UnlockPage lock={lock} />;
  const failure = status.data ? me.error : (status.error ?? me.error);
  if (failure) {
    const retry = (): void => void Promise.all([status.refetch(), me.refetch()]);
    return (
      <main className="app-alone">
        <ErrorNote error={toApiError(failure)} onRetry={retry} />
      </main>
    );
  }
  if (!status.data || !me.isSuccess) {
    return (
      <main className="app-alone">
        <Waiting label="正在连接中心服务" />
      </main>
    );
  }
  if (!status.data.setUp) {
    const show = (now: CenterStatus): void => void client.setQueryData(queries.center.status.queryKey(), now);
    if (status.data.replacing || firstRun === 'replace') {
      const replaced = (now: CenterStatus, account: string): void => {
        show(now);
        setNotice(`数据都取回来了。请用账号 ${account} 登录，再到“设置”里给其他人重设密码。`);
      };
      return (
        <ReplacePage
          replacing={status.data.replacing}
          onBegun={show}
          onDone={replaced}
          onBack={() => setFirstRun('new')}
        />
      );
    }
    const done = (established: CenterStatus, account: string): void => {
      show(established);
      setNotice(`中心已建好。请用账号 ${account} 登录，再到“设置”里添加其他人员。`);
    };
    if (firstRun === 'move') return <MoveInPage onBack={() => setFirstRun('new')} />;
    return <SetUpPage onDone={done} onOther={setFirstRun} />;
  }
  return <SignInPage centerName={centerName} signIn={signIn} {...(notice === undefined ? {} : { notice })} />;
}
