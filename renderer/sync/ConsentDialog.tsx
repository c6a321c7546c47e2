import { useState } from 'react';
import type { SyncOverview } from '../../contract/sync-page.ts';
import { api } from '../api/client.ts';
import type { ApiError } from '../api/errors.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { syncError } from './use-sync.ts';

interface ConsentDialogProps {
  readonly onClose: () => void;
  readonly onDone: (overview: SyncOverview) => void;
}

/** A manager lets a halted pull go on (SYNC-12): it cannot be undone, so it says first what will happen. */
export function ConsentDialog({ onClose, onDone }: ConsentDialogProps) {
  const [error, setError] = useState<ApiError | null>(null);
  const run = async (): Promise<void> => {
    setError(null);
    try {
      onDone(await api.sync.consent());
    } catch (failure) {
      setError(syncError(failure));
    }
  };
  return (
    <Dialog title="允许继续取回" width={520} onClose={onClose} main={{ label: '允许继续', onRun: run }}>
      <div className="form-column">
        <p>
          市平台传来的内容会结掉、移走或删除本中心三成以上的在办案件。允许后马上照办，<b>不能撤回</b>。
        </p>
        <p>请先向市级管理员问清楚：是不是真有这么多案件办结或移交了。问不清楚就按 Esc，停着不会丢任何东西。</p>
        <p className="muted">只放行这一次，以后再遇到还会停下来问。</p>
      </div>
      {error ? <ErrorNote error={error} onRetry={() => void run()} /> : null}
    </Dialog>
  );
}
