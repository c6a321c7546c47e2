import { Form, Input } from 'antd';
import { useEffect, useState } from 'react';
import { bringInSchema, type MovePreview } from '../../contract/moving.ts';
import { api } from '../api/client.ts';
import { zodCheck } from '../forms/checks.ts';
import { Field } from '../forms/Field.tsx';
import { Restarting } from '../frame/Restarting.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { RecoveryInput } from '../keys/RecoveryInput.tsx';
import { SetUpFoot } from '../setup/SetUpFoot.tsx';
import { useSentForm } from '../setup/use-sent-form.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Note } from '../status/Note.tsx';
import { previewRows } from './move-words.ts';
import '../setup/set-up.css';
import '../keys/keys.css';
import '../backups/backups.css';
import './moving.css';

/** On the new PC, before anything was done there: where the package lies, what it holds, and the word that opens it. */
export function MoveInPage({ onBack }: { readonly onBack: () => void }) {
  const [found, setFound] = useState<{ readonly folder: string; readonly preview: MovePreview } | null>(null);
  useEffect(() => {
    document.title = '从旧电脑搬来 - 枫桥工作台';
  }, []);
  if (found) return <Preview {...found} onBack={() => setFound(null)} />;
  return <FolderForm onFound={(folder, preview) => setFound({ folder, preview })} onBack={onBack} />;
}

interface FolderFormProps {
  readonly onFound: (folder: string, preview: MovePreview) => void;
  readonly onBack: () => void;
}

function FolderForm({ onFound, onBack }: FolderFormProps) {
  const [form] = Form.useForm<{ folder: string }>();
  const { run, busy, error } = useSentForm(form, async ({ folder }) =>
    onFound(folder, await api.moving.look({ folder })),
  );
  useActionKeys([
    { combo: 'Ctrl+Enter', label: '看搬家包', run },
    { combo: 'Esc', label: '返回', run: onBack },
  ]);
  return (
    <main className="set-up">
      <Form form={form} layout="vertical" className="card set-up-card move-card" initialValues={{ folder: '' }}>
        <div>
          <h1>从旧电脑搬来</h1>
          <p className="muted">
            先在旧电脑的“设置 · 备份”里按“搬到新电脑”，做好搬家包。再把 U 盘插到这台，或者连上同一个共享。
          </p>
        </div>
        <Field
          name="folder"
          label="搬家包所在的文件夹"
          check={zodCheck(bringInSchema.shape.folder)}
          hint="完整路径，例如 E:\；同一只 U 盘上有几个，取最新的"
        >
          <Input autoFocus autoComplete="off" spellCheck={false} maxLength={500} onPressEnter={run} />
        </Field>
        {error ? <ErrorNote error={error} onRetry={run} /> : null}
        <SetUpFoot label="看搬家包" busy={busy} run={run} onBack={onBack} />
      </Form>
    </main>
  );
}

interface PreviewProps {
  readonly folder: string;
  readonly preview: MovePreview;
  readonly onBack: () => void;
}

function Preview({ folder, preview, onBack }: PreviewProps) {
  const [form] = Form.useForm<{ secret: string }>();
  const [isIn, setIn] = useState(false);
  const { run, busy, error } = useSentForm(form, async ({ secret }) => {
    if (preview.used) return;
    await api.moving.bringIn({ folder, secret });
    setIn(true);
  });
  useActionKeys([
    { combo: 'Ctrl+Enter', label: '搬进来', run },
    { combo: 'Esc', label: '返回', run: onBack },
  ]);
  return (
    <main className="set-up">
      <Form form={form} layout="vertical" className="card set-up-card move-card" initialValues={{ secret: '' }}>
        <h1>{preview.centerName}的搬家包</h1>
        <dl className="backup-preview">
          {previewRows(preview).map(([term, words]) => (
            <div key={term} className="move-row">
              <dt>{term}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
        {preview.used ? (
          <Note look="warn" title={`已经在“${preview.used.by}”上用过，不能再用`} live>
            <p>请在旧电脑上撤销，重新做一个搬家包。</p>
          </Note>
        ) : (
          <Field
            name="secret"
            label="搬家口令（或恢复密钥）"
            check={zodCheck(bringInSchema.shape.secret)}
            hint="做搬家包时抄下的 4 组字符；不分大小写，横线可以不打。口令找不到，用 8 组的恢复密钥"
          >
            <RecoveryInput onPressEnter={run} />
          </Field>
        )}
        {error ? <ErrorNote error={error} onRetry={run} /> : null}
        <p className="small muted">
          搬进来以后，账号和密码照旧。备份位置、扫描文件夹、局域网窗口是每台电脑自己的，请系统管理员重新设。
        </p>
        <SetUpFoot label="搬进来" busy={busy} run={run} onBack={onBack} />
      </Form>
      {isIn ? <Restarting title="正在搬进来" label="数据检查过了，正在换上，完成后请登录" /> : null}
    </main>
  );
}
