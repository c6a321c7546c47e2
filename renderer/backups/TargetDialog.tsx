import { Input } from 'antd';
import { useState } from 'react';
import type { BackupsView } from '../../contract/backups.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';

interface TargetDialogProps {
  readonly target: string | null;
  readonly onClose: () => void;
  readonly onDone: (view: BackupsView) => void;
}

/** Sets where the backups go. */
export function TargetDialog({ target, onClose, onDone }: TargetDialogProps) {
  const [text, setText] = useState(target ?? '');
  const [error, setError] = useState<ApiError | null>(null);
  const wanted = text.trim();
  const problem = error?.fields.target ?? null;

  const run = async (): Promise<void> => {
    if (wanted === '') return;
    setError(null);
    try {
      onDone(await api.backups.setTarget({ target: wanted }));
    } catch (failure) {
      setError(toApiError(failure));
    }
  };

  return (
    <Dialog
      title="备份位置"
      width={560}
      onClose={onClose}
      main={{ label: '就用它', onRun: run, ...(wanted === '' ? { blocked: '先填文件夹' } : {}) }}
    >
      <div className="form-column">
        <label htmlFor="backup-target">另一块磁盘、移动硬盘或者共享上的文件夹（完整路径）</label>
        <Input
          id="backup-target"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={text}
          maxLength={500}
          status={problem === null ? '' : 'error'}
          aria-invalid={problem !== null}
          aria-describedby="backup-target-words"
          onChange={(event) => setText(event.target.value)}
          onPressEnter={() => void run()}
        />
        <p id="backup-target-words" className={problem === null ? 'small muted' : 'late'} role="status">
          {problem ?? '例如 E:\\备份 或 \\\\服务器\\备份。服务所在的电脑要能一直写到它；原来位置上的备份不动。'}
        </p>
        {error && problem === null ? <ErrorNote error={error} onRetry={() => void run()} /> : null}
      </div>
    </Dialog>
  );
}
