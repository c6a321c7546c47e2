import { App, Form, Input } from 'antd';
import { useState } from 'react';
import type { SyncOverview } from '../../contract/sync-page.ts';
import { api } from '../api/client.ts';
import type { ApiError } from '../api/errors.ts';
import { Field } from '../forms/Field.tsx';
import { showServerProblems } from '../forms/server-problems.ts';
import { Screen } from '../frame/Screen.tsx';
import { useRemembered } from '../frame/screen-memory.tsx';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Note } from '../status/Note.tsx';
import { cityOrigin, codeCheck, enrolmentCode, originCheck, type TypedEnrolment } from './enrolment.ts';
import { LineDialog } from './LineDialog.tsx';
import { StatementCard } from './StatementCard.tsx';
import { syncError } from './use-sync.ts';

export const back = { to: '/', label: '返回，不丢' };

interface EnrolScreenProps {
  readonly overview: SyncOverview;
  readonly now: number;
  /** Enrolling is for IT; others read who does it. */
  readonly isIt: boolean;
  readonly onEnrolled: (overview: SyncOverview) => void;
}

/** Before the center has enrolled: what that is, and the two things that it takes (SYNC-14). */
export function EnrolScreen({ overview, now, isIt, onEnrolled }: EnrolScreenProps) {
  const { message } = App.useApp();
  const [form] = Form.useForm<TypedEnrolment>();
  const [typed, remember] = useRemembered<TypedEnrolment>('sync.enrolment', { origin: '', code: '' });
  const [error, setError] = useState<ApiError | null>(null);
  const [settingLine, setSettingLine] = useState(false);

  const enrol = async (): Promise<void> => {
    setError(null);
    const values = await form.validateFields().catch(() => null);
    if (!values) {
      const [first] = form.getFieldsError().filter(({ errors }) => errors.length > 0);
      if (first) form.focusField(first.name);
      return;
    }
    try {
      const enrolled = await api.sync.enrol({ origin: cityOrigin(values.origin), code: enrolmentCode(values.code) });
      remember({ origin: '', code: '' });
      void message.success(`已接入市平台，本站叫“${enrolled.city?.name ?? ''}”`);
      onEnrolled(enrolled);
    } catch (failure) {
      const known = syncError(failure);
      const fields = known.code === 'ENROLMENT_REFUSED' ? { code: known.detail ?? known.message } : known.fields;
      if (!showServerProblems(form, fields)) setError(known);
    }
  };

  return (
    <Screen
      title="数据同步"
      className="sync-empty"
      back={back}
      {...(isIt
        ? {
            main: { label: '接入', onRun: enrol },
            secondary: [{ label: '联网设置', combo: 'Alt+L', onRun: () => setSettingLine(true) }],
          }
        : {})}
    >
      <StatementCard overview={overview} now={now} />
      <section className="card sync-card sync-teach" aria-label="接入是什么">
        <h2>接入以后</h2>
        <ul>
          <li>本中心办的案件自动上传到市平台，市里和别的中心办的自动取回。</li>
          <li>断网几天、几周也照常办，连上就接着传，不会丢，也不会重复。</li>
          <li>接入前已经办的，也会全部上传。</li>
        </ul>
        <h2>要准备两样</h2>
        <ul>
          <li>
            <b>市平台地址</b>：由市级管理员告诉您。
          </li>
          <li>
            <b>接入码</b>：向市级管理员要，只能用一次。一个中心接入一次就够，别的电脑不用再接。
          </li>
        </ul>
      </section>
      {isIt ? (
        <section className="card sync-card" aria-label="接入市平台">
          <h2>接入市平台</h2>
          <Form
            form={form}
            layout="vertical"
            className="form-column sync-enrol"
            initialValues={typed}
            onValuesChange={(_, values) => remember(values)}
          >
            <EnterToNext>
              <Field name="origin" label="市平台地址" check={originCheck} hint="不写 https:// 也可以">
                <Input autoFocus autoComplete="off" spellCheck={false} maxLength={200} />
              </Field>
              <Field name="code" label="接入码" check={codeCheck} hint="大小写、空格都不要紧">
                <Input autoComplete="off" spellCheck={false} maxLength={80} />
              </Field>
            </EnterToNext>
          </Form>
          {error ? <ErrorNote error={error} onRetry={() => void enrol()} /> : null}
        </section>
      ) : (
        <Note look="info" title="接入由系统管理员办理：请他用自己的账号登录，在“数据同步”里填地址和接入码。" />
      )}
      {settingLine ? (
        <LineDialog
          origin={originCheck(typed.origin) === null ? cityOrigin(typed.origin) : null}
          onClose={() => setSettingLine(false)}
        />
      ) : null}
    </Screen>
  );
}
