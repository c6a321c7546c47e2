import { Button, Form, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { type ApiError, toApiError } from '../api/errors.ts';
import type { FindProblem } from '../forms/checks.ts';
import { Field } from '../forms/Field.tsx';
import { showServerProblems } from '../forms/server-problems.ts';
import { useRunOnce } from '../frame/run-once.ts';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { ariaKeys, Key } from '../keyboard/Key.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { rememberDesk, rememberedDesk } from './desk-name.ts';
import './sign-in.css';

export interface Credentials {
  readonly account: string;
  readonly password: string;
  /** Of the telephone, once the center has asked for it. */
  readonly code?: string;
  readonly desk?: string;
}

interface SignInPageProps {
  readonly centerName: string;
  /** Rejects with what `toApiError` understands. */
  readonly signIn: (credentials: Credentials) => Promise<void>;
  /** Said above the form, e.g. that the session has ended and what was written is safe. */
  readonly notice?: string;
  /** Who is expected: the password alone is left to type. */
  readonly account?: string;
  /** Back to whoever sits here. */
  readonly onBack?: () => void;
}

function missing(message: string): FindProblem {
  return (value) => (typeof value === 'string' && value.trim() !== '' ? null : message);
}

/** Account, password, Enter. A wrong password is said under the password, and the account stays. */
export function SignInPage({ centerName, signIn, notice, account, onBack }: SignInPageProps) {
  const [form] = Form.useForm<{ account: string; password: string; code?: string; desk: string }>();
  const [asksCode, setAsksCode] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const password = useRef<InputRef>(null);
  const codeField = useRef<InputRef>(null);

  useEffect(() => {
    const before = document.title;
    document.title = '登录 - 枫桥工作台';
    return () => {
      document.title = before;
    };
  }, []);

  const { run, busy } = useRunOnce(async () => {
    const values = await form.validateFields().catch(() => null);
    if (!values) return;
    const desk = values.desk?.trim();
    const code = asksCode ? values.code?.trim() : undefined;
    setError(null);
    try {
      const { password } = values;
      await signIn({ account: values.account.trim(), password, ...(code ? { code } : {}), ...(desk ? { desk } : {}) });
      rememberDesk(desk);
    } catch (problem) {
      const known = toApiError(problem);
      if (known.code === 'CODE_NEEDED') {
        // The field must be there before it can say what is wrong with it.
        flushSync(() => setAsksCode(true));
        showServerProblems(form, known.fields);
        codeField.current?.focus({ cursor: 'all' });
        return;
      }
      setError(known);
      if (known.code === 'WRONG_PASSWORD') password.current?.focus({ cursor: 'all' });
    }
  });
  useActionKeys([
    { combo: 'Ctrl+Enter', label: '登录', run },
    ...(onBack ? [{ combo: 'Esc', label: '不换人', run: onBack }] : []),
  ]);

  return (
    <main className="sign-in">
      <Form
        form={form}
        layout="vertical"
        className="card sign-in-card"
        initialValues={{ account, desk: rememberedDesk() }}
      >
        <h1>{centerName}</h1>
        <p className="muted">枫桥工作台</p>
        {notice === undefined ? null : <p className="soon">{notice}</p>}
        <EnterToNext onEnd={run}>
          <Field name="account" label="账号" check={missing('请输入账号')}>
            <Input autoFocus={account === undefined} autoComplete="username" spellCheck={false} maxLength={64} />
          </Field>
          <Field name="password" label="密码" check={missing('请输入密码')}>
            <Input.Password
              ref={password}
              autoFocus={account !== undefined}
              autoComplete="current-password"
              maxLength={256}
            />
          </Field>
          {asksCode ? (
            <Field
              name="code"
              label="手机动态口令"
              check={missing('请输入手机上现在显示的 6 位数字')}
              hint="手机不在身边，就输一个恢复码"
            >
              <Input ref={codeField} autoComplete="one-time-code" maxLength={20} />
            </Field>
          ) : null}
        </EnterToNext>
        {error ? <ErrorNote error={error} onRetry={run} /> : null}
        <Button
          type="primary"
          size="large"
          block
          className="action-main"
          data-main-action=""
          loading={busy}
          onClick={run}
        >
          登录 <Key combo="Enter" />
        </Button>
        <Field name="desk" label="这台电脑叫什么" optional hint="写在页面顶上和操作记录里，例如 3 号窗口">
          <Input autoComplete="off" maxLength={40} onPressEnter={run} />
        </Field>
        {onBack ? (
          <Button className="sign-in-back" onClick={onBack} aria-keyshortcuts={ariaKeys('Esc')}>
            不换人 <Key combo="Esc" />
          </Button>
        ) : null}
      </Form>
    </main>
  );
}
