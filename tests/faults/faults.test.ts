import { expect, test } from 'vitest';
import { plants } from './sync/plants.ts';
import { regressionSeeds } from './sync/regression-seeds.ts';
import { syncFaults } from './sync/sync-faults.ts';

const RUNS = 30;
const FIRST_SEED = 20_261_126;

test('no history under faults loses, doubles or parts anything, and every rule broken on purpose is found (SYNC-1 to SYNC-5, SYNC-11, SYNC-14, LOG-4, LOG-5)', async () => {
  const known = regressionSeeds.map(({ seed }) => seed);
  const seeds = new Set([...known, ...Array.from({ length: RUNS }, (_, run) => FIRST_SEED + run)]);
  const { failed, trivial, found, runs, ops } = await syncFaults({
    seeds: [...seeds].slice(0, Math.max(RUNS, known.length)),
    say: () => undefined,
  });
  expect(failed).toEqual([]);
  expect(found).toEqual(plants);
  // The runs were not trivial.
  expect(trivial).toEqual([]);
  expect(ops).toBeGreaterThan(60 * runs);
}, 1_200_000);
