import { Button, Form, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { encode } from 'uqr';
import type { NewSecondFactor } from '../../contract/sessions.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import type { FindProblem } from '../forms/checks.ts';
import { Field } from '../forms/Field.tsx';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { Key } from '../keyboard/Key.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { useSentForm } from '../setup/use-sent-form.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import './second-factor.css';

interface SecondFactorStepsProps {
  /** Not where the person has only just signed in with it. */
  readonly askPassword: boolean;
  readonly onDone: () => void;
}

/** Password, picture, code, recovery codes: one after the other. */
export function SecondFactorSteps({ askPassword, onDone }: SecondFactorStepsProps) {
  const [made, setMade] = useState<NewSecondFactor | null>(null);
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[] | null>(null);
  if (recoveryCodes) return <RecoveryCodes codes={recoveryCodes} onDone={onDone} />;
  if (made) return <CodeStep made={made} onConfirmed={setRecoveryCodes} />;
  return askPassword ? <PasswordStep onMade={setMade} /> : <MakingStep onMade={setMade} />;
}

function MakingStep({ onMade }: { readonly onMade: (made: NewSecondFactor) => void }) {
  const [error, setError] = useState<ApiError | null>(null);
  const asked = useRef(false);
  const ask = (): void => {
    setError(null);
    api.sessions.secondFactor.begin({ password: '' }).then(onMade, (failure: unknown) => setError(toApiError(failure)));
  };
  useEffect(() => {
    // Once: a second secret would take the place of the one that is shown.
    if (!asked.current) ask();
    asked.current = true;
  });
  return error ? <ErrorNote error={error} onRetry={ask} /> : <Waiting label="正在生成二维码" />;
}

const passwordCheck: FindProblem = (value) => (value ? null : '请输入密码');

function PasswordStep({ onMade }: { readonly onMade: (made: NewSecondFactor) => void }) {
  const [form] = Form.useForm<{ password: string }>();
  const { run, busy, error } = useSentForm(form, async (values) =>
    onMade(await api.sessions.secondFactor.begin(values)),
  );
  useActionKeys([{ combo: 'Ctrl+Enter', label: '下一步', run }]);
  return (
    <Form form={form} layout="vertical" className="form-column">
      <EnterToNext onEnd={run}>
        <Field
          name="password"
          label="先输一遍密码"
          check={passwordCheck}
          hint="绑好后，登录时除了密码还要输入手机上的 6 位数字"
        >
          <Input.Password autoFocus autoComplete="current-password" maxLength={256} />
        </Field>
      </EnterToNext>
      {error ? <ErrorNote error={error} onRetry={run} /> : null}
      <Next label="下一步" busy={busy} run={run} />
    </Form>
  );
}

const codeCheck: FindProblem = (value) =>
  typeof value === 'string' && /^\d{6}$/.test(value.trim()) ? null : '动态口令是 6 位数字';

interface CodeStepProps {
  readonly made: NewSecondFactor;
  readonly onConfirmed: (codes: readonly string[]) => void;
}

function CodeStep({ made, onConfirmed }: CodeStepProps) {
  const [form] = Form.useForm<{ code: string }>();
  const { run, busy, error } = useSentForm(form, async ({ code }) => {
    onConfirmed((await api.sessions.secondFactor.confirm({ code: code.trim() })).recoveryCodes);
  });
  useActionKeys([{ combo: 'Ctrl+Enter', label: '绑定', run }]);
  return (
    <Form form={form} layout="vertical" className="form-column">
      <p>用手机上的身份验证器（如微信小程序“动态口令”、Microsoft Authenticator）扫码：</p>
      <QrPicture text={made.uri} />
      <p className="small">
        扫不了就手工输入：<span className="second-factor-secret">{made.secret}</span>
      </p>
      <EnterToNext onEnd={run}>
        <Field name="code" label="手机上现在显示的 6 位数字" check={codeCheck}>
          <Input autoFocus autoComplete="one-time-code" inputMode="numeric" maxLength={6} />
        </Field>
      </EnterToNext>
      {error ? <ErrorNote error={error} onRetry={run} /> : null}
      <Next label="绑定" busy={busy} run={run} />
    </Form>
  );
}

/** Drawn by the page itself: no service learns the secret. */
function QrPicture({ text }: { readonly text: string }) {
  const { size, data } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg viewBox={`0 0 ${size} ${size}`} className="second-factor-qr" role="img" aria-label="动态口令的二维码">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  useActionKeys([{ combo: 'Ctrl+Enter', label: '抄好了', run: onDone }]);
  return (
    <div className="form-column">
      <p>
        已绑定。<b>下面的恢复码只显示这一次</b>
        ，请抄下来收好：手机丢了或坏了，登录时用一个恢复码代替动态口令，每个只能用一次。
      </p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Next label="抄好了" busy={false} run={onDone} autoFocus />
    </div>
  );
}

interface NextProps {
  readonly label: string;
  readonly busy: boolean;
  readonly run: () => void;
  readonly autoFocus?: boolean;
}

function Next({ label, busy, run, autoFocus = false }: NextProps) {
  return (
    <Button
      type="primary"
      size="large"
      block
      className="action-main"
      data-main-action=""
      autoFocus={autoFocus}
      loading={busy}
      onClick={run}
    >
      {label} <Key combo={autoFocus ? 'Ctrl+Enter' : 'Enter'} />
    </Button>
  );
}
