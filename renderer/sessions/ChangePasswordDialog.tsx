import { App, Form } from 'antd';
import { useState } from 'react';
import { type ApiError, toApiError } from '../api/errors.ts';
import { showServerProblems } from '../forms/server-problems.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { OwnPasswordFields, type OwnPasswords, sendOwnPassword } from './OwnPasswordFields.tsx';
import { useSignedIn } from './signed-in.ts';

interface ChangePasswordDialogProps {
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** The person's own password; the old one is asked for, because a desk may stand unattended. */
export function ChangePasswordDialog({ onClose, onChanged }: ChangePasswordDialogProps) {
  const [form] = Form.useForm<OwnPasswords>();
  const [error, setError] = useState<ApiError | null>(null);
  const { message } = App.useApp();
  const person = useSignedIn();

  const change = async (): Promise<void> => {
    const values = await form.validateFields().catch(() => null);
    if (!values) return;
    setError(null);
    try {
      await sendOwnPassword(values);
    } catch (problem) {
      const known = toApiError(problem);
      if (!showServerProblems(form, known.fields)) setError(known);
      return;
    }
    onChanged();
    void message.success('密码已改，您在别处的登录已退出。下次登录请用新密码。');
  };

  return (
    <Dialog title="改密码" width={400} onClose={onClose} main={{ label: '改密码', onRun: change }}>
      <Form form={form} layout="vertical" className="form-column">
        <EnterToNext onEnd={() => void change()}>
          <OwnPasswordFields person={person} />
        </EnterToNext>
        {error ? <ErrorNote error={error} onRetry={() => void change()} /> : null}
      </Form>
    </Dialog>
  );
}
