import { App, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { Field } from '../forms/Field.tsx';
import { showServerProblems } from '../forms/server-problems.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { againCheck, newPasswordCheck } from './new-password.ts';

interface Passwords {
  readonly oldPassword: string;
  readonly newPassword: string;
  readonly again: string;
}

const oldPasswordCheck = (value: unknown): string | null => (value ? null : '请输入现在的密码');

/** The person's own password; the old one is asked for, because a desk may stand unattended. */
export function ChangePasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const [form] = Form.useForm<Passwords>();
  const [error, setError] = useState<ApiError | null>(null);
  const { message } = App.useApp();

  const change = async (): Promise<void> => {
    const values = await form.validateFields().catch(() => null);
    if (!values) return;
    setError(null);
    try {
      const { oldPassword, newPassword } = values;
      await api.directory.changeOwnPassword({ oldPassword, newPassword });
    } catch (problem) {
      const known = toApiError(problem);
      if (!showServerProblems(form, known.fields)) setError(known);
      return;
    }
    onClose();
    void message.success('密码已改，您在别处的登录已退出。下次登录请用新密码。');
  };

  return (
    <Dialog title="改密码" width={400} onClose={onClose} main={{ label: '改密码', onRun: change }}>
      <Form form={form} layout="vertical" className="form-column">
        <EnterToNext onEnd={() => void change()}>
          <Field name="oldPassword" label="现在的密码" check={oldPasswordCheck}>
            <Input.Password autoFocus autoComplete="current-password" maxLength={256} />
          </Field>
          <Field name="newPassword" label="新密码" check={newPasswordCheck} hint="至少 8 位">
            <Input.Password autoComplete="new-password" maxLength={256} />
          </Field>
          <Field
            name="again"
            label="新密码再输一遍"
            dependencies={['newPassword']}
            check={againCheck(() => form.getFieldValue('newPassword'))}
          >
            <Input.Password autoComplete="new-password" maxLength={256} />
          </Field>
        </EnterToNext>
        {error ? <ErrorNote error={error} onRetry={() => void change()} /> : null}
      </Form>
    </Dialog>
  );
}
