import { Input } from 'antd';
import { useId, useState } from 'react';
import { type ApiError, toApiError } from '../api/errors.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';

export interface FolderDialogProps {
  readonly title: string;
  /** Whose folder it is, and where. */
  readonly label: string;
  /** Stands below the field until something is wrong with it. */
  readonly hint: string;
  /** The folder that is set now. */
  readonly folder: string | null;
  /** The field under which the service says what is wrong with the folder. */
  readonly field: string;
  /** @throws what the service answers. */
  readonly onSet: (folder: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Sets a folder of the PC that the service runs on, by its whole path: a page cannot look for it there. */
export function FolderDialog({ title, label, hint, folder, field, onSet, onClose }: FolderDialogProps) {
  const id = useId();
  const [text, setText] = useState(folder ?? '');
  const [error, setError] = useState<ApiError | null>(null);
  const wanted = text.trim();
  const problem = error?.fields[field] ?? null;

  const run = async (): Promise<void> => {
    if (wanted === '') return;
    setError(null);
    try {
      await onSet(wanted);
    } catch (failure) {
      setError(toApiError(failure));
    }
  };

  return (
    <Dialog
      title={title}
      width={560}
      onClose={onClose}
      main={{ label: '就用它', onRun: run, ...(wanted === '' ? { blocked: '先填文件夹' } : {}) }}
    >
      <div className="form-column">
        <label htmlFor={id}>{label}</label>
        <Input
          id={id}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={text}
          maxLength={500}
          status={problem === null ? '' : 'error'}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-words`}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={() => void run()}
        />
        <p id={`${id}-words`} className={problem === null ? 'small muted' : 'late'} role="status">
          {problem ?? hint}
        </p>
        {error && problem === null ? <ErrorNote error={error} onRetry={() => void run()} /> : null}
      </div>
    </Dialog>
  );
}
