import { Button, Form } from 'antd';
import { type ReactNode, useEffect } from 'react';
import type { SignedIn } from '../../contract/sessions.ts';
import type { Owed } from '../../domain/access/sign-in-settings.ts';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { ariaKeys, Key } from '../keyboard/Key.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { useSentForm } from '../setup/use-sent-form.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { OwnPasswordFields, type OwnPasswords, sendOwnPassword } from './OwnPasswordFields.tsx';
import { SecondFactorSteps } from './SecondFactorSteps.tsx';
import './sign-in.css';

interface OwedPageProps {
  readonly person: SignedIn;
  readonly owes: Owed;
  /** What was owed is done: the center is to be asked anew who this is. */
  readonly onDone: () => void;
  readonly onSignOut: () => void;
}

const reasons: Readonly<Record<Exclude<Owed, 'second_factor'>, string>> = {
  first_password: '这个密码是别人给您设的，请换成只有您自己知道的。',
  sample_password: '这是示例口令，写在说明书里，人人知道，请换一个。',
  old_password: '这个密码用得太久了，请换一个。',
};

/** What must be done before anything else; the center answers nothing else until then. */
export function OwedPage({ person, owes, onDone, onSignOut }: OwedPageProps) {
  useEffect(() => {
    const before = document.title;
    document.title = '先办这一件 - 枫桥工作台';
    return () => {
      document.title = before;
    };
  }, []);
  useActionKeys([{ combo: 'Esc', label: '退出登录', run: onSignOut }]);
  const leave = (
    <Button onClick={onSignOut} aria-keyshortcuts={ariaKeys('Esc')}>
      退出登录 <Key combo="Esc" />
    </Button>
  );
  if (owes === 'second_factor') {
    return (
      <OwedCard
        title={`${person.name}，请先绑定手机动态口令`}
        reason="您的岗位登录时除了密码，还要输入手机上的 6 位数字。"
      >
        <SecondFactorSteps askPassword={false} onDone={onDone} />
        {leave}
      </OwedCard>
    );
  }
  return (
    <OwedCard title={`${person.name}，请先改密码`} reason={reasons[owes]}>
      <PasswordForm person={person} onDone={onDone} />
      {leave}
    </OwedCard>
  );
}

interface OwedCardProps {
  readonly title: string;
  readonly reason: string;
  readonly children: ReactNode;
}

function OwedCard({ title, reason, children }: OwedCardProps) {
  return (
    <main className="sign-in">
      <div className="card sign-in-card owed-card">
        <h1>{title}</h1>
        <p className="soon">{reason}</p>
        {children}
      </div>
    </main>
  );
}

function PasswordForm({ person, onDone }: Pick<OwedPageProps, 'person' | 'onDone'>) {
  const [form] = Form.useForm<OwnPasswords>();
  const { run, busy, error } = useSentForm(form, async (values) => {
    await sendOwnPassword(values);
    onDone();
  });
  useActionKeys([{ combo: 'Ctrl+Enter', label: '改密码', run }]);
  return (
    <Form form={form} layout="vertical" className="form-column">
      <EnterToNext onEnd={run}>
        <OwnPasswordFields person={person} />
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
        改密码 <Key combo="Enter" />
      </Button>
    </Form>
  );
}
