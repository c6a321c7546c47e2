import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ErasureEntry } from '../../contract/personal-data.ts';
import { may } from '../../domain/access/permissions.ts';
import { api, queries } from '../api/client.ts';
import { useSignedIn } from '../sessions/signed-in.ts';

const ASK_EVERY_MS = 30_000;

interface Erasures {
  readonly query: UseQueryResult<readonly ErasureEntry[]>;
  approve(input: Parameters<typeof api.personalData.approveErasure>[0]): Promise<void>;
  refuse(input: Parameters<typeof api.personalData.refuseErasure>[0]): Promise<void>;
}

/** Requests to erase, and the second person's word on them; asked for anew while they are looked at. */
export function useErasures(): Erasures {
  const { roles } = useSignedIn();
  const client = useQueryClient();
  const query = useQuery({
    ...queries.personalData.erasures.queryOptions(),
    enabled: may(roles, 'personalData.erasures'),
    refetchInterval: ASK_EVERY_MS,
  });
  const decided = async (answer: Promise<unknown>): Promise<void> => {
    await answer;
    // What was erased stands in lists, too.
    await client.invalidateQueries();
  };
  return {
    query,
    approve: (input) => decided(api.personalData.approveErasure(input)),
    refuse: (input) => decided(api.personalData.refuseErasure(input)),
  };
}
