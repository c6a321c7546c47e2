import { useQuery } from '@tanstack/react-query';
import { useStore } from 'zustand';
import { queries } from '../api/client.ts';
import { connection } from '../api/connection.ts';
import { toApiError } from '../api/errors.ts';
import { SignInPage } from '../sessions/SignInPage.tsx';
import { useSession } from '../sessions/use-session.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { Desk } from './Desk.tsx';
import './app.css';

const CHECK_MS = 15_000;
const CHECK_WHILE_LOST_MS = 2_000;

/** From the first answer of the center to the signed-in desk. */
export function App() {
  const connected = useStore(connection, (state) => state.connected);
  const status = useQuery({
    ...queries.center.status.queryOptions(),
    refetchInterval: connected ? CHECK_MS : CHECK_WHILE_LOST_MS,
  });
  const { me, signIn, signOut } = useSession();

  if (me.isSuccess && me.data) return <Desk session={me.data} onSignOut={() => void signOut()} />;

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
  return <SignInPage centerName={status.data.name ?? '枫桥工作台'} signIn={signIn} />;
}
