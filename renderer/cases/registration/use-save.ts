import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Registered } from '../../../contract/cases.ts';
import type { Registration } from '../../../domain/cases/registration.ts';
import { api } from '../../api/client.ts';
import { type ApiError, toApiError } from '../../api/errors.ts';
import { checkRegistration, type FieldProblem, serverProblems } from './check-registration.ts';
import type { DraftContent } from './draft-content.ts';
import type { DraftKeeper } from './use-draft.ts';

export interface SavedCase {
  readonly registered: Registered;
  readonly registration: Registration;
}

interface SaveParts {
  readonly draftId: string;
  readonly content: () => DraftContent;
  /** Null where the clock is suspect. */
  readonly today: string | null;
  readonly draft: DraftKeeper;
  readonly onProblems: (problems: readonly FieldProblem[]) => void;
  readonly onSaved: (saved: SavedCase) => void;
}

/** Saves the form as a case. One pair of ids per form: however often it is pressed, it makes one case. */
export function useSave({ draftId, content, today, draft, onProblems, onSaved }: SaveParts) {
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const running = useRef(false);
  const client = useQueryClient();

  const save = async (accept: boolean): Promise<void> => {
    if (running.current) return;
    setFailure(null);
    const { values, actionId, caseId, linkedCaseIds } = content();
    const checked = checkRegistration(values, today);
    if (!checked.ok) {
      onProblems(checked.problems);
      return;
    }
    running.current = true;
    setSaving(true);
    await draft.stop();
    const { registration, receivedOn } = checked;
    try {
      const registered = await api.cases.register({
        actionId,
        caseId,
        registration,
        accept,
        receivedOn,
        linkedCaseIds: [...linkedCaseIds],
        draftId,
      });
      void client.invalidateQueries();
      onSaved({ registered, registration });
    } catch (problem) {
      const error = toApiError(problem);
      setFailure(error);
      onProblems(serverProblems(values, error.fields));
      draft.resume();
      draft.changed();
    } finally {
      running.current = false;
      setSaving(false);
    }
  };

  return { save, saving, failure };
}
