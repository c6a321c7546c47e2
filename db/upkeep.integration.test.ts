import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { addCase, testCase } from '../services/testing/store-fixture.ts';
import { openConnection } from './connection.ts';
import { openTestStore, testKey } from './testing.ts';
import { upkeepStep } from './upkeep.ts';
import { Writer } from './writer.ts';

test('upkeep merges the pieces of search index that saves leave, and empties the log of changes; nothing is lost', async () => {
  const store = await openTestStore();
  await store.close();
  const connection = openConnection({ path: store.path, key: testKey, readonly: false, cacheMiB: 4 });
  const writer = new Writer(connection, (error) => expect.unreachable(String(error)));
  const pieces = () =>
    Number(connection.client.prepare('SELECT count(DISTINCT segid) FROM case_search_idx').pluck().get());
  const found = () => writer.write(({ cases }) => cases.search('张某', 100));
  for (let n = 1; n <= 40; n += 1) {
    await writer.write((writes) => addCase(writes, testCase(n)));
    await writer.searchable();
  }
  const before = await found();
  expect(pieces()).toBe(40);
  let steps = 1;
  while (upkeepStep(connection)) steps += 1;
  expect(steps).toBeLessThan(100);
  expect(pieces()).toBeLessThan(8);
  expect(await found()).toEqual(before);
  const [checkpoint] = connection.client.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[];
  expect(checkpoint?.checkpointed).toBe(checkpoint?.log);
  expect(statSync(store.path).size).toBeGreaterThan(100_000);
  await writer.close();
  await store.remove();
});

test('upkeep runs by itself once nobody has written for a moment', async () => {
  const store = await openTestStore();
  for (let n = 1; n <= 12; n += 1) {
    await store.write((writes) => addCase(writes, testCase(n)));
    await store.searchable();
  }
  const reader = openConnection({ path: store.path, key: testKey, readonly: true, cacheMiB: 1 });
  const pieces = () => Number(reader.client.prepare('SELECT count(DISTINCT segid) FROM case_search_idx').pluck().get());
  expect(pieces()).toBe(12);
  await expect.poll(pieces, { timeout: 10_000, interval: 100 }).toBeLessThan(6);
  reader.close();
  await store.remove();
});
