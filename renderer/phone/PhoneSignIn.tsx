import { type FormEvent, useState } from 'react';
import { type ApiError, toApiError } from '../api/errors.ts';
import type { useSession } from '../sessions/use-session.ts';
import { Note } from '../status/Note.tsx';
import type { KeptOwner } from './kept/kept.ts';
import { PhoneError } from './PhoneError.tsx';
import { TextField } from './TextField.tsx';

interface PhoneSignInProps {
  readonly centerName: string;
  /** Who left something unfinished in this browser. */
  readonly owner: KeptOwner | null;
  /** The center has ended the session; the page goes on where it was. */
  readonly ended: boolean;
  /** Rejects with what `toApiError` understands. */
  readonly signIn: ReturnType<typeof useSession>['signIn'];
}

/** How the log calls a phone. */
const DESK = '手机';

type Problems = Partial<Readonly<Record<'account' | 'password' | 'code', string>>>;

/** Account and password, and the code of an authenticator where the account has one. */
export function PhoneSignIn({ centerName, owner, ended, signIn }: PhoneSignInProps) {
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);

  const send = async (): Promise<void> => {
    const missing: Problems = {
      ...(account.trim() === '' ? { account: '请输入账号' } : {}),
      ...(password === '' ? { password: '请输入密码' } : {}),
      ...(asksCode && code.trim() === '' ? { code: '请输入手机上现在显示的 6 位数字' } : {}),
    };
    setProblems(missing);
    setError(null);
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    try {
      await signIn({ account: account.trim(), password, desk: DESK, ...(asksCode ? { code: code.trim() } : {}) });
    } catch (failure) {
      const known = toApiError(failure);
      setBusy(false);
      if (known.code !== 'CODE_NEEDED') return setError(known);
      setAsksCode(true);
      if (known.fields.code !== undefined) setProblems({ code: known.fields.code });
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy) void send();
  };

  return (
    <main className="alone">
      <h1>{centerName}</h1>
      <p className="muted">调解员手机页</p>
      {ended ? <Note look="info" title="好一会儿没有用，请重新登录。没写完、没发出的都还在这台手机上。" /> : null}
      {owner ? (
        <Note look="warn" title={`这台手机上有${owner.name}没写完或者没发出的内容`}>
          <p>{owner.name}登录后可以接着办；换别人登录，这些内容会从手机上删掉。</p>
        </Note>
      ) : null}
      <form className="stack" noValidate onSubmit={submit}>
        <TextField
          label="账号"
          value={account}
          onValue={setAccount}
          problem={problems.account}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
        />
        <TextField
          label="密码"
          type="password"
          value={password}
          onValue={setPassword}
          problem={problems.password}
          autoComplete="current-password"
          maxLength={256}
        />
        {asksCode ? (
          <TextField
            label="手机动态口令"
            value={code}
            onValue={setCode}
            problem={problems.code}
            hint="看身份验证器上的 6 位数字；没有带着，就输一个恢复码"
            autoComplete="one-time-code"
            autoFocus
            maxLength={20}
          />
        ) : null}
        {error ? <PhoneError error={error} /> : null}
        <button type="submit" className="button main" aria-disabled={busy}>
          {busy ? '正在登录…' : '登录'}
        </button>
      </form>
    </main>
  );
}
