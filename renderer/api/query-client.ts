import { QueryClient } from '@tanstack/react-query';
import { toApiError } from './errors.ts';

const MOST_RETRIES = 2;

/** Reads are tried again where that may help; writes never by themselves: the person presses again, with the same id. */
export function shouldRetryRead(failures: number, error: unknown): boolean {
  const { code, retryable } = toApiError(error);
  return retryable && code !== 'TOO_MANY_ATTEMPTS' && failures < MOST_RETRIES;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The center is on this machine or on the LAN; whether the internet is there does not matter.
      queries: {
        networkMode: 'always',
        retry: shouldRetryRead,
        retryDelay: (failures) => 300 * 2 ** failures,
        staleTime: 5_000,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
