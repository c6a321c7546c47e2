import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StaffMember } from '../../contract/directory.ts';
import { api, queries } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { useRemembered } from '../frame/screen-memory.tsx';

const NOBODY: readonly StaffMember[] = [];

/** The accounts, the one that is selected, and switching it off and on again. */
export function useStaff(enabled: boolean) {
  const client = useQueryClient();
  const list = useQuery({ ...queries.directory.staff.queryOptions(), enabled });
  const [wanted, select] = useRemembered<string | null>('settings.staff', null);
  const [error, setError] = useState<ApiError | null>(null);
  const staff = list.data ?? NOBODY;
  const index = Math.max(
    staff.findIndex(({ staffId }) => staffId === wanted),
    0,
  );
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: queries.directory.key() });

  return {
    list,
    staff,
    selected: staff[index] ?? null,
    error,
    select,
    step: (by: 1 | -1): void => {
      const next = staff[index + by];
      if (next) select(next.staffId);
    },
    refresh,
    setActive: async ({ staffId }: StaffMember, active: boolean): Promise<void> => {
      setError(null);
      try {
        await api.directory.setStaffActive({ actionId: crypto.randomUUID(), staffId, active });
        await refresh();
      } catch (failure) {
        setError(toApiError(failure));
      }
    },
  };
}
