import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useEffect, useState } from 'react';
import { type MovedAway, UNDO_WORD, undoMoveSchema } from '../../contract/moving.ts';
import { api, queries } from '../api/client.ts';
import { momentWords } from '../backups/backup-notes.ts';
import { zodCheck } from '../forms/checks.ts';
import { Field } from '../forms/Field.tsx';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { RecoveryInput } from '../keys/RecoveryInput.tsx';
import { SetUpFoot } from '../setup/SetUpFoot.tsx';
import { useSentForm } from '../setup/use-sent-form.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Note } from '../status/Note.tsx';
import { Waiting } from '../status/Waiting.tsx';
import '../setup/set-up.css';
import '../keys/keys.css';
import './moving.css';

const ASK_EVERY_MS = 500;
const fields = undoMoveSchema.shape;

/** The center has moved away from this PC: where to, and the one way back. Nothing is written here. */
export function MovedPage({ moved }: { readonly moved: MovedAway }) {
  const [undone, setUndone] = useState<{ readonly voided: boolean } | null>(null);
  const [form] = Form.useForm<{ secret: string; typed: typeof UNDO_WORD }>();
  const { run, busy, error } = useSentForm(form, async (typed) => setUndone(await api.moving.undo(typed)));
  useActionKeys([{ combo: 'Ctrl+Enter', label: '撤销搬家', run }]);
  // Whoever shows this page hears that the center is back.
  useQuery({
    ...queries.center.status.queryOptions(),
    enabled: undone !== null,
    refetchInterval: ASK_EVERY_MS,
  });
  useEffect(() => {
    document.title = '已搬到新电脑 - 枫桥工作台';
  }, []);

  if (undone)
    return (
      <main className="set-up">
        <Waiting
          label={
            undone.voided
              ? '已撤销，搬家包已作废，正在打开数据'
              : '已撤销，正在打开数据。搬家包不在，没能作废：请找到它删掉，不要再用'
          }
        />
      </main>
    );
  return (
    <main className="set-up">
      <Form
        form={form}
        layout="vertical"
        className="card set-up-card move-card"
        initialValues={{ secret: '', typed: '' }}
        scrollToFirstError={{ focus: true }}
      >
        <div>
          <h1>{moved.centerName}已搬到新电脑</h1>
          <p>{momentWords(moved.movedAt)} 做了搬家包，这台从此停用：不能登录，不再写入，也不再同步。请到新电脑上办。</p>
        </div>
        {moved.unfinished ? (
          <Note look="warn" title="搬家包没有做完" live>
            <p>最后一步没有写成，新电脑用不了它。请在下面撤销，换一只 U 盘重新做一个。</p>
          </Note>
        ) : (
          <ol className="move-steps">
            <li>
              搬家包在 <span className="scan-folder">{moved.folder}</span>
            </li>
            <li>新电脑第一次启动时，按“从旧电脑搬来”（Alt+B），填这个文件夹和抄下的口令。</li>
            <li>新电脑上看过案件都在，再处理这台。数据都还在这台上，没有删。</li>
          </ol>
        )}
        <section aria-label="撤销搬家" className="set-up-part">
          <h2>
            撤销搬家<span className="small muted">新电脑没有搬成，还用这台</span>
          </h2>
          <p className="set-up-all small muted">
            新电脑已经搬进去、办过事的，不要撤销：两台同时用，市平台只认一台，另一台办的要人来核对（SYNC-14）。
          </p>
          <EnterToNext>
            <Field
              name="secret"
              label="搬家口令（或恢复密钥）"
              className="set-up-two"
              check={zodCheck(fields.secret)}
              hint="4 组的口令，或者 8 组的恢复密钥"
            >
              <RecoveryInput />
            </Field>
            <Field
              name="typed"
              label={`看过了，请输入“${UNDO_WORD}”`}
              className="set-up-two"
              check={zodCheck(fields.typed)}
            >
              <Input autoComplete="off" maxLength={10} />
            </Field>
          </EnterToNext>
        </section>
        {error ? <ErrorNote error={error} onRetry={run} /> : null}
        <SetUpFoot label="撤销搬家" busy={busy} run={run}>
          <span />
        </SetUpFoot>
      </Form>
    </main>
  );
}
