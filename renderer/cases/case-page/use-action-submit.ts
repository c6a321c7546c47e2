import { useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import type { CaseView, TimelineEntry } from '../../../contract/cases.ts';
import type { CaseAction } from '../../../domain/cases/actions.ts';
import { api } from '../../api/client.ts';
import { type ApiError, toApiError } from '../../api/errors.ts';
import { changesSince } from './changes-since.ts';
import { currentView, useTakeView } from './use-case-view.ts';

export interface Submission {
  /** The case as the person saw it; after a refusal for staleness, as it is now. */
  readonly base: CaseView;
  readonly error: ApiError | null;
  /** What others did in between; the next try is made on top of it. */
  readonly changes: readonly TimelineEntry[];
  /** Resolves to the new view, or to null where the case was not changed (the error then says why). */
  readonly submit: (action: CaseAction) => Promise<CaseView | null>;
  readonly clear: () => void;
}

/** How the action of a form is sent: done, or done anew in the place of one that was set aside. */
export type SendAction = (input: {
  readonly actionId: string;
  readonly caseId: string;
  readonly baseRevision: number;
  readonly action: CaseAction;
}) => Promise<CaseView>;

/**
 * Sends the action of one opened form. Its id is made once for a form, so that a second press, or a second try after
 * a lost answer, changes nothing twice. A stale revision keeps what was typed, shows what changed, and lets the person
 * save again on the new one (LOG-5).
 */
export function useActionSubmit(view: CaseView, formId?: string, send: SendAction = api.cases.act): Submission {
  const [base, setBase] = useState(view);
  const [error, setError] = useState<ApiError | null>(null);
  const [changes, setChanges] = useState<readonly TimelineEntry[]>([]);
  const take = useTakeView(view.state.id);
  // A form with several signatures submits one after the other, faster than it is drawn again.
  const next = useRef({ seen: view, actionId: formId ?? '' });

  const see = (seen: CaseView): void => {
    next.current = { ...next.current, seen };
    setBase(seen);
    take(seen);
  };

  const submit = async (action: CaseAction): Promise<CaseView | null> => {
    next.current.actionId ||= newId();
    const { seen, actionId } = next.current;
    const { id: caseId, revision: baseRevision } = seen.state;
    setError(null);
    try {
      const after = await send({ actionId, caseId, baseRevision, action });
      next.current.actionId = newId();
      setChanges([]);
      see(after);
      return after;
    } catch (problem) {
      const known = toApiError(problem);
      setError(known);
      if (known.code === 'STALE_REVISION') await meetChanges(caseId, known.state);
      return null;
    }
  };

  const meetChanges = async (caseId: string, carried: unknown): Promise<void> => {
    try {
      const current = await currentView(caseId, carried);
      setChanges(changesSince(next.current.seen, current));
      see(current);
    } catch (problem) {
      setError(toApiError(problem));
    }
  };

  return { base, error, changes, submit, clear: () => setError(null) };
}
