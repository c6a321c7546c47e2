import { Input } from 'antd';
import { useState } from 'react';
import { v7 as newId } from 'uuid';
import { api } from '../api/client.ts';
import type { ApiError } from '../api/errors.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { syncError } from './use-sync.ts';

interface SettleDialogProps {
  /** The group as it was seen, and each of its steps in words. */
  readonly actionIds: string[];
  readonly steps: readonly string[];
  readonly onClose: () => void;
  readonly onDone: (told: string) => void | Promise<void>;
}

function useSettling(onDone: SettleDialogProps['onDone']) {
  // Made once for a dialog: a second press, or a second try after a lost answer, settles nothing twice.
  const [settlingId] = useState(() => newId());
  const [error, setError] = useState<ApiError | null>(null);
  const run = async (told: string, work: (settlingId: string) => Promise<unknown>): Promise<void> => {
    setError(null);
    try {
      await work(settlingId);
      await onDone(told);
    } catch (failure) {
      setError(syncError(failure));
    }
  };
  return { run, failure: error ? <ErrorNote error={error} /> : null };
}

function Steps({ steps }: Pick<SettleDialogProps, 'steps'>) {
  return (
    <ul>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two steps may read alike, and none moves.
        <li key={index}>{step}</li>
      ))}
    </ul>
  );
}

/** Nothing comes of a group: it cannot be undone, so it says first what will happen (SYNC-3). */
export function WithdrawDialog({ actionIds, steps, onClose, onDone }: SettleDialogProps) {
  const { run, failure } = useSettling(onDone);
  return (
    <Dialog
      title="撤回未采纳的步骤"
      width={520}
      onClose={onClose}
      closeLabel="不撤回"
      main={{
        label: `撤回这 ${actionIds.length} 步`,
        onRun: () => run(`已撤回 ${actionIds.length} 步`, (settlingId) => api.sync.withdraw({ settlingId, actionIds })),
      }}
    >
      <p>
        撤回以后，下面 {actionIds.length} 步都不再办理，以市里现在的记录为准，<b>不能再恢复</b>：
      </p>
      <Steps steps={steps} />
      <p className="muted">办过的记录仍然留着，写明“未采纳，已撤回”。</p>
      {failure}
    </Dialog>
  );
}

/** Leaves a group to the city's manager, with what is to be decided. */
export function HandToCityDialog({ actionIds, steps, onClose, onDone }: SettleDialogProps) {
  const [note, setNote] = useState('');
  const { run, failure } = useSettling(onDone);
  return (
    <Dialog
      title="交市平台处理"
      width={520}
      onClose={onClose}
      closeLabel="不交"
      main={{
        label: '交市平台处理',
        onRun: () => run('已交市平台处理', (settlingId) => api.sync.handToCity({ settlingId, actionIds, note })),
        blocked: note.trim() === '' ? '请写明要市里定什么' : undefined,
      }}
    >
      <p>下面 {actionIds.length} 步由市平台的管理员决定，本中心不用再处理，也不再等它：</p>
      <Steps steps={steps} />
      <label htmlFor="hand-to-city">要市里定什么</label>
      <Input.TextArea
        id="hand-to-city"
        rows={3}
        autoFocus
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
      {failure}
    </Dialog>
  );
}
