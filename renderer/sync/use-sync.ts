import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { SyncOverview } from '../../contract/sync-page.ts';
import type { Role } from '../../domain/access/roles.ts';
import { useCenterNow } from '../api/center-clock.ts';
import { queries } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import type { ConnectionSign } from '../frame/SyncState.tsx';
import { cornerSign } from './corner-sign.ts';

const PAGE_EVERY_MS = 5_000;
const CORNER_EVERY_MS = 15_000;

const overviewKey = queries.sync.overview.queryKey();
const cornerKey = queries.sync.corner.queryKey();

export interface Sync {
  readonly query: UseQueryResult<SyncOverview>;
  /** Shows what a call has answered, whatever else is under way. */
  readonly show: (overview: SyncOverview) => Promise<void>;
}

/** How it stands with the sync, asked for anew every few seconds while the page is looked at. */
export function useSyncOverview(): Sync {
  const client = useQueryClient();
  const query = useQuery({
    ...queries.sync.overview.queryOptions(),
    refetchInterval: PAGE_EVERY_MS,
    refetchOnMount: 'always',
  });
  const { data } = query;
  // The corner of the window must not say something else than the page below it.
  useEffect(() => {
    if (!data) return;
    const { status, waiting, waitingFiles, lastCompleteAt } = data;
    client.setQueryData(cornerKey, { status, waiting, waitingFiles, lastCompleteAt });
  }, [client, data]);
  return {
    query,
    show: async (overview) => {
      // An answer that set out before must not take its place.
      await client.cancelQueries({ queryKey: overviewKey });
      client.setQueryData(overviewKey, overview);
    },
  };
}

/** What the corner of the window says; null where there is nothing to say, or not known yet. */
export function useCornerSign(roles: readonly Role[]): ConnectionSign | null {
  const now = useCenterNow(CORNER_EVERY_MS);
  const { data } = useQuery({ ...queries.sync.corner.queryOptions(), refetchInterval: CORNER_EVERY_MS });
  return data ? cornerSign(data, roles, now) : null;
}

/** What a call of this page has refused. The table's words for NOT_POSSIBLE_NOW are about cases. */
export function syncError(failure: unknown): ApiError {
  const error = toApiError(failure);
  if (error.code !== 'NOT_POSSIBLE_NOW' || error.detail === undefined) return error;
  const { detail, ...rest } = error;
  return { ...rest, message: detail };
}
