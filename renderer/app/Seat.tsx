import { App } from 'antd';
import { useState } from 'react';
import type { PersonHere, SignedIn } from '../../contract/sessions.ts';
import { toApiError } from '../api/errors.ts';
import { IdleWatch } from '../sessions/IdleWatch.tsx';
import { OwedPage } from '../sessions/OwedPage.tsx';
import { SignInAgain } from '../sessions/SignInAgain.tsx';
import { SwitchDialog } from '../sessions/SwitchDialog.tsx';
import { UnsavedDraft, type useSession } from '../sessions/use-session.ts';
import { Desk } from './Desk.tsx';

interface SeatProps {
  readonly person: SignedIn;
  readonly session: ReturnType<typeof useSession>;
  /** The center has ended the session. */
  readonly ended: boolean;
  readonly centerName: string;
}

/** Somebody who is expected to sign in while another sits here; null: whoever comes. */
interface Next {
  readonly person: PersonHere | null;
}

/** The desk of whoever sits here, and how the place is given to somebody else. */
export function Seat({ person, session, ended, centerName }: SeatProps) {
  const { message } = App.useApp();
  const [switching, setSwitching] = useState(false);
  const [next, setNext] = useState<Next | null>(null);
  const signOut = (): void => void session.signOut();

  const signIn: typeof session.signIn = async (credentials) => {
    await session.signIn(credentials);
    setNext(null);
  };
  const choose = async (chosen: PersonHere): Promise<void> => {
    setSwitching(false);
    try {
      await session.switchTo(chosen.staffId);
    } catch (failure) {
      if (failure instanceof UnsavedDraft) {
        void message.error('有一份草稿没有存上，没有换人。请看右上角的连接，存上后再换。');
        return;
      }
      const known = toApiError(failure);
      if (known.code === 'PASSWORD_NEEDED') setNext({ person: chosen });
      else if (known.code !== 'NOT_SIGNED_IN') void message.error(known.message);
    }
  };

  if (person.owes !== null && !ended) {
    return <OwedPage person={person} owes={person.owes} onDone={() => void session.refresh()} onSignOut={signOut} />;
  }
  const covered = ended || next !== null;
  const again = `登录已失效，请${person.name}重新登录。已写的内容都在，登录后回到刚才那一页；换人登录则从工作台开始。`;
  const awaited = next?.person
    ? `${next.person.name}离开久了，请输入密码。${person.name}的页面都留着。`
    : `请登录。${person.name}的页面都留着，换回来还在原来那一页。`;
  return (
    <>
      <div className="app-desk" hidden={covered} inert={covered}>
        <Desk
          key={person.staffId}
          session={person}
          onSignOut={signOut}
          onChanged={() => void session.refresh()}
          onSwitch={() => setSwitching(true)}
        />
      </div>
      {covered ? (
        <SignInAgain
          key={`${ended} ${next?.person?.staffId}`}
          centerName={centerName}
          notice={ended ? again : awaited}
          account={ended ? undefined : next?.person?.account}
          signIn={signIn}
          onBack={ended ? undefined : () => setNext(null)}
        />
      ) : null}
      {switching && !covered ? (
        <SwitchDialog
          onClose={() => setSwitching(false)}
          onChosen={(chosen) => void choose(chosen)}
          onOther={() => {
            setSwitching(false);
            setNext({ person: null });
          }}
        />
      ) : null}
      {ended ? null : <IdleWatch key={person.staffId} idleMinutes={person.rules.idleMinutes} />}
    </>
  );
}
