import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { packSchema } from '../../contract/moving.ts';
import { api, queries } from '../api/client.ts';
import { toApiError } from '../api/errors.ts';
import { zodCheck } from '../forms/checks.ts';
import { Field } from '../forms/Field.tsx';
import { Dialog } from '../frame/Dialog.tsx';
import { Restarting } from '../frame/Restarting.tsx';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { useSentForm } from '../setup/use-sent-form.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import '../keys/keys.css';
import './moving.css';

interface Typed {
  readonly target: string;
  readonly lastGroup: string;
}

/** On the old PC: the word is copied by hand, the package goes to a stick or a share, and this PC then stands still. */
export function MoveOutDialog({ onClose }: { readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>();
  const [packed, setPacked] = useState(false);
  // Each opening is another word; the one before opens nothing.
  const word = useQuery({
    ...queries.moving.word.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const { run, busy, error } = useSentForm(form, async (typed) => {
    await api.moving.pack(typed);
    setPacked(true);
  });
  if (packed) return <Restarting title="搬家包做好了" label="这台正在停用" />;
  const blocked = busy ? '正在做搬家包，请不要拔 U 盘' : word.data ? undefined : '正在生成口令';
  return (
    <Dialog
      title="搬到新电脑"
      width={720}
      onClose={onClose}
      main={{ label: '做搬家包，停用这台', onRun: run, ...(blocked === undefined ? {} : { blocked }) }}
    >
      <Form form={form} layout="vertical" className="form-column" initialValues={{ target: '', lastGroup: '' }}>
        <ol className="move-steps">
          <li>先让大家把手上的存好。案件、附件、账号和密码、设置、密钥都进搬家包；还没有上传的步骤也在里面。</li>
          <li>做好以后，这台就停用：只显示“已搬到新电脑”，不能再写。没做成的话，这台照常使用。</li>
          <li>新电脑上装好程序，第一次启动时按“从旧电脑搬来”（Alt+B），填同一个文件夹和下面的口令。</li>
        </ol>
        {word.error ? (
          <ErrorNote error={toApiError(word.error)} onRetry={() => void word.refetch()} />
        ) : word.data ? (
          <section className="recovery-sheet" aria-label="要抄下的口令">
            <p className="small">
              搬家口令，只显示这一次，只用这一次。请抄在纸上，和 U 盘分开放；抄错了会说错在第几组。
            </p>
            <div className="recovery-text" role="img" aria-label={word.data.word}>
              {word.data.word.split('-').map((group, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be alike, and none ever moves
                <span key={place}>{group}</span>
              ))}
            </div>
          </section>
        ) : (
          <Waiting label="正在生成口令" />
        )}
        <EnterToNext>
          <Field
            name="target"
            label="搬家包放在哪个文件夹"
            check={zodCheck(packSchema.shape.target)}
            hint="U 盘或者共享上的完整路径，例如 E:\ 或 \\服务器\搬家；要比数据大一倍"
          >
            <Input autoFocus autoComplete="off" spellCheck={false} maxLength={500} />
          </Field>
          <Field name="lastGroup" label="抄好以后，照纸上把最后一组输一遍" check={zodCheck(packSchema.shape.lastGroup)}>
            <Input autoComplete="off" spellCheck={false} maxLength={20} className="recovery-input" />
          </Field>
        </EnterToNext>
        {error ? <ErrorNote error={error} onRetry={run} /> : null}
      </Form>
    </Dialog>
  );
}
