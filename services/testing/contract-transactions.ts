import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testId } from '../../domain/cases/testing-facts.ts';
import type { Store, Writes } from '../ports.ts';
import { addCase, type StoreUnderTest, testCase } from './store-fixture.ts';

/** A promise and the function that fulfils it. */
function signal() {
  return Promise.withResolvers<void>();
}

export function describeTransactions(openFreshStore: () => Promise<StoreUnderTest>): void {
  describe('transactions', () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      under = await openFreshStore();
      store = under.store;
    });
    afterEach(() => under.dispose());

    const count = () => store.read(({ ledger }) => ledger.count());

    test('a write that throws leaves nothing: no action, no case, no number, no draft', async () => {
      const draft = {
        draftId: testId(1),
        kind: 'registration' as const,
        caseId: null,
        label: '',
        missing: '',
        savedAt: 1,
        content: {},
      };
      const failing = store.write(async (writes) => {
        await addCase(writes, testCase(1));
        await writes.numbers.next('case', 2026);
        await writes.drafts.saveDraft(testId(2), draft);
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      await store.searchable();
      const left = await store.read(async ({ log, ledger, drafts, cases }) => ({
        head: (await log.head()).sequence,
        cases: await ledger.count(),
        found: await cases.search('张某', 10),
        drafts: await drafts.list(testId(2), {}),
      }));
      expect(left).toEqual({ head: 0, cases: 0, found: [], drafts: [] });
      expect(await store.write(({ numbers }) => numbers.next('case', 2026))).toBe(1);
    });

    test('a read never sees a write that is still open, and sees it once it is done', async () => {
      const [saved, goOn] = [signal(), signal()];
      const writing = store.write(async (writes) => {
        await addCase(writes, testCase(1));
        saved.resolve();
        await goOn.promise;
      });
      await saved.promise;
      const during = count();
      if (under.takesTurns) goOn.resolve();
      expect(await during).toBe(under.takesTurns ? 1 : 0);
      goOn.resolve();
      await writing;
      expect(await count()).toBe(1);
    });

    test('a read keeps its snapshot while writes go on', async () => {
      const [begun, goOn] = [signal(), signal()];
      const reading = store.read(async ({ ledger }) => {
        const before = await ledger.count();
        begun.resolve();
        await goOn.promise;
        return [before, await ledger.count()];
      });
      await begun.promise;
      const writing = store.write((writes) => addCase(writes, testCase(1)));
      if (under.takesTurns) goOn.resolve();
      await writing;
      goOn.resolve();
      expect(await reading).toEqual([0, 0]);
      expect(await count()).toBe(1);
    });

    test('many reads at once each have their own snapshot; one that fails harms no other', async () => {
      const goOn = signal();
      const reads = Array.from({ length: 12 }, (_, index) =>
        store.read(async ({ ledger }) => {
          const before = await ledger.count();
          if (index === 3) throw new Error('one fails');
          await (index < 3 ? goOn.promise : undefined);
          return (await ledger.count()) === before;
        }),
      );
      const settled = Promise.allSettled(reads);
      const writing = store.write((writes) => addCase(writes, testCase(1)));
      if (under.takesTurns) goOn.resolve();
      await writing;
      goOn.resolve();
      const results = await settled;
      expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
      expect(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))).toEqual(
        Array(11).fill(true),
      );
    });

    test('writes run one at a time, in the order asked for; a failed one does not stop the next', async () => {
      const order: string[] = [];
      const write = (name: string, fail = false) =>
        store.write(async ({ numbers }) => {
          order.push(`${name} begins`);
          await numbers.next('case', 2026);
          await Promise.resolve();
          order.push(`${name} ends`);
          if (fail) throw new Error(name);
        });
      await Promise.allSettled([write('a'), write('b', true), write('c')]);
      expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
      expect(await store.write(({ numbers }) => numbers.next('case', 2026))).toBe(3);
    });

    test('a write sees what it has written itself', async () => {
      const seen = await store.write(async (writes) => {
        await addCase(writes, testCase(1));
        return { count: await writes.ledger.count(), found: await writes.cases.find(testCase(1).state.id) };
      });
      expect(seen).toEqual({ count: 1, found: testCase(1) });
    });

    test('a write inside a write is refused instead of waiting for itself', async () => {
      const nested = store.write(() => store.write(({ numbers }) => numbers.next('case', 2026)));
      await expect(nested).rejects.toThrow();
      expect(await store.write(({ numbers }) => numbers.next('case', 2026))).toBe(1);
    });

    test('a port that outlives its write refuses to write', async () => {
      let escaped: Writes | undefined;
      await store.write(async (writes) => {
        escaped = writes;
      });
      await expect(escaped?.numbers.next('case', 2026)).rejects.toThrow('transaction');
      await expect(
        escaped?.sessions.savePassword(testId(1), { hash: 'hash', origin: 'own', setAt: 1, earlier: [] }),
      ).rejects.toThrow('transaction');
    });
  });
}
