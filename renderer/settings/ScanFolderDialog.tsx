import { Input } from 'antd';
import { useState } from 'react';
import type { ScanFolderSetting } from '../../contract/settings.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';

interface ScanFolderDialogProps {
  readonly folder: string | null;
  readonly onClose: () => void;
  readonly onDone: (setting: ScanFolderSetting) => void;
}

/** Sets the folder of scans, or another one. */
export function ScanFolderDialog({ folder, onClose, onDone }: ScanFolderDialogProps) {
  const [text, setText] = useState(folder ?? '');
  const [error, setError] = useState<ApiError | null>(null);
  const wanted = text.trim();
  const problem = error?.fields.folder ?? null;

  const run = async (): Promise<void> => {
    if (wanted === '') return;
    setError(null);
    try {
      onDone(await api.settings.setScanFolder({ folder: wanted }));
    } catch (failure) {
      setError(toApiError(failure));
    }
  };

  return (
    <Dialog
      title="扫描文件夹"
      width={560}
      onClose={onClose}
      main={{ label: '就用它', onRun: run, ...(wanted === '' ? { blocked: '先填文件夹' } : {}) }}
    >
      <div className="form-column">
        <label htmlFor="scan-folder">服务所在电脑上的文件夹（完整路径）</label>
        <Input
          id="scan-folder"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={text}
          maxLength={500}
          status={problem === null ? '' : 'error'}
          aria-invalid={problem !== null}
          aria-describedby="scan-folder-words"
          onChange={(event) => setText(event.target.value)}
          onPressEnter={() => void run()}
        />
        <p id="scan-folder-words" className={problem === null ? 'small muted' : 'late'} role="status">
          {problem ?? '和扫描仪、扫描软件里设的存放位置一样，例如 D:\\扫描。'}
        </p>
        {error && problem === null ? <ErrorNote error={error} onRetry={() => void run()} /> : null}
      </div>
    </Dialog>
  );
}
