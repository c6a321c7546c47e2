import { Form, Input } from 'antd';
import type { SignedIn } from '../../contract/sessions.ts';
import { passwordRulesInWords } from '../../domain/access/passwords.ts';
import { api } from '../api/client.ts';
import { Field } from '../forms/Field.tsx';
import { againCheck, newPasswordCheck } from './new-password.ts';

export interface OwnPasswords {
  readonly oldPassword: string;
  readonly newPassword: string;
  readonly again: string;
}

export async function sendOwnPassword({ oldPassword, newPassword }: OwnPasswords): Promise<void> {
  await api.sessions.changeOwnPassword({ oldPassword, newPassword });
}

const oldPasswordCheck = (value: unknown): string | null => (value ? null : '请输入现在的密码');

/** Inside a form: the password that the person has, and the new one twice. */
export function OwnPasswordFields({ person }: { readonly person: SignedIn }) {
  const form = Form.useFormInstance<OwnPasswords>();
  const rules = person.rules.password;
  return (
    <>
      <Field name="oldPassword" label="现在的密码" check={oldPasswordCheck}>
        <Input.Password autoFocus autoComplete="current-password" maxLength={256} />
      </Field>
      <Field
        name="newPassword"
        label="新密码"
        check={newPasswordCheck(rules, () => person)}
        hint={passwordRulesInWords(rules)}
      >
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
    </>
  );
}
