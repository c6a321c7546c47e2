import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testId } from '../../domain/cases/testing-facts.ts';
import { verifyChain } from '../../domain/log/chain.ts';
import { sha256Suite } from '../environment.ts';
import type { StoredAction } from '../log/port.ts';
import type { Store } from '../ports.ts';
import {
  actionIdOf,
  addCase,
  appendNext,
  orderErasure,
  type StoreUnderTest,
  sealNext,
  testCase,
} from './store-fixture.ts';

export function describeLog(openFreshStore: () => Promise<StoreUnderTest>): void {
  describe('the log', () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      under = await openFreshStore();
      store = under.store;
    });
    afterEach(() => under.dispose());

    const append = (id: number, streamId: number, payload = {}) =>
      store.write((writes) => appendNext(writes, { id: testId(id), streamId: testId(streamId), payload }));
    const all = () =>
      store.read(async ({ log }) => {
        const found: StoredAction[] = [];
        for await (const action of log.all()) found.push(action);
        return found;
      });

    test('begins with a station, an empty chain and no time', async () => {
      const { station, head, newest } = await store.read(async ({ log }) => ({
        station: await log.station(),
        head: await log.head(),
        newest: await log.newestDeviceTime(),
      }));
      expect(station).toMatchObject({ stationId: expect.stringMatching(/^[0-9a-f-]{36}$/), incarnation: 1 });
      expect(head).toEqual({ sequence: 0, headerHash: '' });
      expect(newest).toBeNull();
    });

    test('gives an action back as it was sealed, byte for byte (LOG-2)', async () => {
      const sealed = await append(1, 100, { text: '喆 祎 𠮷 🙂', n: 0.1 });
      const { found, head, newest } = await store.read(async ({ log }) => ({
        found: await log.find(testId(1)),
        head: await log.head(),
        newest: await log.newestDeviceTime(),
      }));
      expect(found?.header).toEqual(sealed.header);
      expect(found?.headerHash).toBe(sealed.headerHash);
      expect(Buffer.from(found?.payloadBytes ?? []).equals(sealed.payloadBytes)).toBe(true);
      expect(Buffer.from(found?.salt ?? []).equals(sealed.salt)).toBe(true);
      expect(head).toEqual({ sequence: 1, headerHash: sealed.headerHash });
      expect(newest).toBe(sealed.header.deviceTime);
      expect(await store.read(({ log }) => log.find(testId(2)))).toBeNull();
    });

    test('remembers the latest time, whatever an action by a clock that was set back says (LOG-10)', async () => {
      const { header } = await append(1, 100);
      const before = header.deviceTime - 400 * 24 * 60 * 60 * 1000;
      await store.write((writes) => appendNext(writes, { id: testId(2), streamId: testId(100), deviceTime: before }));
      expect(await store.read(({ log }) => log.newestDeviceTime())).toBe(header.deviceTime);
    });

    test('refuses a second action with the same id, the same sequence, a gap, or another past (LOG-3)', async () => {
      await append(1, 100);
      const attempt = (change: object) =>
        store.write(async (writes) => {
          const sealed = await sealNext(writes, { id: testId(2), streamId: testId(100) });
          await writes.log.append({ ...sealed, header: { ...sealed.header, ...change } });
        });
      await expect(attempt({ id: testId(1) })).rejects.toThrow();
      await expect(attempt({ sequence: 1 })).rejects.toThrow();
      await expect(attempt({ sequence: 3 })).rejects.toThrow();
      await expect(attempt({ previousHash: 'f'.repeat(64) })).rejects.toThrow();
      expect((await all()).map(({ header }) => header.id)).toEqual([testId(1)]);
      await append(2, 100);
    });

    test('gives one stream in the order of appending, and no other of the same id', async () => {
      await append(1, 100);
      await append(2, 200);
      await append(3, 100);
      await store.write((writes) =>
        appendNext(writes, { id: testId(4), streamId: testId(100), streamKind: 'staff', type: 'staff.added' }),
      );
      const ids = (kind: 'case' | 'staff') =>
        store.read(async ({ log }) => (await log.stream(kind, testId(100))).map(({ header }) => header.id));
      expect(await ids('case')).toEqual([testId(1), testId(3)]);
      expect(await ids('staff')).toEqual([testId(4)]);
    });

    test('gives all actions in order, however many, as one chain that holds', async () => {
      await store.write(async (writes) => {
        for (let n = 1; n <= 1_203; n += 1) await appendNext(writes, { id: testId(n), streamId: testId(n % 7) });
      });
      const links = await all();
      expect(links.map(({ header }) => header.sequence)).toEqual(
        Array.from({ length: 1_203 }, (_, index) => index + 1),
      );
      expect(verifyChain(links, await store.read(({ log }) => log.head()), sha256Suite)).toBeNull();
    });

    test('an erasure takes payload, salt and search entry, and leaves headers and other actions (LOG-8)', async () => {
      const projection = testCase(1, { registration: { title: '秘密的事' } });
      await store.write(async (writes) => {
        await addCase(writes, projection);
        await addCase(writes, testCase(2));
        await orderErasure(writes, testId(77), [actionIdOf(projection)]);
        await writes.log.erasePayloads(testId(77), [actionIdOf(projection)]);
        await writes.log.erasePayloads(testId(78), [actionIdOf(projection)]);
      });
      const links = await all();
      expect(links.map(({ payloadBytes, salt }) => payloadBytes === null && salt === null)).toEqual([
        true,
        false,
        false,
        false,
      ]);
      expect(verifyChain(links, await store.read(({ log }) => log.head()), sha256Suite)).toBeNull();
      await store.searchable();
      expect(await store.read(({ cases }) => cases.search('秘密', 10))).toEqual([]);
    });

    test('what is saved of an erased case afterwards is found again', async () => {
      const projection = testCase(1);
      await store.write(async (writes) => {
        await addCase(writes, projection);
        await orderErasure(writes, testId(77), [actionIdOf(projection)]);
        await writes.log.erasePayloads(testId(77), [actionIdOf(projection)]);
        await writes.cases.save(projection);
      });
      await store.searchable();
      expect(await store.read(({ cases }) => cases.search('张某', 10))).toHaveLength(1);
    });

    test('a payload on the erasure list that comes in again is dropped (LOG-8)', async () => {
      await store.write(async (writes) => {
        await orderErasure(writes, testId(77), [testId(1)]);
        await writes.log.erasePayloads(testId(77), [testId(1)]);
      });
      await append(1, 100, { secret: true });
      const found = await store.read(({ log }) => log.find(testId(1)));
      expect(found).toMatchObject({ header: { id: testId(1) }, payloadBytes: null, salt: null });
    });
  });
}
