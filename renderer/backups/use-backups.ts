import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BackupEntry, BackupsView } from '../../contract/backups.ts';
import { api, queries } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { useRemembered } from '../frame/screen-memory.tsx';

const ASK_EVERY_MS = 10_000;
const NONE: readonly BackupEntry[] = [];

/** The backups of the center's machine, the one that is selected, and making one now. */
export function useBackups(enabled: boolean) {
  const client = useQueryClient();
  const view = useQuery({ ...queries.backups.view.queryOptions(), enabled, refetchInterval: ASK_EVERY_MS });
  const [wanted, select] = useRemembered<string | null>('settings.backup', null);
  const [error, setError] = useState<ApiError | null>(null);
  const list = view.data?.backups ?? NONE;
  const index = Math.max(
    list.findIndex(({ name }) => name === wanted),
    0,
  );
  const show = (next: BackupsView): void => {
    client.setQueryData(queries.backups.view.queryKey(), next);
  };
  return {
    view,
    error,
    selected: list[index] ?? null,
    select,
    show,
    step: (by: 1 | -1): void => {
      const next = list[index + by];
      if (next) select(next.name);
    },
    /** Resolves to the view after it; null where it could not be asked for. */
    makeNow: async (): Promise<BackupsView | null> => {
      setError(null);
      try {
        const next = await api.backups.makeNow();
        show(next);
        return next;
      } catch (failure) {
        setError(toApiError(failure));
        return null;
      }
    },
  };
}

export type Backups = ReturnType<typeof useBackups>;
