import { Form, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import type { StaffMember } from '../../contract/directory.ts';
import type { Role } from '../../domain/access/roles.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import type { FindProblem } from '../forms/checks.ts';
import { Field } from '../forms/Field.tsx';
import { showServerProblems } from '../forms/server-problems.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { NewPasswordFields, RolesInput, rolesCheck } from './StaffFields.tsx';

interface StaffFormDialogProps<Values> {
  readonly title: string;
  readonly label: string;
  readonly initialValues: Partial<Values>;
  readonly send: (values: Values) => Promise<unknown>;
  readonly onClose: () => void;
  readonly onDone: () => void;
  readonly children: ReactNode;
}

/** A small form that is sent by Ctrl+Enter; what the center finds wrong is said beside the field. */
export function StaffFormDialog<Values>(props: StaffFormDialogProps<Values>) {
  const [form] = Form.useForm<Values>();
  const [error, setError] = useState<ApiError | null>(null);
  const send = async (): Promise<void> => {
    const values = await form.validateFields().catch(() => null);
    if (!values) return;
    setError(null);
    try {
      await props.send(values);
    } catch (failure) {
      const known = toApiError(failure);
      if (!showServerProblems(form, known.fields)) setError(known);
      return;
    }
    props.onDone();
  };
  return (
    <Dialog title={props.title} width={440} onClose={props.onClose} main={{ label: props.label, onRun: send }}>
      <Form form={form} layout="vertical" initialValues={props.initialValues as object} className="form-column">
        <EnterToNext onEnd={() => void send()}>{props.children}</EnterToNext>
        {error ? <ErrorNote error={error} onRetry={() => void send()} /> : null}
      </Form>
    </Dialog>
  );
}

interface DialogEnds {
  readonly onClose: () => void;
  readonly onDone: () => void;
}

interface NewStaff {
  readonly name: string;
  readonly account: string;
  readonly phone?: string;
  readonly password: string;
}

const nameCheck: FindProblem = (value) => (typeof value === 'string' && value.trim() !== '' ? null : '请填写姓名');
const accountCheck: FindProblem = (value) =>
  typeof value === 'string' && /^[a-z][a-z0-9._-]{1,31}$/.test(value)
    ? null
    : '账号用小写字母开头，2 到 32 位字母、数字';

export function AddStaffDialog({ onClose, onDone }: DialogEnds) {
  const [actionId] = useState(() => crypto.randomUUID());
  return (
    <StaffFormDialog<NewStaff>
      title="新建账号"
      label="新建账号"
      initialValues={{}}
      onClose={onClose}
      onDone={onDone}
      send={({ name, account, phone, password }) =>
        api.directory.addStaff({ actionId, name, account, phone: phone?.trim() || null, password })
      }
    >
      <Field name="name" label="姓名" check={nameCheck}>
        <Input autoFocus autoComplete="off" maxLength={50} />
      </Field>
      <Field name="account" label="账号" check={accountCheck} hint="小写字母开头，如 zhangwei；定了不能改">
        <Input autoComplete="off" spellCheck={false} maxLength={32} />
      </Field>
      <Field name="phone" label="电话" optional>
        <Input autoComplete="off" inputMode="tel" maxLength={30} />
      </Field>
      <NewPasswordFields />
      <p className="small muted">岗位由安全保密管理员授予；授予以前，这个账号能登录，什么都办不了。</p>
    </StaffFormDialog>
  );
}

type OfMember = DialogEnds & { readonly member: StaffMember };

export function ChangeRolesDialog({ member, onClose, onDone }: OfMember) {
  const [actionId] = useState(() => crypto.randomUUID());
  return (
    <StaffFormDialog<{ roles: Role[]; placeCode: string; unit: string }>
      title={`${member.name}的岗位`}
      label="改岗位"
      initialValues={{ roles: [...member.roles], placeCode: member.placeCode ?? '', unit: member.unit ?? '' }}
      onClose={onClose}
      onDone={onDone}
      send={({ roles, placeCode, unit }) =>
        api.directory.setStaffRoles({
          actionId,
          staffId: member.staffId,
          roles,
          placeCode: placeCode.trim() || null,
          unit: unit.trim() || null,
        })
      }
    >
      <Field name="roles" label="岗位" check={rolesCheck} hint="空格勾选；马上生效，已登录的也一样">
        <RolesInput autoFocus />
      </Field>
      <Field
        name="placeCode"
        label="辖区代码"
        optional
        hint="网格员、验收员必填：社区 12 位，街道 9 位，区县 6 位，市 4 位"
      >
        <Input autoComplete="off" inputMode="numeric" maxLength={12} />
      </Field>
      <Field name="unit" label="部门" optional hint="部门承办人必填，和转办时写的单位名称一致">
        <Input autoComplete="off" maxLength={100} />
      </Field>
    </StaffFormDialog>
  );
}

/** How the person is reached: 化解责任人联系方式 of the cases that they settle (GB/T 31000). */
export function ChangeContactDialog({ member, onClose, onDone }: OfMember) {
  const [actionId] = useState(() => crypto.randomUUID());
  return (
    <StaffFormDialog<{ phone: string }>
      title={`${member.name}的电话`}
      label="改电话"
      initialValues={{ phone: member.phone ?? '' }}
      onClose={onClose}
      onDone={onDone}
      send={({ phone }) =>
        api.directory.setStaffContact({ actionId, staffId: member.staffId, phone: phone.trim() || null })
      }
    >
      <Field name="phone" label="电话" optional hint="综治信息表里的“化解责任人联系方式”">
        <Input autoFocus autoComplete="off" inputMode="tel" maxLength={30} />
      </Field>
    </StaffFormDialog>
  );
}

export function ResetPasswordDialog({ member, onClose, onDone }: OfMember) {
  return (
    <StaffFormDialog<{ password: string }>
      title={`重设${member.name}的密码`}
      label="重设密码"
      initialValues={{}}
      onClose={onClose}
      onDone={onDone}
      send={({ password }) => api.directory.resetPassword({ staffId: member.staffId, password })}
    >
      <p>
        {member.name}（{member.account}）在所有电脑上的登录会马上失效，没保存的内容留在草稿里。
      </p>
      <NewPasswordFields autoFocus owner={member} />
    </StaffFormDialog>
  );
}
