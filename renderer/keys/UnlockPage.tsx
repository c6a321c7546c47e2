import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useEffect, useState } from 'react';
import { type KeyLock, unlockSchema } from '../../contract/keys.ts';
import { api, queries } from '../api/client.ts';
import { zodCheck } from '../forms/checks.ts';
import { Field } from '../forms/Field.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { SetUpFoot } from '../setup/SetUpFoot.tsx';
import { useSentForm } from '../setup/use-sent-form.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { RecoveryInput } from './RecoveryInput.tsx';
import '../setup/set-up.css';
import './keys.css';

const ASK_EVERY_MS = 500;

/** The keys cannot be had by themselves: somebody types the passphrase or the recovery key. Nothing was touched. */
export function UnlockPage({ lock }: { readonly lock: KeyLock }) {
  const [isOpening, setOpening] = useState(false);
  const [form] = Form.useForm<{ secret: string }>();
  const { run, busy, error } = useSentForm(form, async ({ secret }) => {
    await api.keys.unlock({ secret });
    setOpening(true);
  });
  useActionKeys([{ combo: 'Ctrl+Enter', label: '打开数据', run }]);
  // Whoever shows this page hears that the lock is gone.
  useQuery({ ...queries.center.status.queryOptions(), enabled: isOpening, refetchInterval: ASK_EVERY_MS });

  useEffect(() => {
    document.title = '打开数据 - 枫桥工作台';
  }, []);

  if (isOpening)
    return (
      <main className="set-up">
        <Waiting label="密钥对了，正在打开数据" />
      </main>
    );
  const isPassphrase = lock.asks === 'passphrase';
  const check = zodCheck(unlockSchema.shape.secret);
  return (
    <main className="set-up">
      <Form form={form} layout="vertical" className="card set-up-card unlock-card" initialValues={{ secret: '' }}>
        <div>
          <h1>{isPassphrase ? '输入口令' : '输入恢复密钥'}</h1>
          <p>{lock.reason}</p>
        </div>
        <Field
          name="secret"
          label={isPassphrase ? '口令（或恢复密钥）' : '恢复密钥'}
          check={check}
          hint={isPassphrase ? '区分大小写' : '印在纸上的 8 组字符，每组 5 个；不分大小写，横线可以不打'}
        >
          {isPassphrase ? (
            <Input.Password autoFocus autoComplete="off" maxLength={256} onPressEnter={run} />
          ) : (
            <RecoveryInput onPressEnter={run} />
          )}
        </Field>
        {error ? <ErrorNote error={error} onRetry={run} /> : null}
        <p className="small muted">
          纸不在手边时，请找本中心管密钥的人，或向市级管理员要：市里替每个接入的中心保管一份。不要删除或替换数据文件夹里的任何文件。
        </p>
        <SetUpFoot label="打开数据" busy={busy} run={run}>
          <span />
        </SetUpFoot>
      </Form>
    </main>
  );
}
