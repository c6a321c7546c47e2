import { expect, test } from 'vitest';
import { centerFaults, cityFaults } from './access-faults.ts';

const quietly = () => undefined;

test('no role calls what the table does not give it, nor a case out of its scope, and every hole in the table is found', async () => {
  const { cells, leaks, wronglyRefused, plantedFound, planted, unprobed } = await centerFaults(quietly);
  expect(leaks).toEqual([]);
  expect(wronglyRefused).toEqual([]);
  expect(unprobed).toEqual([]);
  expect(plantedFound).toBe(planted);
  // 14 people, all procedures, five cases where one is named.
  expect(cells).toBeGreaterThan(1_500);
}, 300_000);

test('no station reaches at the city what is another’s, by whatever id, and every hole is found (SYNC-4, SYNC-6, SYNC-14)', async () => {
  const { cells, leaks, wronglyRefused, plantedFound, planted, unprobed } = await cityFaults(quietly);
  expect(leaks).toEqual([]);
  expect(wronglyRefused).toEqual([]);
  expect(unprobed).toEqual([]);
  expect(plantedFound).toBe(planted);
  // 12 people, all calls in two forms, and each field that names something, for five cases.
  expect(cells).toBeGreaterThan(2_000);
}, 300_000);
