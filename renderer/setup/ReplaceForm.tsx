import { Form, Input } from 'antd';
import type { CenterStatus } from '../../contract/center.ts';
import { api } from '../api/client.ts';
import type { ApiError } from '../api/errors.ts';
import { Field } from '../forms/Field.tsx';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { cityOrigin, codeCheck, enrolmentCode, originCheck, type TypedEnrolment } from '../sync/enrolment.ts';
import { syncError } from '../sync/use-sync.ts';
import { SetUpFoot } from './SetUpFoot.tsx';
import { useSentForm } from './use-sent-form.ts';

interface ReplaceFormProps {
  readonly onBegun: (status: CenterStatus, code: string) => void;
  readonly onBack: () => void;
}

function replaceError(failure: unknown): ApiError {
  const known = syncError(failure);
  if (known.code !== 'ENROLMENT_REFUSED') return known;
  const code = known.detail ?? '换机码不对、已经用过，或者过期了。请向市级管理员要一个新的换机码。';
  return { ...known, fields: { code } };
}

/** Where the city is, and the code that its operator gave for the station of the broken machine. */
export function ReplaceForm({ onBegun, onBack }: ReplaceFormProps) {
  const [form] = Form.useForm<TypedEnrolment>();
  const send = async (typed: TypedEnrolment): Promise<void> => {
    const code = enrolmentCode(typed.code);
    onBegun(await api.center.replace({ origin: cityOrigin(typed.origin), code }), code);
  };
  const { run, busy, error } = useSentForm(form, send, replaceError);
  useActionKeys([
    { combo: 'Ctrl+Enter', label: '开始取回', run },
    { combo: 'Esc', label: '返回', run: onBack },
  ]);
  return (
    <main className="set-up">
      <Form
        form={form}
        layout="vertical"
        className="card set-up-card"
        initialValues={{ origin: '', code: '' }}
        scrollToFirstError={{ focus: true }}
      >
        <div>
          <h1>替换坏掉的电脑</h1>
          <p className="muted">
            原来的电脑坏了，用这台接替它：设置、人员、案件都从市平台取回，接着办。原来的电脑从此不能再同步；它没有上传的，取不回来。
          </p>
        </div>
        <EnterToNext>
          <section aria-label="市平台" className="set-up-part">
            <Field
              name="origin"
              label="市平台地址"
              className="set-up-two"
              check={originCheck}
              hint="不写 https:// 也可以"
            >
              <Input autoFocus autoComplete="off" spellCheck={false} maxLength={200} />
            </Field>
            <Field
              name="code"
              label="换机码"
              className="set-up-two"
              check={codeCheck}
              hint="向市级管理员要，设好密码之前请留着"
            >
              <Input autoComplete="off" spellCheck={false} maxLength={80} />
            </Field>
          </section>
        </EnterToNext>
        {error ? <ErrorNote error={error} onRetry={run} /> : null}
        <SetUpFoot label="开始取回" busy={busy} run={run} onBack={onBack} />
      </Form>
    </main>
  );
}
