import { replaceEqualDeep, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { CaseView } from '../../../contract/cases.ts';
import { api, queries } from '../../api/client.ts';

/** Other desks work on the same case: a page that stays open asks this often. */
const REFRESH_MS = 15_000;

/** One case as it is now, and how the page takes the newer view that a write brings back. */
export function useCaseView(caseId: string) {
  const query = useQuery({
    ...queries.cases.get.queryOptions({ input: { caseId } }),
    staleTime: 0,
    refetchInterval: REFRESH_MS,
    structuralSharing: (before, after) => newer(before as CaseView | undefined, after as CaseView),
  });
  const take = useTakeView(caseId);
  return { ...query, take };
}

/** An older view, whose answer was late, never covers a newer; an equal one draws nothing anew. */
function newer(before: CaseView | undefined, after: CaseView): CaseView {
  if (before && before.state.revision > after.state.revision) return before;
  return replaceEqualDeep(before, after);
}

/** Shows a newer view at once. */
export function useTakeView(caseId: string): (view: CaseView) => void {
  const client = useQueryClient();
  return useCallback(
    (view) => {
      client.setQueryData<CaseView>(queries.cases.get.queryKey({ input: { caseId } }), (before) => newer(before, view));
      const listed = [queries.home.key(), queries.ledger.key(), queries.cases.suggestMediators.key()];
      for (const queryKey of listed) void client.invalidateQueries({ queryKey });
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
