import { expect, test } from 'vitest';
import { killedWorks, storeReport } from './store-report.ts';

const FIRST_SEED = 20_261_127;

test('a center’s writers, migrations and restores killed at any moment, and faults of disks, rights, clocks, migrations and restores, lose nothing that was acknowledged and leave no half', async () => {
  const seeds = Array.from({ length: killedWorks.length }, (_, run) => FIRST_SEED + run);
  const { numbers, failed, happened } = await storeReport({ seeds, say: (line) => process.stderr.write(`${line}\n`) });
  expect(numbers).toMatchObject({ acked_lost: 0, half_written: 0, unopenable: 0 });
  expect(failed).toEqual([]);
  expect(numbers.acked).toBeGreaterThan(10);
  expect(Object.keys(happened).length).toBeGreaterThan(8);
  expect(Object.keys(happened).some((kind) => kind.startsWith('kill9_migration'))).toBe(true);
  expect(Object.keys(happened).some((kind) => kind.startsWith('kill9_restore'))).toBe(true);
}, 600_000);
