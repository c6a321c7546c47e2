import { afterAll, beforeAll, expect, test } from 'vitest';
import { testId } from '../domain/cases/testing-facts.ts';
import { MAX_BATCH } from '../domain/sync/batches.ts';
import { describeForeignChains } from '../services/testing/contract-foreign-chains.ts';
import { describeStationSync } from '../services/testing/contract-station-sync.ts';
import { accepted, FEED } from '../services/testing/stand-in-city.ts';
import { appendNext } from '../services/testing/store-fixture.ts';
import { openConnection } from './connection.ts';
import { openTestStore, type TestStore, testKey } from './testing.ts';

async function openFreshStore() {
  const store = await openTestStore();
  return { store, dispose: () => store.remove() };
}

describeStationSync('SQLite', openFreshStore);
describeForeignChains('SQLite', openFreshStore);

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.remove());

test('the outbox looks at nothing that has its receipt, however much there is (SYNC-1)', async () => {
  const many = 1_000;
  await store.write(async (writes) => {
    for (let n = 1; n <= many + 2; n += 1) await appendNext(writes, { id: testId(n), streamId: testId(n) });
    const words = Array.from({ length: many }, (_, index) => {
      const place = { feed: FEED, position: index + 1, streamSequence: 1 };
      return { id: testId(index + 1), ...place, ...accepted };
    });
    await writes.sync.keepReceipts(words, { epoch: 'e1', receivedAt: 1 });
  });
  expect((await store.read(({ sync }) => sync.outbox(MAX_BATCH))).map(({ header }) => header.id)).toEqual(
    [many + 1, many + 2].map(testId),
  );
  await store.close();
  const connection = openConnection({ path: store.path, key: testKey, readonly: true, cacheMiB: 1 });
  const looked = connection.client
    .prepare('SELECT count(*) FROM action_headers WHERE position > (SELECT receipted_to FROM sync_state)')
    .pluck()
    .get();
  connection.close();
  expect(looked).toBe(2);
});
