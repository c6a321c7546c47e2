import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useEffect, useState } from 'react';
import { type CenterStatus, type SetUp, setUpSchema, usualKeepers } from '../../contract/center.ts';
import { passwordRulesInWords } from '../../domain/access/passwords.ts';
import { api, queries } from '../api/client.ts';
import { toApiError } from '../api/errors.ts';
import { CodeSelect } from '../forms/CodeSelect.tsx';
import { type FindProblem, zodCheck } from '../forms/checks.ts';
import { Field } from '../forms/Field.tsx';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { Key } from '../keyboard/Key.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { againCheck, initialPasswordRules, newPasswordCheck } from '../sessions/new-password.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { SetUpFoot } from './SetUpFoot.tsx';
import { type SetUpSuggestions, suggestFrom } from './suggestions.ts';
import { useSentForm } from './use-sent-form.ts';
import './set-up.css';

interface SetUpForm extends SetUp {
  readonly again: string;
}

interface SetUpPageProps {
  /** Called with the center as it is now and the account of its first administrator. */
  readonly onDone: (status: CenterStatus, account: string) => void;
  /** The other ways: this machine takes a broken one's place (SYNC-14), or the center moves in from its old PC. */
  readonly onOther: (way: 'replace' | 'move') => void;
}

type Suggested = keyof SetUpSuggestions;
const suggestedNames: readonly Suggested[] = ['centerName', 'centerShortName', 'committeeName', 'committeeShortName'];

const fields = setUpSchema.shape;
const administrator = fields.administrator.shape;
const empty: Partial<SetUpForm> = {
  centerName: '',
  centerShortName: '',
  committeeName: '',
  committeeShortName: '',
  phone: '',
  address: '',
  administrator: { name: '', account: '', phone: '', password: '' },
};
const areaCheck: FindProblem = (value) => (value ? null : '请选择所在区县');

/** The focus may already stand in a field that was filled in under it: typing replaces the proposal as in the others. */
function selectFocused(): void {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement && field.type === 'text') field.select();
}

/** The first start of a new center: which center, which committee, who looks after it. */
export function SetUpPage({ onDone, onOther }: SetUpPageProps) {
  const [form] = Form.useForm<SetUpForm>();
  const [filledIn, setFilledIn] = useState<ReadonlySet<Suggested>>(new Set());
  const areas = useQuery({ ...queries.center.areas.queryOptions(), staleTime: Number.POSITIVE_INFINITY });

  useEffect(() => {
    document.title = '建立中心 - 枫桥工作台';
  }, []);

  const suggest = (code: string | null): void => {
    const area = areas.data?.find((each) => each.code === code);
    if (!area) return;
    const suggestions = suggestFrom(area);
    const open = suggestedNames.filter((name) => filledIn.has(name) || !form.getFieldValue(name));
    form.setFields(open.map((name) => ({ name, value: suggestions[name], errors: [] })));
    setFilledIn(new Set(open));
    requestAnimationFrame(selectFocused);
  };

  const passwordCheck = newPasswordCheck(initialPasswordRules, () => form.getFieldValue('administrator') ?? {});
  const { run, busy, error } = useSentForm(form, async ({ again: _, ...input }) => {
    onDone(await api.center.setUp(input), input.administrator.account);
  });
  const onMove = (): void => onOther('move');
  const onReplace = (): void => onOther('replace');
  useActionKeys([
    { combo: 'Ctrl+Enter', label: '建立中心', run },
    { combo: 'Alt+B', label: '从旧电脑搬来', run: onMove },
    { combo: 'Alt+R', label: '替换坏掉的电脑', run: onReplace },
  ]);

  const typed = (changed: object): void => {
    const names = suggestedNames.filter((name) => name in changed);
    if (names.some((name) => filledIn.has(name))) {
      setFilledIn(new Set([...filledIn].filter((name) => !names.includes(name))));
    }
  };

  return (
    <main className="set-up">
      <Form
        form={form}
        layout="vertical"
        className="card set-up-card"
        initialValues={empty}
        onValuesChange={typed}
        scrollToFirstError={{ focus: true }}
      >
        <div>
          <h1>建立中心</h1>
          <p className="muted">第一次启动，填三样：哪个中心、哪个调解委员会、谁是主任。名称以后在“设置”里还能改。</p>
        </div>
        {areas.error ? <ErrorNote error={toApiError(areas.error)} onRetry={() => void areas.refetch()} /> : null}
        <EnterToNext>
          <section aria-label="中心" className="set-up-part">
            <h2>中心</h2>
            <Field name="areaCode" label="所在区县" check={areaCheck} hint="打汉字或拼音首字母，如 js">
              <CodeSelect autoFocus choices={areas.data ?? []} onChange={suggest} />
            </Field>
            <Field
              name="centerName"
              label="中心全称"
              className="set-up-two"
              check={zodCheck(fields.centerName)}
              filledIn={filledIn.has('centerName')}
            >
              <Input autoComplete="off" maxLength={60} />
            </Field>
            <Field
              name="centerShortName"
              label="案号里的简称"
              check={zodCheck(fields.centerShortName)}
              filledIn={filledIn.has('centerShortName')}
              hint="如“金”：金矛调〔2026〕1"
            >
              <Input autoComplete="off" maxLength={8} />
            </Field>
            <Field name="phone" label="电话" optional hint="印在回执上" check={zodCheck(fields.phone)}>
              <Input autoComplete="off" inputMode="tel" maxLength={30} />
            </Field>
            <Field
              name="address"
              label="地址"
              optional
              hint="印在回执上"
              className="set-up-wide"
              check={zodCheck(fields.address)}
            >
              <Input autoComplete="off" maxLength={200} />
            </Field>
          </section>
          <section aria-label="人民调解委员会" className="set-up-part">
            <h2>人民调解委员会</h2>
            <Field
              name="committeeName"
              label="全称（印章上的名称）"
              className="set-up-wide"
              check={zodCheck(fields.committeeName)}
              filledIn={filledIn.has('committeeName')}
            >
              <Input autoComplete="off" maxLength={60} />
            </Field>
            <Field
              name="committeeShortName"
              label="文书编号里的简称"
              check={zodCheck(fields.committeeShortName)}
              filledIn={filledIn.has('committeeShortName')}
            >
              <Input autoComplete="off" maxLength={8} />
            </Field>
          </section>
          <section aria-label="主任" className="set-up-part">
            <h2>
              主任<span className="small muted">第一个办案的账号</span>
            </h2>
            <Field name={['administrator', 'name']} label="姓名" check={zodCheck(administrator.name)}>
              <Input autoComplete="off" maxLength={50} />
            </Field>
            <Field
              name={['administrator', 'account']}
              label="账号"
              check={zodCheck(administrator.account)}
              hint="小写字母开头，如 chenjing"
            >
              <Input autoComplete="off" spellCheck={false} maxLength={32} />
            </Field>
            <Field
              name={['administrator', 'password']}
              label="密码"
              check={passwordCheck}
              hint={passwordRulesInWords(initialPasswordRules)}
            >
              <Input.Password autoComplete="new-password" maxLength={256} />
            </Field>
            <Field
              name="again"
              label="密码再输一遍"
              dependencies={[['administrator', 'password']]}
              check={againCheck(() => form.getFieldValue(['administrator', 'password']))}
            >
              <Input.Password autoComplete="new-password" maxLength={256} />
            </Field>
            <Field
              name={['administrator', 'phone']}
              label="本人电话"
              optional
              className="set-up-two"
              hint="主任自己调解时，记作化解责任人的联系方式"
              check={zodCheck(administrator.phone)}
            >
              <Input autoComplete="off" inputMode="tel" maxLength={30} />
            </Field>
            <p className="set-up-wide small muted">
              同时建好三个管理账号：{usualKeepers.it.account}（系统管理员，建账号、改设置）、
              {usualKeepers.security.account}（安全保密管理员，授予岗位、重设密码）、{usualKeepers.auditor.account}
              （安全审计员，看日志）。初始密码和上面的一样，请各自登录后马上改。三员分立：这三个账号都不办案，也不能合并。
            </p>
          </section>
        </EnterToNext>
        {error ? <ErrorNote error={error} onRetry={run} /> : null}
        <SetUpFoot label="建立中心" busy={busy} run={run}>
          <span className="small muted">
            <Key combo="Enter" /> 下一项
          </span>
          <Button className="set-up-other" onClick={onMove} aria-keyshortcuts="Alt+B">
            从旧电脑搬来 <Key combo="Alt+B" />
          </Button>
          <Button className="set-up-next" onClick={onReplace} aria-keyshortcuts="Alt+R">
            替换坏掉的电脑 <Key combo="Alt+R" />
          </Button>
        </SetUpFoot>
      </Form>
    </main>
  );
}
