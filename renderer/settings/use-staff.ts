import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StaffAccount, StaffMember } from '../../contract/directory.ts';
import { api, queries } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { useRemembered } from '../frame/screen-memory.tsx';

const NOBODY: readonly StaffAccount[] = [];

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

  const tried = async (change: () => Promise<unknown>): Promise<void> => {
    setError(null);
    try {
      await change();
      await refresh();
    } catch (failure) {
      setError(toApiError(failure));
    }
  };
  return {
    list,
    staff,
    /** Whether somebody can grant roles; while the list is on its way it counts as so. */
    hasSecurity: list.data === undefined || staff.some(({ active, roles }) => active && roles.includes('security')),
    selected: staff[index] ?? null,
    error,
    select,
    step: (by: 1 | -1): void => {
      const next = staff[index + by];
      if (next) select(next.staffId);
    },
    refresh,
    setActive: ({ staffId }: StaffMember, active: boolean): Promise<void> =>
      tried(() => api.directory.setStaffActive({ actionId: crypto.randomUUID(), staffId, active })),
    appointSecurity: ({ staffId }: StaffMember): Promise<void> =>
      tried(() => api.directory.appointSecurity({ actionId: crypto.randomUUID(), staffId })),
    unlock: ({ staffId }: StaffMember): Promise<void> => tried(() => api.directory.unlock({ staffId })),
    resetSecondFactor: ({ staffId }: StaffMember): Promise<void> =>
      tried(() => api.directory.resetSecondFactor({ staffId })),
  };
}
