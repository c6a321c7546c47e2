import { Input } from 'antd';
import { useState } from 'react';
import type { CaseView } from '../../../contract/cases.ts';
import type { AttachedFile } from '../../../domain/cases/state.ts';
import { Dialog } from '../../frame/Dialog.tsx';
import { ErrorNote } from '../../status/ErrorNote.tsx';
import { StaleNote } from '../case-page/forms/StaleNote.tsx';
import { useActionSubmit } from '../case-page/use-action-submit.ts';

interface RemoveFileDialogProps {
  readonly view: CaseView;
  readonly file: AttachedFile;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Takes a file off the list, with the reason (WF-35). */
export function RemoveFileDialog({ view, file, onDone, onClose }: RemoveFileDialogProps) {
  const [reason, setReason] = useState('');
  const { error, changes, submit } = useActionSubmit(view);
  const send = async (): Promise<void> => {
    const payload = { fileId: file.fileId, reason: reason.trim() };
    if (await submit({ type: 'file.removed', payload })) onDone();
  };
  return (
    <Dialog
      title={`移出材料　${file.name}`}
      onClose={onClose}
      main={{ label: '移出', onRun: send, ...(reason.trim() === '' ? { blocked: '请写理由' } : {}) }}
    >
      <div className="form-column">
        <label htmlFor="remove-reason">理由</label>
        <Input id="remove-reason" value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        <p className="muted">材料不再列出，办理经过里留下记录，文件本身不删除。</p>
        {changes.length > 0 ? <StaleNote changes={changes} /> : null}
        {error && changes.length === 0 ? <ErrorNote error={error} /> : null}
      </div>
    </Dialog>
  );
}
