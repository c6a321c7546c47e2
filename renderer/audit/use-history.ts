import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import type { HistoryState } from '../../contract/audit.ts';
import { api, queries } from '../api/client.ts';

const EVERY_MS = 2_000;
const key = queries.audit.history.queryKey();

interface History {
  readonly query: UseQueryResult<HistoryState>;
  verify(): Promise<void>;
  stop(): Promise<void>;
}

/** How the history of this center stands, asked for anew while the page is looked at. */
export function useHistory(): History {
  const client = useQueryClient();
  const query = useQuery({ ...queries.audit.history.queryOptions(), refetchInterval: EVERY_MS });
  const show = async (state: Promise<HistoryState>) => void client.setQueryData(key, await state);
  return { query, verify: () => show(api.audit.verify()), stop: () => show(api.audit.stopVerifying()) };
}
