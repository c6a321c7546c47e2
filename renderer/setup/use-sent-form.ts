import type { FormInstance } from 'antd';
import { useState } from 'react';
import { type ApiError, toApiError } from '../api/errors.ts';
import { showServerProblems } from '../forms/server-problems.ts';
import { useRunOnce } from '../frame/run-once.ts';

export interface SentForm {
  readonly run: () => void;
  readonly busy: boolean;
  /** What the service says that belongs to no field. */
  readonly error: ApiError | null;
}

/**
 * Sends what is typed into a form of the first run, once at a time, where all of it is right. What the service then says
 * stands at its field. `errorOf` reads why it was refused.
 */
export function useSentForm<Values>(
  form: FormInstance<Values>,
  send: (values: Values) => Promise<void>,
  errorOf: (failure: unknown) => ApiError = toApiError,
): SentForm {
  const [error, setError] = useState<ApiError | null>(null);
  const { run, busy } = useRunOnce(async () => {
    const values = await form.validateFields().catch(() => null);
    if (!values) return;
    setError(null);
    try {
      await send(values);
    } catch (failure) {
      const known = errorOf(failure);
      if (!showServerProblems(form, known.fields)) setError(known);
    }
  });
  return { run, busy, error };
}
