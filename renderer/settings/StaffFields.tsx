import { Checkbox, Form, Input } from 'antd';
import { type PasswordOwner, passwordRulesInWords } from '../../domain/access/passwords.ts';
import { type Role, roles } from '../../domain/access/roles.ts';
import { incompatibility } from '../../domain/access/separation.ts';
import type { FindProblem } from '../forms/checks.ts';
import { Field } from '../forms/Field.tsx';
import { againCheck, newPasswordCheck } from '../sessions/new-password.ts';
import { useSignedIn } from '../sessions/signed-in.ts';

export const rolesCheck: FindProblem = (value) => {
  const held = roles.map(({ id }) => id).filter((id) => Array.isArray(value) && value.includes(id));
  return held.length === 0 ? '至少选一个岗位' : incompatibility(held);
};

interface RolesInputProps {
  readonly id?: string;
  readonly value?: readonly Role[];
  readonly onChange?: (roles: readonly Role[]) => void;
  readonly autoFocus?: boolean;
}

/** The roles, each with what it is for. A small center gives one person several. */
export function RolesInput({ id, value = [], onChange, autoFocus = false }: RolesInputProps) {
  return (
    <fieldset {...(id === undefined ? {} : { id })} aria-label="岗位" className="roles-input">
      {roles.map((role, index) => (
        <Checkbox
          key={role.id}
          autoFocus={autoFocus && index === 0}
          checked={value.includes(role.id)}
          onChange={(event) =>
            onChange?.(event.target.checked ? [...value, role.id] : value.filter((each) => each !== role.id))
          }
        >
          {role.name}
          <span className="small muted">{role.duty}</span>
        </Checkbox>
      ))}
    </fieldset>
  );
}

/** A password and the same once more, inside a form. `owner`: whose it is, where the form does not say. */
export function NewPasswordFields({
  autoFocus = false,
  owner,
}: {
  readonly autoFocus?: boolean;
  readonly owner?: PasswordOwner;
}) {
  const form = Form.useFormInstance<{ password: string } & PasswordOwner>();
  const { password: rules } = useSignedIn().rules;
  const check = newPasswordCheck(rules, () => owner ?? form.getFieldsValue(['account', 'name', 'phone']));
  return (
    <>
      <Field
        name="password"
        label="密码"
        check={check}
        hint={`${passwordRulesInWords(rules)}。本人第一次登录时要换成自己的`}
      >
        <Input.Password autoFocus={autoFocus} autoComplete="new-password" maxLength={256} />
      </Field>
      <Field
        name="again"
        label="密码再输一遍"
        dependencies={['password']}
        check={againCheck(() => form.getFieldValue('password'))}
      >
        <Input.Password autoComplete="new-password" maxLength={256} />
      </Field>
    </>
  );
}
