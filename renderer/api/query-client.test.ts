import { ORPCError } from '@orpc/client';
import { QueryClient } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { createQueryClient, shouldRetryRead } from './query-client.ts';

test('a read is tried again while the store is busy or nobody answers, at most twice', () => {
  expect(shouldRetryRead(0, new ORPCError('STORE_BUSY'))).toBe(true);
  expect(shouldRetryRead(1, new TypeError('Failed to fetch'))).toBe(true);
  expect(shouldRetryRead(2, new ORPCError('STORE_BUSY'))).toBe(false);
});

test('a refusal is not tried again', () => {
  expect(shouldRetryRead(0, new ORPCError('NOT_ALLOWED'))).toBe(false);
  expect(shouldRetryRead(0, new ORPCError('STALE_REVISION'))).toBe(false);
  expect(shouldRetryRead(0, new ORPCError('TOO_MANY_ATTEMPTS'))).toBe(false);
});

test('a session that ended is told once, from whatever call it is heard', async () => {
  const onSignedOut = vi.fn();
  const client = createQueryClient(onSignedOut);
  const queryFn = () => Promise.reject(new ORPCError('NOT_SIGNED_IN'));
  await expect(client.fetchQuery({ queryKey: ['home'], queryFn })).rejects.toThrow();
  expect(onSignedOut).toHaveBeenCalledTimes(1);
  expect(onSignedOut.mock.calls[0]?.[0]).toBeInstanceOf(QueryClient);
});
