import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../services/ports.ts';
import { actionIdOf, addCase, appendNext, orderErasure, testCase } from '../services/testing/store-fixture.ts';
import { type Connection, openConnection } from './connection.ts';
import { openStore } from './open.ts';
import { waitingForIndex } from './search-index.ts';
import { openTestStore, testKey } from './testing.ts';

let store: Awaited<ReturnType<typeof openTestStore>>;
let beside: Connection;
beforeEach(async () => {
  store = await openTestStore();
  beside = openConnection({ path: store.path, key: testKey, readonly: true, cacheMiB: 1 });
});
afterEach(async () => {
  beside.close();
  await store.remove();
});

const found = (at: Pick<Store, 'read'>, query: string) =>
  at.read(async ({ cases }) => (await cases.search(query, 1_000)).length);
const entries = () => beside.client.prepare('SELECT count(*) FROM case_search_docsize').pluck().get();

describe('the search index follows the log', () => {
  test('a commit does not wait for it; a search that asks first finds everything', async () => {
    await store.write((writes) => addCase(writes, testCase(1)));
    expect([entries(), waitingForIndex(beside)]).toEqual([0, 1]);
    await store.searchable();
    expect([entries(), waitingForIndex(beside), await found(store, '张某')]).toEqual([1, 0, 1]);
  });

  test('where nobody searches it catches up by itself once nobody writes', async () => {
    await store.write((writes) => addCase(writes, testCase(1)));
    await expect.poll(entries, { timeout: 10_000, interval: 50 }).toBe(1);
  });

  test('a transaction with much to index does not wait for it either: a search, or a quiet moment, has it all', async () => {
    const add = (from: number, to: number) =>
      store.write(async (writes) => {
        for (let n = from; n <= to; n += 1) await addCase(writes, testCase(n));
      });
    await add(1, 450);
    expect([entries(), waitingForIndex(beside)]).toEqual([0, 450]);
    await store.searchable();
    expect([entries(), waitingForIndex(beside)]).toEqual([450, 0]);
    await add(451, 900);
    await expect.poll(entries, { timeout: 10_000, interval: 50 }).toBe(900);
  });

  test('a desk writes between the steps of a search that has much to index', async () => {
    await store.write(async (writes) => {
      for (let n = 1; n <= 1_500; n += 1) await addCase(writes, testCase(n));
    });
    let ended = false;
    const searched = store.searchable().then(() => {
      ended = true;
    });
    await store.write((writes) => addCase(writes, testCase(1_501)));
    expect(ended).toBe(false);
    await searched;
    expect(await found(store, '张某')).toBeGreaterThan(0);
  });

  test('a case whose words have not changed is not written again', async () => {
    const { state } = testCase(1);
    await store.write((writes) => addCase(writes, testCase(1)));
    await store.searchable();
    const before = beside.client.prepare('SELECT sum(length(block)) FROM case_search_data').pluck().get();
    await store.write(async (writes) => {
      await appendNext(writes, { id: testCase(9).state.id, streamId: state.id });
      await writes.cases.save(testCase(1, { state: { revision: 2 } }));
    });
    await store.searchable();
    expect(waitingForIndex(beside)).toBe(0);
    expect(beside.client.prepare('SELECT sum(length(block)) FROM case_search_data').pluck().get()).toBe(before);
  });

  test('what a crash left waiting is found after the next start', async () => {
    await store.write((writes) => addCase(writes, testCase(1)));
    // The files as a crash leaves them: copied while the store is open, with the log of changes.
    const path = join(store.folder, 'crashed.db');
    for (const part of ['', '-wal']) copyFileSync(store.path + part, path + part);
    const reopened = await openStore({ path, key: testKey });
    expect(await found(reopened, '张某')).toBe(0);
    await reopened.searchable();
    expect(await found(reopened, '张某')).toBe(1);
    await reopened.close();
  });

  test('a store that was closed has everything in it, so that reading it only finds everything', async () => {
    await store.write((writes) => addCase(writes, testCase(1)));
    await store.close();
    const reading = await openStore({ path: store.path, key: testKey, readonly: true });
    await reading.searchable();
    expect(await found(reading, '张某')).toBe(1);
    await reading.close();
  });

  test('words that are erased while they wait never enter it (LOG-8)', async () => {
    const secret = testCase(1, { registration: { title: '秘密的事' } });
    await store.write((writes) => addCase(writes, secret));
    await store.write(async (writes) => {
      await orderErasure(writes, testCase(8).state.id);
      await writes.log.erasePayloads(testCase(8).state.id, [actionIdOf(secret)]);
      await writes.cases.save(testCase(1, { state: { registration: null, erased: true } }));
    });
    await store.searchable();
    expect(await found(store, '秘密')).toBe(0);
  });
});
