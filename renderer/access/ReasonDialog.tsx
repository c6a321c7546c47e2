import { Input, Radio } from 'antd';
import { useState } from 'react';
import { revealReason } from '../../domain/access/reveal.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';

interface ReasonDialogProps {
  readonly title: string;
  /** What follows, and what is noted. */
  readonly note: string;
  readonly reasons: readonly string[];
  readonly label: string;
  readonly onGiven: (reason: string) => Promise<void>;
  readonly onClose: () => void;
}

const OTHER = '';

/** Asks why before personal data is shown or taken: who, what and why go into the access log. */
export function ReasonDialog({ title, note, reasons, label, onGiven, onClose }: ReasonDialogProps) {
  const [chosen, setChosen] = useState<string>(reasons[0] ?? OTHER);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const give = async (): Promise<void> => {
    const reason = revealReason.safeParse(chosen === OTHER ? typed : chosen);
    if (!reason.success) return setProblem(reason.error.issues[0]?.message ?? '请写明理由');
    setProblem(null);
    await onGiven(reason.data).then(onClose, (refused: unknown) => setError(toApiError(refused)));
  };
  return (
    <Dialog title={title} width={440} onClose={onClose} main={{ label, onRun: give }}>
      <p>{note}</p>
      <Radio.Group
        aria-label="理由"
        vertical
        value={chosen}
        onChange={(event) => setChosen(String(event.target.value))}
        options={[...reasons.map((reason) => ({ value: reason, label: reason })), { value: OTHER, label: '其他' }]}
      />
      {chosen === OTHER ? (
        <Input
          aria-label="其他理由"
          placeholder="写明为什么"
          maxLength={200}
          value={typed}
          status={problem ? 'error' : ''}
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : null}
      {problem ? (
        <p className="late" role="alert">
          {problem}
        </p>
      ) : null}
      {error ? <ErrorNote error={error} /> : null}
    </Dialog>
  );
}
