import { useState } from 'react';
import { v7 as newId } from 'uuid';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { usePictureUrl } from '../signing/picture-url.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';

interface SealDialogProps {
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Puts the picture of the seal in, or another one in its place. */
export function SealDialog({ onClose, onDone }: SealDialogProps) {
  const [file, setFile] = useState<File | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [actionId] = useState(() => newId());
  const url = usePictureUrl(file);
  const problem = error?.fields.file ?? null;
  const run = async (): Promise<void> => {
    if (!file) return;
    setError(null);
    try {
      await api.signing.setSeal({ actionId, file });
      onDone();
    } catch (failure) {
      setError(toApiError(failure));
    }
  };
  return (
    <Dialog
      title="电子印章"
      onClose={onClose}
      main={{ label: '就用它', onRun: run, ...(file === null ? { blocked: '先选图片' } : {}) }}
    >
      <div className="form-column">
        <label htmlFor="seal-file">印章图样（透明底 PNG，不超过 2 MB）</label>
        <input
          id="seal-file"
          type="file"
          accept="image/png"
          aria-invalid={problem !== null}
          aria-describedby="seal-words"
          onChange={(event) => {
            setError(null);
            setFile(event.target.files?.[0] ?? null);
          }}
        />
        {url === null ? null : <img className="signing-seal" src={url} alt="要放入的印章" />}
        <p id="seal-words" className={problem === null ? 'small muted' : 'late'} role="status">
          {problem ?? '用扫描的实物印章去底色，或者印章单位给的电子图样。'}
        </p>
        {error && problem === null ? <ErrorNote error={error} onRetry={() => void run()} /> : null}
      </div>
    </Dialog>
  );
}
