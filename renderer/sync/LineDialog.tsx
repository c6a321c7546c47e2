import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Radio } from 'antd';
import { useRef, useState } from 'react';
import type { LineStep, LineView } from '../../contract/sync-line.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { api, queries } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { Field } from '../forms/Field.tsx';
import { showServerProblems } from '../forms/server-problems.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { useRunOnce } from '../frame/run-once.ts';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { Key } from '../keyboard/Key.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { LineSteps } from './LineSteps.tsx';
import {
  addressCheck,
  fieldsOfForm,
  limitCheck,
  lineInput,
  periodCheck,
  type TypedLine,
  typedLine,
} from './line-form.ts';
import { syncError } from './use-sync.ts';

interface LineDialogProps {
  /** What was typed as the city's address before the center has enrolled; null where it has. */
  readonly origin: string | null;
  readonly onClose: () => void;
}

/** 联网设置: how the center reaches the city, with a try before it is saved. For IT. */
export function LineDialog(props: LineDialogProps) {
  const query = useQuery({ ...queries.sync.line.settings.queryOptions(), refetchOnMount: 'always', gcTime: 0 });
  if (query.data) return <LineForm {...props} view={query.data} />;
  return (
    <Dialog title="联网设置" width={860} onClose={props.onClose}>
      {query.error ? (
        <ErrorNote error={toApiError(query.error)} onRetry={() => void query.refetch()} />
      ) : (
        <Waiting label="正在读取设置" />
      )}
    </Dialog>
  );
}

function LineForm({ origin, onClose, view }: LineDialogProps & { readonly view: LineView }) {
  const [form] = Form.useForm<TypedLine>();
  const client = useQueryClient();
  const [error, setError] = useState<ApiError | null>(null);
  const [steps, setSteps] = useState<readonly LineStep[] | null>(null);
  const proxied = Form.useWatch('through', form) ?? (view.proxy ? 'proxy' : 'direct');

  const typed = async (): Promise<TypedLine | null> => {
    setError(null);
    setSteps(null);
    try {
      await form.validateFields();
      return { ...typedLine(view), ...form.getFieldsValue(true) };
    } catch {
      const [first] = form.getFieldsError().filter(({ errors }) => errors.length > 0);
      if (first) form.focusField(first.name);
      return null;
    }
  };
  const tell = (failure: unknown): void => {
    const known = syncError(failure);
    if (!showServerProblems(form, fieldsOfForm(known.fields))) setError(known);
  };
  const save = async (): Promise<void> => {
    const values = await typed();
    if (!values) return;
    try {
      await api.sync.line.change(lineInput(values));
    } catch (failure) {
      return tell(failure);
    }
    await client.invalidateQueries({ queryKey: queries.sync.key() });
    onClose();
  };
  const tryLine = useRunOnce(async () => {
    const values = await typed();
    if (!values) return;
    try {
      setSteps(await api.sync.line.check({ line: lineInput(values), origin }));
    } catch (failure) {
      tell(failure);
    }
  });

  return (
    <Dialog title="联网设置" width={860} onClose={onClose} main={{ label: '保存', onRun: save }}>
      <Form form={form} layout="vertical" initialValues={typedLine(view)} className="sync-line">
        <EnterToNext>
          <div className="form-column">
            <Field name="through" label="怎样到市平台">
              <Radio.Group className="choice-group" aria-label="怎样到市平台">
                <Radio value="direct" data-dialog-first="">
                  直接连
                </Radio>
                <Radio value="proxy">经过代理</Radio>
              </Radio.Group>
            </Field>
            {proxied === 'proxy' ? <ProxyFields hasPassword={view.proxy?.hasPassword ?? false} /> : null}
          </div>
          <div className="form-column">
            <AuthoritiesField view={view} onTake={(text) => form.setFieldValue('authorities', text)} />
            <div className="sync-line-pair">
              <Field name="limit" label="限速（KiB/秒）" check={limitCheck} hint="上传、取回各算；0 为不限">
                <Input inputMode="numeric" autoComplete="off" maxLength={9} />
              </Field>
              <Field name="period" label="间隔（分钟）" check={periodCheck} hint="急的办完就传，不等间隔">
                <Input inputMode="numeric" autoComplete="off" maxLength={6} />
              </Field>
            </div>
          </div>
        </EnterToNext>
      </Form>
      <TryBar run={tryLine.run} busy={tryLine.busy} />
      {steps ? <LineSteps steps={steps} /> : null}
      {error ? <ErrorNote error={error} onRetry={() => void save()} /> : null}
    </Dialog>
  );
}

function ProxyFields({ hasPassword }: { readonly hasPassword: boolean }) {
  return (
    <>
      <Field name="address" label="代理地址" check={addressCheck} hint="如 10.1.2.3:8080；不写 http:// 也可以">
        <Input autoComplete="off" spellCheck={false} maxLength={200} />
      </Field>
      <Field name="user" label="代理账号" optional>
        <Input autoComplete="off" spellCheck={false} maxLength={200} />
      </Field>
      <Field
        name="password"
        label="代理密码"
        optional
        hint={hasPassword ? '已经存过一个；不改就空着' : '只存在本中心的数据文件夹里，不再显示'}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Field>
    </>
  );
}

interface AuthoritiesFieldProps {
  readonly view: LineView;
  readonly onTake: (pem: string) => void;
}

function AuthoritiesField({ view, onTake }: AuthoritiesFieldProps) {
  const picker = useRef<HTMLInputElement>(null);
  const names = view.trusted.map(({ subject, validTo }) => `${subject}，${plainDateAt(validTo)} 到期`);
  return (
    <div className="sync-line-authorities">
      <Field
        name="authorities"
        label="私有 CA 证书（PEM）"
        optional
        hint={names.length > 0 ? `现在信任：${names.join('；')}` : '市平台用公网证书的，空着'}
      >
        <Input.TextArea rows={4} spellCheck={false} autoComplete="off" className="sync-line-pem" />
      </Field>
      <Button onClick={() => picker.current?.click()}>选证书文件…</Button>
      <input
        ref={picker}
        type="file"
        className="unseen"
        tabIndex={-1}
        accept=".pem,.crt,.cer"
        aria-label="证书文件"
        onChange={async (event) => {
          const [file] = event.target.files ?? [];
          if (file) onTake(await file.text());
          event.target.value = '';
        }}
      />
    </div>
  );
}

function TryBar({ run, busy }: { readonly run: () => void; readonly busy: boolean }) {
  useActionKeys([{ combo: 'Alt+T', label: '试连接', run }]);
  return (
    <p className="sync-line-try">
      <Button onClick={run} loading={busy} aria-keyshortcuts="Alt+T">
        试连接 <Key combo="Alt+T" />
      </Button>
      <span className="muted">按上面填的试一遍，不保存，也不传任何内容</span>
    </p>
  );
}
