import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { CaseView } from '../../../contract/cases.ts';
import { api, queries } from '../../api/client.ts';

/** One case as it is now, and how the page takes the newer view that a write brings back. */
export function useCaseView(caseId: string) {
  const query = useQuery(queries.cases.get.queryOptions({ input: { caseId } }));
  const take = useTakeView(caseId);
  return { ...query, take };
}

/** Shows a newer view at once; an older one, whose answer was late, never covers a newer. */
export function useTakeView(caseId: string): (view: CaseView) => void {
  const client = useQueryClient();
  return useCallback(
    (view) => {
      client.setQueryData<CaseView>(queries.cases.get.queryKey({ input: { caseId } }), (before) =>
        before && before.state.revision > view.state.revision ? before : view,
      );
      for (const queryKey of [queries.home.key(), queries.ledger.key()]) void client.invalidateQueries({ queryKey });
    },
    [client, caseId],
  );
}

/** The current case out of a refused write (LOG-5); fetched where the answer did not carry it. */
export async function currentView(caseId: string, carried: unknown): Promise<CaseView> {
  return isViewOf(caseId, carried) ? carried : api.cases.get({ caseId });
}

function isViewOf(caseId: string, value: unknown): value is CaseView {
  if (typeof value !== 'object' || value === null || !('state' in value) || !('timeline' in value)) return false;
  const { state } = value;
  return typeof state === 'object' && state !== null && 'id' in state && state.id === caseId;
}
