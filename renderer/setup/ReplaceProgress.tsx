import { Button, Progress } from 'antd';
import type { Replacement } from '../../contract/center.ts';
import { api } from '../api/client.ts';
import { useRunOnce } from '../frame/run-once.ts';
import { Key } from '../keyboard/Key.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { Note } from '../status/Note.tsx';
import { SetUpFoot } from './SetUpFoot.tsx';

interface ReplaceProgressProps {
  readonly replacement: Replacement;
  readonly onOtherCode: () => void;
}

/** How much came back. It goes on by itself, also after a restart. */
export function ReplaceProgress({ replacement, onOtherCode }: ReplaceProgressProps) {
  const { station, done, total, failure, running } = replacement;
  const { run, busy } = useRunOnce(async () => {
    await api.center.retryReplacement();
  });
  useActionKeys([
    { combo: 'Ctrl+Enter', label: '马上再取', run },
    { combo: 'Alt+O', label: '换一个换机码', run: onOtherCode },
  ]);
  const percent = total === 0 ? 0 : Math.floor((done / total) * 100);
  return (
    <main className="set-up">
      <section className="card set-up-card" aria-label="正在取回">
        <div>
          <h1>正在取回“{station}”的数据</h1>
          <p className="muted">断了线、关了机都不要紧，再打开会从断的地方接着取。取完以后设密码，就能登录。</p>
        </div>
        <Progress percent={percent} aria-label="取回的进度" status="normal" />
        <p aria-live="polite">
          {total === 0
            ? '正在联系市平台。'
            : `已取回 ${done.toLocaleString('zh-CN')} 条，共 ${total.toLocaleString('zh-CN')} 条。`}
        </p>
        {failure !== null && !running ? (
          <Note look="warn" title="没有取完，过一会儿会自动再试" live>
            <p>{failure}</p>
          </Note>
        ) : null}
        <SetUpFoot label="马上再取" busy={busy} run={run}>
          <Button onClick={onOtherCode} aria-keyshortcuts="Alt+O">
            换一个换机码 <Key combo="Alt+O" />
          </Button>
        </SetUpFoot>
      </section>
    </main>
  );
}
