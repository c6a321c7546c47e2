import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { SignedIn } from '../../contract/sessions.ts';
import { may } from '../../domain/access/permissions.ts';
import { connection } from '../api/connection.ts';
import { useHashLocation } from '../app/hash-location.ts';
import { sessionEnd } from '../sessions/session-end.ts';
import { useIdle } from '../sessions/use-idle.ts';
import { Note } from '../status/Note.tsx';
import { CaseList } from './CaseList.tsx';
import { CaseRoute } from './CaseRoute.tsx';
import type { Kept } from './kept/kept.ts';
import { PhoneBoundary } from './PhoneBoundary.tsx';
import { PhoneContext } from './phone-context.ts';
import { routeOf } from './phone-route.ts';
import { UnsentPage } from './UnsentPage.tsx';
import { useUnsent } from './use-unsent.ts';

interface PhoneDeskProps {
  readonly person: SignedIn;
  readonly kept: Kept;
  /** Whether the browser keeps things longer than the page is open. */
  readonly lasts: boolean;
  readonly onSignOut: () => void;
}

const endSession = (): void => sessionEnd.getState().end();

/** The pages of whoever is signed in, once what another person left in this browser is gone. */
export function PhoneDesk(props: PhoneDeskProps) {
  const { person, kept } = props;
  const { staffId, name } = person;
  const [entered, setEntered] = useState(false);
  useEffect(() => {
    const enter = (): void => setEntered(true);
    kept.enter({ staffId, name }, Date.now()).then(enter, enter);
  }, [kept, staffId, name]);
  return entered ? <Pages {...props} /> : <main className="alone" aria-busy="true" />;
}

function Pages({ person, kept, lasts, onSignOut }: PhoneDeskProps) {
  const { sender, unsent } = useUnsent(kept);
  const connected = useStore(connection, (state) => state.connected);
  const [path, navigate] = useHashLocation();
  const [asks, setAsks] = useState(false);
  const left = useIdle(person.rules.idleMinutes, endSession);
  const route = routeOf(path);

  useEffect(() => () => sender.close(), [sender]);
  // Each page begins at its top, as pages do.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new path is what it waits for
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [path]);

  const leave = (): void => {
    sender.close();
    onSignOut();
  };
  if (!may(person.roles, 'home.work')) {
    return (
      <main className="alone">
        <h1>{person.name}</h1>
        <p>这里给调解员在外面用，您的岗位请在电脑上打开工作台。</p>
        <button type="button" className="button" onClick={leave}>
          退出登录
        </button>
      </main>
    );
  }
  // Who signs out now would not be asked about what waits.
  if (unsent === null) return <main className="alone" aria-busy="true" />;
  return (
    <PhoneContext value={{ person, kept, sender, unsent }}>
      <header className="top">
        {route.page === 'list' ? (
          <b>{person.name}</b>
        ) : (
          <button
            type="button"
            className="button back"
            onClick={() => navigate('caseId' in route && route.page !== 'case' ? `/cases/${route.caseId}` : '/')}
          >
            ‹ 返回
          </button>
        )}
        {unsent.length > 0 && route.page !== 'unsent' ? (
          <button type="button" className="button unsent-sign" onClick={() => navigate('/unsent')}>
            还没有发出 {unsent.length}
          </button>
        ) : null}
        {route.page === 'list' ? (
          <button type="button" className="button" onClick={() => (unsent.length > 0 ? setAsks(true) : leave())}>
            退出
          </button>
        ) : null}
      </header>
      {connected ? null : (
        <p className="offline" role="status">
          没有信号。写的都存在手机上，有信号就发。
        </p>
      )}
      {lasts ? null : (
        <p className="offline" role="status">
          这个浏览器不保存内容，关掉这一页，没发出的就没有了。
        </p>
      )}
      {left === null ? null : (
        <p className="offline" role="alert">
          {Math.ceil(left / 1000)} 秒后要重新登录，点一下屏幕继续。
        </p>
      )}
      {asks ? (
        <section className="ask" role="alertdialog" aria-label="退出登录">
          <Note look="warn" title={`还有 ${unsent.length} 件没有发出，退出就从手机上删掉，不能恢复`} />
          <button type="button" className="button main" onClick={() => setAsks(false)}>
            先不退
          </button>
          <button type="button" className="button danger" onClick={leave}>
            删掉并退出
          </button>
        </section>
      ) : null}
      <main className="page">
        <PhoneBoundary key={path}>
          {route.page === 'list' ? <CaseList onOpen={(caseId) => navigate(`/cases/${caseId}`)} /> : null}
          {route.page === 'unsent' ? <UnsentPage onOpen={navigate} /> : null}
          {'caseId' in route ? <CaseRoute route={route} navigate={navigate} /> : null}
        </PhoneBoundary>
      </main>
    </PhoneContext>
  );
}
