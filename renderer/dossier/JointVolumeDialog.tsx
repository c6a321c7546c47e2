import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { type CaseState, partiesOf } from '../../domain/cases/state.ts';
import { partiesText } from '../../domain/cases/title.ts';
import { MAX_CASES_IN_VOLUME, volumeProblem } from '../../domain/dossier/volume.ts';
import { queries } from '../api/client.ts';
import type { ApiError } from '../api/errors.ts';
import { CaseChoice } from '../cases/case-page/forms/CaseChoice.tsx';
import { Dialog } from '../frame/Dialog.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Note } from '../status/Note.tsx';

interface JointVolumeDialogProps {
  /** The case whose dossier is open; it comes first. */
  readonly state: CaseState;
  readonly error: ApiError | null;
  /** @param caseIds in the order in which they are bound */
  readonly onSave: (caseIds: readonly string[]) => Promise<void>;
  readonly onClose: () => void;
}

const nameOf = (state: CaseState): string => `${partiesText(partiesOf(state))}　${state.caseNumber}`;

/** Several simple cases, or such with an oral agreement, in one volume (多案一卷), in the order in which they are added. */
export function JointVolumeDialog({ state, error, onSave, onClose }: JointVolumeDialogProps) {
  const [added, setAdded] = useState<readonly string[]>([]);
  const opened = useQueries({ queries: added.map((caseId) => queries.cases.get.queryOptions({ input: { caseId } })) });
  const states = [state, ...opened.flatMap(({ data }) => data?.state ?? [])];
  const caseIds = [state.id, ...added];
  const problem = volumeProblem(states);
  const isLoading = opened.some(({ isPending }) => isPending);
  const blocked = added.length === 0 ? '先加入要合订的案件' : isLoading ? '正在打开案件' : (problem ?? undefined);
  const add = (caseId: string | undefined): void => {
    if (caseId === undefined || caseIds.includes(caseId) || caseIds.length >= MAX_CASES_IN_VOLUME) return;
    setAdded([...added, caseId]);
  };
  return (
    <Dialog
      title="多案一卷"
      width={600}
      onClose={onClose}
      main={{
        label: `下载 ${caseIds.length} 案合订的归档包`,
        onRun: () => onSave(caseIds),
        ...(blocked === undefined ? {} : { blocked }),
      }}
    >
      <div className="form-column">
        <p className="muted">简单案件、口头协议案件可以几案合订一卷，按加入的先后排列，每案各有目录。</p>
        <label htmlFor="joint-volume-case">再加一个案件</label>
        <CaseChoice key={added.length} id="joint-volume-case" ownId={state.id} onChange={add} />
        <ol className="joint-volume" aria-label="合订的案件">
          <li>{nameOf(state)}</li>
          {added.map((caseId, index) => {
            const found = opened[index]?.data?.state;
            const name = found ? nameOf(found) : '正在打开…';
            return (
              <li key={caseId}>
                {name}
                <button
                  type="button"
                  className="card-link"
                  aria-label={`去掉${name}`}
                  onClick={() => setAdded(added.filter((id) => id !== caseId))}
                >
                  去掉
                </button>
              </li>
            );
          })}
        </ol>
        {problem === null ? null : <Note look="warn" title={problem} live />}
        {error ? <ErrorNote error={error} /> : null}
      </div>
    </Dialog>
  );
}
