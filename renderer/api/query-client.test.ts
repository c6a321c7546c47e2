import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { shouldRetryRead } from './query-client.ts';

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
