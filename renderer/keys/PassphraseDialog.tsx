import { Form, Input } from 'antd';
import { type KeysStatus, passphraseSchema } from '../../contract/keys.ts';
import { api } from '../api/client.ts';
import { zodCheck } from '../forms/checks.ts';
import { Field } from '../forms/Field.tsx';
import { Dialog } from '../frame/Dialog.tsx';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { useSentForm } from '../setup/use-sent-form.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';

interface PassphraseDialogProps {
  readonly onClose: () => void;
  readonly onDone: (status: KeysStatus) => void;
}

/** Nobody but whoever types it at each start opens the data; the key file goes. */
export function PassphraseDialog({ onClose, onDone }: PassphraseDialogProps) {
  const [form] = Form.useForm<{ passphrase: string; again: string }>();
  const { run, error } = useSentForm(form, async ({ passphrase }) =>
    onDone(await api.keys.setPassphrase({ passphrase })),
  );
  const same = (value: unknown) => (value === form.getFieldValue('passphrase') ? null : '两次输入的不一样，请核对');
  return (
    <Dialog title="用口令保管密钥" width={560} onClose={onClose} main={{ label: '就用这个口令', onRun: run }}>
      <Form form={form} layout="vertical" className="form-column" initialValues={{ passphrase: '', again: '' }}>
        <p>以后每次启动服务，都要有人输入口令，数据才打得开。忘了口令，只能用恢复密钥。</p>
        <EnterToNext>
          <Field
            name="passphrase"
            label="口令"
            check={zodCheck(passphraseSchema.shape.passphrase)}
            hint="至少 12 个字，几个不相干的词最好记"
          >
            <Input.Password autoFocus autoComplete="new-password" maxLength={256} />
          </Field>
          <Field name="again" label="再输入一次" check={same}>
            <Input.Password autoComplete="new-password" maxLength={256} />
          </Field>
        </EnterToNext>
        {error ? <ErrorNote error={error} onRetry={run} /> : null}
      </Form>
    </Dialog>
  );
}
