import { describe, expect, test } from 'vitest';
import { testId } from '../../domain/cases/testing-facts.ts';
import { foreignAction, setAside } from './stand-in-city.ts';
import { type OpenStationStore, spoken, stationSyncFixture, stream, withWord, word } from './station-sync-fixture.ts';
import { orderErasure, sealNext } from './store-fixture.ts';

/** What a station keeps of other stations' chains, and of its own earlier lives. */
export function describeForeignChains(name: string, openFreshStore: OpenStationStore): void {
  describe(`${name} keeps what other stations wrote`, () => {
    const under = stationSyncFixture(openFreshStore);
    const { append, outbox, keep, foreign } = under;

    test('parts of another station’s chain come in, each once, and have no end here (LOG-3)', async () => {
      const { header, headerHash } = foreignAction(7, { streamId: stream, type: 'case.noted' }, { n: 7 });
      expect(await foreign(7)).toEqual({ added: [header.id], dropped: [] });
      expect(await foreign(7)).toEqual({ added: [], dropped: [] });
      const hashes = await under.store.read(({ sync }) => sync.headerHashes([testId(999), header.id]));
      expect([...hashes]).toEqual([[header.id, headerHash]]);
      await foreign(3);
      await append(1);
      const { head, found, all } = await under.store.read(async ({ log, sync }) => ({
        head: await log.head(),
        found: await log.find(foreignAction(7, { streamId: stream, type: 'case.noted' }).header.id),
        all: await sync.stream('case', stream),
      }));
      expect(head.sequence).toBe(1);
      expect(found?.header.sequence).toBe(7);
      expect(found?.payloadBytes).not.toBeNull();
      expect(all.map(({ header }) => header.sequence)).toEqual([7, 3, 1]);
    });

    test('many come in at once in their order, one that comes twice once, and the next own action goes behind them (LOG-3)', async () => {
      await append(1);
      const ns = Array.from({ length: 100 }, (_, index) => index + 1);
      const all = ns.map((n) => withWord(foreignAction(n, { streamId: stream, type: 'case.noted' }, { n }), word(n)));
      const { added } = await under.store.write(({ sync }) =>
        sync.appendForeign([...all, ...all.slice(3, 40)], spoken),
      );
      expect(added).toEqual(all.map(({ header }) => header.id));
      await append(2);
      const found: unknown[] = [];
      await under.store.read(async ({ sync }) => {
        for await (const { header, headerHash, payloadBytes, salt, place } of sync.all())
          found.push({
            header,
            headerHash,
            payloadBytes: payloadBytes && [...payloadBytes],
            salt: salt && [...salt],
            place,
          });
      });
      const told = all.map(({ header, headerHash, payloadBytes, salt, word: { streamSequence, verdict } }) => ({
        ...{ header, headerHash, place: { streamSequence, verdict } },
        ...{ payloadBytes: payloadBytes && [...payloadBytes], salt: salt && [...salt] },
      }));
      expect(found.slice(1, -1)).toEqual(told);
      expect(found).toHaveLength(102);
    });

    test('a stream ends at the highest place that the city gave in it, by its newest word, and says whether anything waits (SYNC-5)', async () => {
      const end = async () => [
        ...(await under.store.read(({ sync }) => sync.streamEnds('case', [testId(998), stream, testId(999)]))),
      ];
      expect(await end()).toEqual([]);
      await foreign(1, word(1, { streamSequence: 5 }));
      await foreign(2, word(2, { streamSequence: 3, ...setAside }));
      expect(await end()).toEqual([[stream, { streamSequence: 5, waits: false }]]);
      await append(1);
      expect(await end()).toEqual([[stream, { streamSequence: 5, waits: true }]]);
      await keep([1, word(3, { streamSequence: 7, ...setAside })]);
      expect(await end()).toEqual([[stream, { streamSequence: 7, waits: false }]]);
      await under.store.write(({ sync }) =>
        sync.keepReceipts([{ id: testId(1), ...word(4, { streamSequence: 9 }) }], { ...spoken, epoch: 'e2' }),
      );
      expect(await end()).toEqual([[stream, { streamSequence: 9, waits: false }]]);
      expect([...(await under.store.read(({ sync }) => sync.streamEnds('staff', [stream])))]).toEqual([]);
    });

    test('another station’s clock makes no clock here suspect (SYNC-7, LOG-10)', async () => {
      await append(1);
      const before = await under.store.read(({ log }) => log.newestDeviceTime());
      await foreign(1, word(1), { deviceTime: 4_000_000_000_000 });
      expect(await under.store.read(({ log }) => log.newestDeviceTime())).toBe(before);
    });

    test('a payload on the erasure list is dropped when it comes in, and an erased one comes without (LOG-8)', async () => {
      const [named, erased] = [1, 2].map((n) => foreignAction(n, { streamId: stream, type: 'case.noted' }, { n }));
      if (!named || !erased) throw new Error('no actions');
      await under.store.write(async (writes) => {
        const { log, sync } = writes;
        await orderErasure(writes, testId(77));
        await log.erasePayloads(testId(77), [named.header.id]);
        const without = { ...withWord(erased, word(2)), payloadBytes: null, salt: null };
        const { added, dropped } = await sync.appendForeign([withWord(named, word(1)), without], spoken);
        expect([added, dropped]).toEqual([[named.header.id, erased.header.id], [named.header.id]]);
      });
      const told = await under.store.read(({ sync }) => sync.stream('case', stream));
      expect(told.map(({ payloadBytes, salt }) => [payloadBytes, salt])).toEqual([
        [null, null],
        [null, null],
      ]);
    });

    test('the life of a station that goes on is one chain; an older one comes back in the branches that it ended in (LOG-3, SYNC-14)', async () => {
      await append(1, 2);
      const own = async (id: number, change: object = {}) => {
        const { header, ...sealed } = await under.store.write((writes) =>
          sealNext(writes, { id: testId(id), streamId: stream }),
        );
        const changed = { ...header, ...change };
        await under.store.write(({ sync }) =>
          sync.appendForeign([{ ...withWord({ ...sealed, header }, word(id)), header: changed }], spoken),
        );
      };
      await expect(own(4, { sequence: 2 })).rejects.toThrow();
      await expect(own(4, { previousHash: 'f'.repeat(64) })).rejects.toThrow();
      const { stationId } = await under.store.read(({ log }) => log.station());
      await under.store.write(({ sync }) => sync.beginIncarnation({ stationId, incarnation: 2 }));
      await under.store.write(({ sync }) => sync.beginIncarnation({ stationId, incarnation: 2 }));
      const head = await under.store.read(({ sync }) => sync.headOf(1));
      expect(head).toMatchObject({ sequence: 2 });
      expect(await under.store.read(({ log }) => log.head())).toEqual({ sequence: 0, headerHash: '' });
      // What is here of the first life stays to be sent; a branch of it, with a gap even, comes beside it.
      await foreign(5, word(5), { stationId, incarnation: 1, sequence: 2 });
      await foreign(6, word(6), { stationId, incarnation: 1, sequence: 9 });
      expect(await under.store.read(({ sync }) => sync.headOf(1))).toEqual(head);
      expect(await outbox()).toEqual([1, 2].map(testId));
      await append(7);
      expect(await under.store.read(({ log }) => log.head())).toMatchObject({ sequence: 1 });
      expect(await outbox()).toEqual([1, 2, 7].map(testId));
    });

    test('a store never becomes an earlier life of its station, nor another station over what was done (SYNC-14)', async () => {
      const { stationId } = await under.store.read(({ log }) => log.station());
      const become = (station: { stationId: string; incarnation: number }) =>
        under.store.write(({ sync }) => sync.beginIncarnation(station));
      await become({ stationId: testId(77), incarnation: 3 });
      expect(await under.store.read(({ log }) => log.station())).toEqual({ stationId: testId(77), incarnation: 3 });
      await expect(become({ stationId: testId(77), incarnation: 2 })).rejects.toThrow('SYNC-14');
      await append(1);
      await expect(become({ stationId, incarnation: 4 })).rejects.toThrow('SYNC-14');
      expect(await under.store.read(({ log }) => log.station())).toEqual({ stationId: testId(77), incarnation: 3 });
    });
  });
}
