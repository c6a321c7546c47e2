import { expect, test } from 'vitest';
import { accessFaults } from './access-faults.ts';
import { plants } from './plants.ts';

test('no role calls what the table does not give it, nor a case out of its scope, and every hole in the table is found', async () => {
  const { cells, leaks, wronglyRefused, plantedFound } = await accessFaults(() => undefined);
  expect(leaks).toEqual([]);
  expect(wronglyRefused).toEqual([]);
  expect(plantedFound).toBe(plants.length);
  // 14 people, all procedures, five cases where one is named.
  expect(cells).toBeGreaterThan(1_500);
}, 300_000);
