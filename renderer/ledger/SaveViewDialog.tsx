import { Input } from 'antd';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import type { LedgerState, LedgerView } from './ledger-state.ts';

const LONGEST = 20;

interface SaveViewDialogProps {
  readonly state: LedgerState;
  readonly views: readonly LedgerView[];
  readonly onClose: () => void;
  readonly onSaved: (viewId: string) => void;
}

/** Keeps filter, order and columns under a name. The name of a view of one's own replaces that view. */
export function SaveViewDialog({ state, views, onClose, onSaved }: SaveViewDialogProps) {
  const shown = views.find(({ id }) => id === state.viewId);
  const [name, setName] = useState(shown && !shown.builtIn ? shown.name : '');
  const [problem, setProblem] = useState<string | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const trimmed = name.trim();
  const same = views.find((view) => view.name === trimmed);
  const replaces = same && !same.builtIn ? same : undefined;

  const save = async (): Promise<void> => {
    if (trimmed === '') return setProblem('给视图起个名字');
    if (same?.builtIn) return setProblem(`“${trimmed}”是自带的视图，请换个名字`);
    const id = replaces?.id ?? crypto.randomUUID();
    const { filter, sort, columns } = state;
    try {
      await api.ledger.saveView({ id, name: trimmed, filter, sort, columns: [...columns] });
    } catch (failure) {
      setError(toApiError(failure));
      return;
    }
    onSaved(id);
  };

  return (
    <Dialog
      title="存为视图"
      width={440}
      onClose={onClose}
      main={{ label: replaces ? `更新“${replaces.name}”` : '存为视图', onRun: save }}
    >
      <div className="form-column">
        <label htmlFor="save-view-name">视图的名字</label>
        <Input
          id="save-view-name"
          autoFocus
          value={name}
          maxLength={LONGEST}
          autoComplete="off"
          status={problem === null ? '' : 'error'}
          aria-invalid={problem !== null}
          aria-describedby="save-view-note"
          onChange={(event) => {
            setName(event.target.value);
            setProblem(null);
          }}
        />
      </div>
      <p id="save-view-note" className={`small ${problem === null ? 'muted' : 'soon'}`} role="status">
        {problem ?? '筛选条件、排序和列都存下，只有您自己看得到。'}
      </p>
      {error ? <ErrorNote error={error} onRetry={() => void save()} /> : null}
    </Dialog>
  );
}
