import { expect, test } from 'vitest';
import { tamperReport } from './tamper-report.ts';

const RUNS = 40;
const FIRST_SEED = 20_261_127;

test('whatever single thing is changed in a history, verification finds it (LOG-3, LOG-11, LOG-12)', async () => {
  const seeds = Array.from({ length: RUNS }, (_, run) => FIRST_SEED + run);
  const { failed, happened } = await tamperReport({ seeds, say: () => undefined });
  expect(failed).toEqual([]);
  expect(Object.keys(happened).length).toBeGreaterThan(10);
}, 300_000);
