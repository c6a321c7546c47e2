import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '../../contract/index.ts';
import { createLink } from './link.ts';

export type Api = ContractRouterClient<Contract>;

/** The center's API. Calls reject with what `toApiError` makes readable. */
export const api: Api = createORPCClient(createLink());

/** The same API as queries and mutations: `useQuery(queries.home.work.queryOptions())`. */
export const queries = createTanstackQueryUtils(api);
