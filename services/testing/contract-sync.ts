import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testId } from '../../domain/cases/testing-facts.ts';
import type { Store } from '../ports.ts';
import type { PlacedAction } from '../sync/port.ts';
import { addCase, appendNext, type StoreUnderTest, testCase } from './store-fixture.ts';

/** What every store tells of what the city said. What only a station has is in contract-station-sync.ts and contract-foreign-chains.ts. */
export function describeSync(openFreshStore: () => Promise<StoreUnderTest>): void {
  describe('the city’s word', () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      under = await openFreshStore();
      store = under.store;
    });
    afterEach(() => under.dispose());

    test('a stream is told in the order of appending, byte for byte, with a place for each action or none', async () => {
      await store.write(async (writes) => {
        await appendNext(writes, { id: testId(1), streamId: testId(100), payload: { text: '喆 🙂' } });
        await appendNext(writes, { id: testId(2), streamId: testId(200) });
        await appendNext(writes, { id: testId(3), streamId: testId(100) });
        await appendNext(writes, { id: testId(4), streamId: testId(100), streamKind: 'staff', type: 'staff.added' });
      });
      const { placed, stream } = await store.read(async ({ sync, log }) => ({
        placed: await sync.stream('case', testId(100)),
        stream: await log.stream('case', testId(100)),
      }));
      expect(placed.map(({ place: _, ...action }) => action)).toEqual(stream);
      expect(placed.map(({ header }) => header.id)).toEqual([testId(1), testId(3)]);
      for (const { place } of placed) expect(place === null || place.streamSequence > 0).toBe(true);
    });

    test('the whole log is told in the order of appending, however long', async () => {
      await store.write(async (writes) => {
        for (let n = 1; n <= 1_003; n += 1) await appendNext(writes, { id: testId(n), streamId: testId(n % 7) });
      });
      const told = await store.read(async ({ sync }) => {
        const found: PlacedAction[] = [];
        for await (const action of sync.all()) found.push(action);
        return found;
      });
      expect(told.map(({ header }) => header.sequence)).toEqual(Array.from({ length: 1_003 }, (_, index) => index + 1));
    });

    test('of what nobody has heard of there is no feed, no word and nothing overruled', async () => {
      const told = await store.read(async ({ sync }) => ({
        feed: await sync.feedOf('case', testId(100)),
        word: await sync.receiptOf(testId(1)),
        overruled: await sync.overruled('case', testId(100)),
        stream: await sync.stream('case', testId(100)),
      }));
      expect(told).toEqual({ feed: null, word: null, overruled: 0, stream: [] });
    });

    test('a case is taken out of lists and search, and its actions stay (SYNC-5)', async () => {
      const caseId = testCase(1).state.id;
      await store.write(async (writes) => {
        await addCase(writes, testCase(1, { state: { mediatorIds: [testId(7)] } }));
        await addCase(writes, testCase(2));
      });
      await store.searchable();
      await store.write(({ cases }) => cases.remove(caseId));
      await store.write(({ cases }) => cases.remove(testId(99)));
      const left = await store.read(async ({ cases, ledger, log }) => ({
        found: await cases.find(caseId),
        count: await ledger.count(),
        searched: (await cases.search('张某', 10)).map((row) => row.caseId),
        actions: (await log.stream('case', caseId)).length,
      }));
      expect(left).toEqual({ found: null, count: 1, searched: [testCase(2).state.id], actions: 1 });
      await store.write(({ cases }) => cases.save(testCase(1)));
      await store.searchable();
      expect(await store.read(({ cases }) => cases.find(caseId))).toEqual(testCase(1));
      expect(await store.read(({ cases }) => cases.search('张某', 10))).toHaveLength(2);
    });
  });
}
