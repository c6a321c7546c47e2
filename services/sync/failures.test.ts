import { expect, test } from 'vitest';
import { errorCodes, errorTable } from '../../contract/errors.ts';
import { isSyncFailure, remedyOf, syncFailureOf, syncFailures } from '../../domain/sync/failures.ts';

test('every code of the error table is a failure of a round, by its own name or as a refusal', () => {
  for (const code of errorCodes) expect([code, 'REFUSED']).toContain(syncFailureOf(code));
  expect(syncFailureOf('CHAIN_BROKEN')).toBe('CHAIN_BROKEN');
  expect(syncFailureOf('DISK_FULL')).toBe('REFUSED');
  expect(isSyncFailure('DREAMT')).toBe(false);
});

test('what is tried again by itself asks nobody, what no try mends names what to do (SYNC-12, SYNC-13, SYNC-14)', () => {
  for (const failure of syncFailures) {
    const known = Object.hasOwn(errorTable, failure) ? errorTable[failure as keyof typeof errorTable] : null;
    if (known?.retryable) expect([failure, remedyOf(failure)]).toEqual([failure, null]);
  }
  const asked = syncFailures.filter((failure) => remedyOf(failure)?.kind === 'new_code');
  expect(asked).toEqual(['STATION_UNKNOWN', 'STATION_REPLACED', 'CHAIN_BROKEN']);
});
