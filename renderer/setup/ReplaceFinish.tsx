import { Button, Form, Input, Radio } from 'antd';
import type { CenterStatus, Replacement } from '../../contract/center.ts';
import { passwordRulesInWords } from '../../domain/access/passwords.ts';
import { api } from '../api/client.ts';
import type { FindProblem } from '../forms/checks.ts';
import { Field } from '../forms/Field.tsx';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { Key } from '../keyboard/Key.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { againCheck, initialPasswordRules, newPasswordCheck } from '../sessions/new-password.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Note } from '../status/Note.tsx';
import { codeCheck, enrolmentCode } from '../sync/enrolment.ts';
import { SetUpFoot } from './SetUpFoot.tsx';
import { useSentForm } from './use-sent-form.ts';

interface FinishForm {
  readonly staffId: string;
  readonly code: string;
  readonly password: string;
  readonly again: string;
}

interface ReplaceFinishProps {
  readonly replacement: Replacement;
  /** As it was typed; empty after a restart, and asked for again. */
  readonly code: string;
  readonly onDone: (status: CenterStatus, account: string) => void;
  /** Where the code was lost: the station is enrolled once more, by another. */
  readonly onOtherCode: () => void;
}

const administratorCheck: FindProblem = (value) => (value ? null : '请选一位管理员');

/** Everything is here; passwords are not, since no log has them: one administrator gets one, and gives the others theirs. */
export function ReplaceFinish({ replacement, code, onDone, onOtherCode }: ReplaceFinishProps) {
  const [form] = Form.useForm<FinishForm>();
  const { administrators, station, total } = replacement;
  const { run, busy, error } = useSentForm(form, async ({ staffId, password, code: again }) => {
    const account = administrators.find((each) => each.staffId === staffId)?.account ?? '';
    onDone(await api.center.finishReplacement({ code: enrolmentCode(code || again), staffId, password }), account);
  });
  useActionKeys([
    { combo: 'Ctrl+Enter', label: '设好密码', run },
    { combo: 'Alt+O', label: '换一个换机码', run: onOtherCode },
  ]);
  const [first] = administrators;
  return (
    <main className="set-up">
      <Form
        form={form}
        layout="vertical"
        className="card set-up-card"
        initialValues={{ staffId: first?.staffId, code: '', password: '', again: '' }}
        scrollToFirstError={{ focus: true }}
      >
        <div>
          <h1>“{station}”的数据都取回来了</h1>
          <p className="muted">
            共 {total.toLocaleString('zh-CN')}{' '}
            条。密码不上传，所以没有取回：先给一位安全保密管理员设密码，由他登录后在“设置 · 账号”里给其他人重设。
          </p>
        </div>
        {first ? null : <Note look="warn" title="没有在用的管理员账号，登录不了。请联系市级管理员。" live />}
        <EnterToNext>
          <section aria-label="谁先登录" className="set-up-part">
            <Field name="staffId" label="管理员" className="set-up-wide" check={administratorCheck}>
              <Radio.Group
                options={administrators.map(({ staffId, name, account }) => ({
                  value: staffId,
                  label: `${name}（${account}）`,
                }))}
              />
            </Field>
            {code === '' ? (
              <Field
                name="code"
                label="换机码再输一遍"
                className="set-up-two"
                check={codeCheck}
                hint="就是这次替换用的那个"
              >
                <Input autoFocus autoComplete="off" spellCheck={false} maxLength={80} />
              </Field>
            ) : null}
            <Field
              name="password"
              label="新密码"
              check={newPasswordCheck(initialPasswordRules)}
              hint={passwordRulesInWords(initialPasswordRules)}
            >
              <Input.Password autoFocus={code !== ''} autoComplete="new-password" maxLength={256} />
            </Field>
            <Field
              name="again"
              label="新密码再输一遍"
              dependencies={['password']}
              check={againCheck(() => form.getFieldValue('password'))}
            >
              <Input.Password autoComplete="new-password" maxLength={256} />
            </Field>
          </section>
        </EnterToNext>
        {error ? <ErrorNote error={error} onRetry={run} /> : null}
        <SetUpFoot label="设好密码" busy={busy} run={run}>
          <span className="small muted">
            <Key combo="Enter" /> 下一项
          </span>
          <Button onClick={onOtherCode} aria-keyshortcuts="Alt+O">
            换一个换机码 <Key combo="Alt+O" />
          </Button>
        </SetUpFoot>
      </Form>
    </main>
  );
}
