import { expect, test } from 'vitest';
import { syncFaults } from './sync/sync-faults.ts';

test('no history under faults loses, doubles or parts anything, and a rule broken on purpose is found (SYNC-1 to SYNC-3)', async () => {
  const { faults, failed, ...result } = await syncFaults({ seed: 20_261_126, runs: 3, say: () => undefined });
  expect(failed).toEqual([]);
  expect(result).toMatchObject({ lost: 0, doubled: 0, diverged: 0, numbers_doubled: 0, unrested: 0 });
  expect(result.planted_found).toBe(result.planted);
  // The run was not trivial.
  expect(result.ops).toBeGreaterThan(100);
  for (const [what, count] of Object.entries(faults)) expect(count, what).toBeGreaterThan(0);
}, 300_000);
