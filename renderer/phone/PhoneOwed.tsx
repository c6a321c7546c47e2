import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { NewSecondFactor, SignedIn } from '../../contract/sessions.ts';
import { passwordRulesInWords } from '../../domain/access/passwords.ts';
import type { Owed } from '../../domain/access/sign-in-settings.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { againCheck, newPasswordCheck } from '../sessions/new-password.ts';
import { PhoneError } from './PhoneError.tsx';
import { TextField } from './TextField.tsx';

interface PhoneOwedProps {
  readonly person: SignedIn;
  readonly owes: Owed;
  /** What was owed is done: the center is to be asked anew who this is. */
  readonly onDone: () => void;
  readonly onSignOut: () => void;
}

/** What must be done before anything else: an own password, or an authenticator. */
export function PhoneOwed({ person, owes, onDone, onSignOut }: PhoneOwedProps) {
  return (
    <main className="alone">
      {owes === 'second_factor' ? (
        <>
          <h1>{person.name}，请先绑定动态口令</h1>
          <p>您的岗位登录时除了密码，还要输入身份验证器上的 6 位数字。</p>
          <SecondFactor onDone={onDone} />
        </>
      ) : (
        <>
          <h1>{person.name}，请先改密码</h1>
          <p>现在的密码不是只有您自己知道，或者用得太久了，改好后才能看案件。</p>
          <OwnPassword person={person} onDone={onDone} />
        </>
      )}
      <button type="button" className="button" onClick={onSignOut}>
        退出登录
      </button>
    </main>
  );
}

type Problems = Partial<Readonly<Record<'oldPassword' | 'newPassword' | 'again', string>>>;

function OwnPassword({ person, onDone }: Pick<PhoneOwedProps, 'person' | 'onDone'>) {
  const [oldPassword, setOld] = useState('');
  const [newPassword, setNew] = useState('');
  const [again, setAgain] = useState('');
  const [problems, setProblems] = useState<Problems>({});
  const [error, setError] = useState<ApiError | null>(null);
  const rules = person.rules.password;

  const send = async (): Promise<void> => {
    setError(null);
    const wrong = newPasswordCheck(rules, () => person)(newPassword);
    const differs = againCheck(() => newPassword)(again);
    const found: Problems = {
      ...(oldPassword === '' ? { oldPassword: '请输入现在的密码' } : {}),
      ...(wrong === null ? {} : { newPassword: wrong }),
      ...(differs === null ? {} : { again: differs }),
    };
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    try {
      await api.sessions.changeOwnPassword({ oldPassword, newPassword });
      onDone();
    } catch (failure) {
      const known = toApiError(failure);
      if (Object.keys(known.fields).length > 0) setProblems(known.fields);
      else setError(known);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void send();
  };
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <TextField
        label="现在的密码"
        type="password"
        autoComplete="current-password"
        value={oldPassword}
        onValue={setOld}
        problem={problems.oldPassword}
      />
      <TextField
        label="新密码"
        type="password"
        autoComplete="new-password"
        value={newPassword}
        onValue={setNew}
        problem={problems.newPassword}
        hint={passwordRulesInWords(rules)}
      />
      <TextField
        label="新密码再输一遍"
        type="password"
        autoComplete="new-password"
        value={again}
        onValue={setAgain}
        problem={problems.again}
      />
      {error ? <PhoneError error={error} /> : null}
      <button type="submit" className="button main">
        改密码
      </button>
    </form>
  );
}

function SecondFactor({ onDone }: Pick<PhoneOwedProps, 'onDone'>) {
  const [made, setMade] = useState<NewSecondFactor | null>(null);
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const asked = useRef(false);

  useEffect(() => {
    // Once: a second secret would take the place of the one that is shown.
    if (asked.current) return;
    asked.current = true;
    api.sessions.secondFactor
      .begin({ password: '' })
      .then(setMade, (failure: unknown) => setError(toApiError(failure)));
  });
  const confirm = async (): Promise<void> => {
    setError(null);
    try {
      setCodes((await api.sessions.secondFactor.confirm({ code: code.trim() })).recoveryCodes);
    } catch (failure) {
      setError(toApiError(failure));
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void confirm();
  };
  if (codes) {
    return (
      <>
        <p>绑好了。下面每个恢复码能用一次，请抄下来收好，只显示这一次：</p>
        <ul className="codes">
          {codes.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <button type="button" className="button main" onClick={onDone}>
          抄好了，继续
        </button>
      </>
    );
  }
  return (
    <form className="stack" noValidate onSubmit={submit}>
      {made ? (
        <p>
          <a className="button" href={made.uri}>
            用身份验证器打开
          </a>
          <span className="small muted">打不开就在验证器里手工输入：</span> <b className="secret">{made.secret}</b>
        </p>
      ) : null}
      <TextField
        label="验证器上现在显示的 6 位数字"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={code}
        onValue={setCode}
      />
      {error ? <PhoneError error={error} /> : null}
      <button type="submit" className="button main">
        绑定
      </button>
    </form>
  );
}
