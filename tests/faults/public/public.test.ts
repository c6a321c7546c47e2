import { expect, test } from 'vitest';
import { publicReport } from './public-report.ts';

const REQUESTS = 2_000;
const FIRST_SEED = 20_261_127;

test('no malformed, hostile or oversized request breaks the city or a desk, tells of anybody, or runs a script for who looks later; planted holes are found', async () => {
  const seeds = Array.from({ length: REQUESTS }, (_, run) => FIRST_SEED + run);
  const { ok, numbers, remarks, happened } = await publicReport({ seeds, say: () => undefined });
  expect(remarks).toEqual([]);
  const { seed: _, requests, ...wrong } = numbers;
  expect(Object.values(wrong).every((count) => count === 0)).toBe(true);
  expect(ok).toBe(true);
  expect(requests).toBeGreaterThanOrEqual(REQUESTS);
  expect(happened.opened).toBeGreaterThan(10);
}, 1_200_000);
