import { LoadingOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { PROGRESS_AFTER_MS, QUIET_AFTER_MS, type WaitingPhase, waitingPhase } from './waiting-phase.ts';
import './notes.css';

interface WaitingProps {
  /** What is going on, in words: 正在导出. */
  readonly label: string;
  readonly done?: number;
  readonly total?: number;
  readonly onCancel?: () => void;
}

/** Mount it when the waiting begins. */
export function Waiting({ label, done, total, onCancel }: WaitingProps) {
  const [phase, setPhase] = useState<WaitingPhase>('nothing');
  useEffect(() => {
    const timers = [QUIET_AFTER_MS, PROGRESS_AFTER_MS].map((ms) => setTimeout(() => setPhase(waitingPhase(ms)), ms));
    return () => timers.forEach(clearTimeout);
  }, []);

  return (
    <div className="waiting" role="status">
      {phase === 'nothing' ? null : <LoadingOutlined aria-hidden="true" />}
      {phase === 'progress' ? <WaitingProgress label={label} done={done} total={total} onCancel={onCancel} /> : null}
    </div>
  );
}

interface WaitingProgressProps {
  readonly label: string;
  readonly done: number | undefined;
  readonly total: number | undefined;
  readonly onCancel: (() => void) | undefined;
}

function WaitingProgress({ label, done, total, onCancel }: WaitingProgressProps) {
  const counted = done !== undefined && total !== undefined && total > 0;
  return (
    <>
      {label}
      {counted ? (
        <>
          <Progress
            className="waiting-progress"
            percent={Math.floor((done / total) * 100)}
            size="small"
            aria-label={label}
          />
          {done.toLocaleString('zh-CN')} / {total.toLocaleString('zh-CN')}
        </>
      ) : null}
      {onCancel ? (
        <Button size="small" onClick={onCancel}>
          取消
        </Button>
      ) : null}
    </>
  );
}
