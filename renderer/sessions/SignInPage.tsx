import { Button, Form, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { type ApiError, toApiError } from '../api/errors.ts';
import type { FindProblem } from '../forms/checks.ts';
import { Field } from '../forms/Field.tsx';
import { useRunOnce } from '../frame/run-once.ts';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { Key } from '../keyboard/Key.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { rememberDesk, rememberedDesk } from './desk-name.ts';
import './sign-in.css';

export interface Credentials {
  readonly account: string;
  readonly password: string;
  readonly desk?: string;
}

interface SignInPageProps {
  readonly centerName: string;
  /** Rejects with what `toApiError` understands. */
  readonly signIn: (credentials: Credentials) => Promise<void>;
  /** Said above the form, e.g. that the session has ended and what was written is safe. */
  readonly notice?: string;
}

function missing(message: string): FindProblem {
  return (value) => (typeof value === 'string' && value.trim() !== '' ? null : message);
}

/** Account, password, Enter. A wrong password is said under the password, and the account stays. */
export function SignInPage({ centerName, signIn, notice }: SignInPageProps) {
  const [form] = Form.useForm<{ account: string; password: string; desk: string }>();
  const [error, setError] = useState<ApiError | null>(null);
  const password = useRef<InputRef>(null);

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
    setError(null);
    try {
      await signIn({ account: values.account.trim(), password: values.password, ...(desk ? { desk } : {}) });
      rememberDesk(desk);
    } catch (problem) {
      const known = toApiError(problem);
      setError(known);
      if (known.code === 'WRONG_PASSWORD') password.current?.focus({ cursor: 'all' });
    }
  });
  useActionKeys([{ combo: 'Ctrl+Enter', label: '登录', run }]);

  return (
    <main className="sign-in">
      <Form form={form} layout="vertical" className="card sign-in-card" initialValues={{ desk: rememberedDesk() }}>
        <h1>{centerName}</h1>
        <p className="muted">枫桥工作台</p>
        {notice === undefined ? null : <p className="soon">{notice}</p>}
        <EnterToNext onEnd={run}>
          <Field name="account" label="账号" check={missing('请输入账号')}>
            <Input autoFocus autoComplete="username" spellCheck={false} maxLength={64} />
          </Field>
          <Field name="password" label="密码" check={missing('请输入密码')}>
            <Input.Password ref={password} autoComplete="current-password" maxLength={256} />
          </Field>
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
      </Form>
    </main>
  );
}
