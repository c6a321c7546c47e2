import { useState } from 'react';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import type { Unsent } from './kept/unsent.ts';
import { PhoneError } from './PhoneError.tsx';
import { isPhoneAction, phoneForm } from './phone-actions.ts';
import { usePhone } from './phone-context.ts';

/** What was done and the center has not taken: why, and what can be done about it (还没有发出). */
export function UnsentPage({ onOpen }: { readonly onOpen: (path: string) => void }) {
  const { unsent, sender } = usePhone();
  return (
    <>
      <h1>还没有发出</h1>
      {unsent.length === 0 ? <p>都发出了。</p> : <p>有信号就按先后自动发，每件只发一次。</p>}
      {unsent.length > 0 ? (
        <button type="button" className="button main" onClick={() => void sender.run()}>
          现在就发
        </button>
      ) : null}
      <ul className="stack">
        {unsent.map((entry) => (
          <li key={entry.id}>
            <Entry entry={entry} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Entry({ entry, onOpen }: { readonly entry: Unsent; readonly onOpen: (path: string) => void }) {
  const { kept, sender } = usePhone();
  const [error, setError] = useState<ApiError | null>(null);
  const [asks, setAsks] = useState(false);
  const { id, caseId, work, problem } = entry;

  /** Back into its form, as it was typed; the form shows the case as it is now. */
  const open = async (): Promise<void> => {
    if (work.kind !== 'action') return;
    await kept.keepDraft(caseId, work.type, { actionId: id, values: work.values });
    await sender.drop(id);
    onOpen(`/cases/${caseId}/do/${work.type}`);
  };
  const again = async (): Promise<void> => {
    setError(null);
    try {
      const { state } = await api.cases.get({ caseId });
      await sender.again(id, state.revision);
    } catch (failure) {
      setError(toApiError(failure));
    }
  };
  const opens = work.kind === 'action' && isPhoneAction(work.type) && phoneForm(work.type) !== null;
  return (
    <section className="card unsent" aria-label={`${entry.caseName} ${entry.label}`}>
      <b>{entry.label}</b>
      <p>{entry.caseName}</p>
      <p className="small muted">{formatInstant(entry.at)}</p>
      {problem === null ? <p className="muted">等信号</p> : <p className="late">{problem}</p>}
      {error ? <PhoneError error={error} /> : null}
      {problem === null ? null : (
        <>
          {opens ? (
            <button type="button" className="button main" onClick={() => void open()}>
              打开看看再发
            </button>
          ) : (
            <button type="button" className="button main" onClick={() => void again()}>
              按最新情况再发
            </button>
          )}
          <button type="button" className="button" onClick={() => onOpen(`/cases/${caseId}`)}>
            看案件现在的情况
          </button>
        </>
      )}
      {asks ? (
        <>
          <p className="late">删掉就没有了，不能恢复。</p>
          <button type="button" className="button danger" onClick={() => void sender.drop(id)}>
            确实不要了
          </button>
          <button type="button" className="button" onClick={() => setAsks(false)}>
            留着
          </button>
        </>
      ) : (
        <button type="button" className="button" onClick={() => setAsks(true)}>
          不要了
        </button>
      )}
    </section>
  );
}
