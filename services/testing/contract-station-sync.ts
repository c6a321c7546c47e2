import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testId } from '../../domain/cases/testing-facts.ts';
import type { SealedAction } from '../../domain/log/action.ts';
import { MAX_BATCH } from '../../domain/sync/batches.ts';
import type { StationStore } from '../ports.ts';
import type { CityWord, ForeignAction } from '../sync/port.ts';
import { accepted, FEED, foreignAction, setAside } from './stand-in-city.ts';
import { appendNext, sealNext } from './store-fixture.ts';

const spoken = { epoch: 'e1', receivedAt: 1_000 };
const stream = testId(100);

/** A place and a verdict, the n-th of the feed and of its stream unless told. */
function word(n: number, change: Partial<CityWord> = {}): CityWord {
  return { feed: FEED, position: n, streamSequence: n, ...accepted, ...change };
}

function withWord(action: SealedAction, said: CityWord): ForeignAction {
  return { ...action, word: said };
}

/** What only a station keeps: its outbox, receipts, cursors, and parts of other stations' chains. */
export function describeStationSync(
  name: string,
  openFreshStore: () => Promise<{ readonly store: StationStore; dispose(): Promise<void> }>,
): void {
  describe(`${name} keeps a station's side of sync`, () => {
    let under: Awaited<ReturnType<typeof openFreshStore>>;
    let store: StationStore;
    beforeEach(async () => {
      under = await openFreshStore();
      store = under.store;
    });
    afterEach(() => under.dispose());

    const append = (...ns: readonly number[]) =>
      store.write(async (writes) => {
        for (const n of ns) await appendNext(writes, { id: testId(n), streamId: stream, payload: { n } });
      });
    const outbox = async (limits = MAX_BATCH) =>
      (await store.read(({ sync }) => sync.outbox(limits))).map(({ header }) => header.id);
    const keep = (...answers: readonly (readonly [number, CityWord])[]) =>
      store.write(({ sync }) =>
        sync.keepReceipts(
          answers.map(([n, said]) => ({ id: testId(n), ...said })),
          spoken,
        ),
      );
    const foreign = (n: number, said = word(n), change: Parameters<typeof foreignAction>[1] | object = {}) =>
      store.write(({ sync }) =>
        sync.appendForeign(
          [withWord(foreignAction(n, { streamId: stream, type: 'case.noted', ...change }, { n }), said)],
          spoken,
        ),
      );
    const streamIds = async () =>
      (await store.read(({ sync }) => sync.stream('case', stream))).map(({ header, place }) => [
        header.id,
        place?.streamSequence ?? null,
        place?.verdict ?? null,
      ]);

    test('begins with nothing to send, nothing fetched and no failure', async () => {
      const told = await store.read(async ({ sync }) => ({
        outbox: await sync.outbox(MAX_BATCH),
        waiting: await sync.waiting(),
        cursors: await sync.cursors(),
        attention: await sync.needsAttention(),
        state: await sync.state(),
        head: await sync.headOf(1),
        receipt: await sync.chainReceipt(),
      }));
      expect(told).toEqual({
        outbox: [],
        waiting: { actions: 0, bytes: 0, oldestAt: null },
        cursors: [],
        attention: [],
        state: {
          epoch: null,
          lastCompleteAt: null,
          failure: null,
          failureCode: null,
          failedAt: null,
          clockOffset: null,
        },
        head: { sequence: 0, headerHash: '' },
        receipt: null,
      });
    });

    test('the outbox is the log without receipts, in the order of the chain, whatever is answered first (SYNC-1)', async () => {
      await append(1, 2, 3, 4);
      expect(await outbox()).toEqual([1, 2, 3, 4].map(testId));
      await keep([2, word(1)]);
      expect(await outbox()).toEqual([1, 3, 4].map(testId));
      expect(await store.read(({ sync }) => sync.waitingCount())).toBe(3);
      await keep([1, word(2)], [3, word(3)]);
      expect(await outbox()).toEqual([testId(4)]);
      await foreign(1, word(4));
      await append(5);
      expect(await outbox()).toEqual([4, 5].map(testId));
      const behind = await store.read(({ sync }) => sync.outbox(MAX_BATCH, testId(4)));
      expect(behind.map(({ header }) => header.id)).toEqual([testId(5)]);
      const { waiting, newest, count } = await store.read(async ({ sync, log }) => ({
        waiting: await sync.waiting(),
        newest: await log.find(testId(4)),
        count: await sync.waitingCount(),
      }));
      expect(count).toBe(2);
      expect(waiting).toMatchObject({ actions: 2, oldestAt: newest?.header.deviceTime });
      expect(waiting.bytes).toBeGreaterThan(200);
    });

    test('a batch keeps both bounds, and is never empty while anything waits (SYNC-9)', async () => {
      await append(1, 2, 3, 4, 5);
      expect(await outbox({ bytes: MAX_BATCH.bytes, count: 2 })).toEqual([1, 2].map(testId));
      expect(await outbox({ bytes: 1, count: 100 })).toEqual([testId(1)]);
      const two = (await store.read(({ sync }) => sync.waiting())).bytes / 2.4;
      expect(await outbox({ bytes: two, count: 100 })).toEqual([1, 2].map(testId));
    });

    test('the same receipt again changes nothing; another place in one epoch is refused and both are named', async () => {
      await append(1);
      expect(await keep([1, word(7)])).toEqual([]);
      expect(await keep([1, word(7)])).toEqual([]);
      const refused = keep([1, word(8)]);
      await expect(refused).rejects.toMatchObject({ code: 'CHAIN_BROKEN' });
      await expect(refused).rejects.toThrow(/第 7 号.*第 8 号/);
      await expect(keep([99, word(9)])).rejects.toThrow(testId(99));
      const told = await store.read(({ sync }) => sync.receiptOf(testId(1)));
      expect(told).toEqual({ ...word(7), ...spoken });
      expect(await store.read(({ sync }) => sync.feedOf('case', stream))).toBe(FEED);
    });

    test('a later verdict is kept beside the first, and the newest holds (LOG-3)', async () => {
      await append(1, 2);
      expect(await keep([1, word(1, setAside)])).toEqual([{ streamKind: 'case', streamId: stream }]);
      expect(await store.read(({ sync }) => sync.overruled('case', stream))).toBe(1);
      expect(await keep([1, word(1)])).toEqual([{ streamKind: 'case', streamId: stream }]);
      expect(await keep([1, word(1)])).toEqual([]);
      expect(await store.read(({ sync }) => sync.overruled('case', stream))).toBe(2);
      expect(await streamIds()).toEqual([
        [testId(1), 1, 'accepted'],
        [testId(2), null, null],
      ]);
      expect(await store.read(({ sync }) => sync.needsAttention())).toEqual([]);
    });

    test('in another epoch the city may give another place, which holds from then on (SYNC-11)', async () => {
      await append(1);
      await keep([1, word(5)]);
      const moved = await store.write(({ sync }) =>
        sync.keepReceipts([{ id: testId(1), ...word(3) }], { epoch: 'e2', receivedAt: 2_000 }),
      );
      expect(moved).toEqual([{ streamKind: 'case', streamId: stream }]);
      expect(await store.read(({ sync }) => sync.receiptOf(testId(1)))).toMatchObject({ position: 3, epoch: 'e2' });
    });

    test('names the streams whose fold a receipt changes: those where others came in between (SYNC-5)', async () => {
      await append(1, 2);
      await foreign(1, word(2));
      expect(await keep([1, word(1)])).toEqual([{ streamKind: 'case', streamId: stream }]);
      expect(await keep([2, word(3)])).toEqual([]);
    });

    test('what is set aside or held is told by stream, only of this station, without what the actions say', async () => {
      await append(1, 2, 3);
      await keep(
        [1, word(1, { ...setAside, detail: '已经结案' })],
        [2, word(2, { verdict: 'held', reason: 'behind' })],
        [3, word(3)],
      );
      await foreign(1, word(4, setAside));
      const groups = await store.read(({ sync }) => sync.needsAttention());
      expect(groups).toMatchObject([
        {
          streamKind: 'case',
          streamId: stream,
          actions: [
            { id: testId(1), type: 'case.noted', verdict: 'set_aside', reason: 'stale', detail: '已经结案' },
            { id: testId(2), verdict: 'held', reason: 'behind' },
          ],
        },
      ]);
      expect(groups[0]?.actions).toHaveLength(2);
    });

    test('parts of another station’s chain come in, each once, and have no end here (LOG-3)', async () => {
      const { header, headerHash } = foreignAction(7, { streamId: stream, type: 'case.noted' }, { n: 7 });
      expect(await foreign(7)).toEqual({ added: [header.id], dropped: [] });
      expect(await foreign(7)).toEqual({ added: [], dropped: [] });
      const hashes = await store.read(({ sync }) => sync.headerHashes([testId(999), header.id]));
      expect([...hashes]).toEqual([[header.id, headerHash]]);
      await foreign(3);
      await append(1);
      const { head, found, all } = await store.read(async ({ log, sync }) => ({
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
      const { added } = await store.write(({ sync }) => sync.appendForeign([...all, ...all.slice(3, 40)], spoken));
      expect(added).toEqual(all.map(({ header }) => header.id));
      await append(2);
      const found: unknown[] = [];
      await store.read(async ({ sync }) => {
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
        ...(await store.read(({ sync }) => sync.streamEnds('case', [testId(998), stream, testId(999)]))),
      ];
      expect(await end()).toEqual([]);
      await foreign(1, word(1, { streamSequence: 5 }));
      await foreign(2, word(2, { streamSequence: 3, ...setAside }));
      expect(await end()).toEqual([[stream, { streamSequence: 5, waits: false }]]);
      await append(1);
      expect(await end()).toEqual([[stream, { streamSequence: 5, waits: true }]]);
      await keep([1, word(3, { streamSequence: 7, ...setAside })]);
      expect(await end()).toEqual([[stream, { streamSequence: 7, waits: false }]]);
      await store.write(({ sync }) =>
        sync.keepReceipts([{ id: testId(1), ...word(4, { streamSequence: 9 }) }], { ...spoken, epoch: 'e2' }),
      );
      expect(await end()).toEqual([[stream, { streamSequence: 9, waits: false }]]);
      expect([...(await store.read(({ sync }) => sync.streamEnds('staff', [stream])))]).toEqual([]);
    });

    test('another station’s clock makes no clock here suspect (SYNC-7, LOG-10)', async () => {
      await append(1);
      const before = await store.read(({ log }) => log.newestDeviceTime());
      await foreign(1, word(1), { deviceTime: 4_000_000_000_000 });
      expect(await store.read(({ log }) => log.newestDeviceTime())).toBe(before);
    });

    test('a payload on the erasure list is dropped when it comes in, and an erased one comes without (LOG-8)', async () => {
      const [named, erased] = [1, 2].map((n) => foreignAction(n, { streamId: stream, type: 'case.noted' }, { n }));
      if (!named || !erased) throw new Error('no actions');
      await store.write(async ({ log, sync }) => {
        await log.erasePayloads(testId(77), [named.header.id]);
        const without = { ...withWord(erased, word(2)), payloadBytes: null, salt: null };
        const { added, dropped } = await sync.appendForeign([withWord(named, word(1)), without], spoken);
        expect([added, dropped]).toEqual([[named.header.id, erased.header.id], [named.header.id]]);
      });
      const told = await store.read(({ sync }) => sync.stream('case', stream));
      expect(told.map(({ payloadBytes, salt }) => [payloadBytes, salt])).toEqual([
        [null, null],
        [null, null],
      ]);
    });

    test('the life of a station that goes on is one chain; an older one comes back in the branches that it ended in (LOG-3, SYNC-14)', async () => {
      await append(1, 2);
      const own = async (id: number, change: object = {}) => {
        const { header, ...sealed } = await store.write((writes) =>
          sealNext(writes, { id: testId(id), streamId: stream }),
        );
        const changed = { ...header, ...change };
        await store.write(({ sync }) =>
          sync.appendForeign([{ ...withWord({ ...sealed, header }, word(id)), header: changed }], spoken),
        );
      };
      await expect(own(4, { sequence: 2 })).rejects.toThrow();
      await expect(own(4, { previousHash: 'f'.repeat(64) })).rejects.toThrow();
      const { stationId } = await store.read(({ log }) => log.station());
      await store.write(({ sync }) => sync.beginIncarnation({ stationId, incarnation: 2 }));
      await store.write(({ sync }) => sync.beginIncarnation({ stationId, incarnation: 2 }));
      const head = await store.read(({ sync }) => sync.headOf(1));
      expect(head).toMatchObject({ sequence: 2 });
      expect(await store.read(({ log }) => log.head())).toEqual({ sequence: 0, headerHash: '' });
      // What is here of the first life stays to be sent; a branch of it, with a gap even, comes beside it.
      await foreign(5, word(5), { stationId, incarnation: 1, sequence: 2 });
      await foreign(6, word(6), { stationId, incarnation: 1, sequence: 9 });
      expect(await store.read(({ sync }) => sync.headOf(1))).toEqual(head);
      expect(await outbox()).toEqual([1, 2].map(testId));
      await append(7);
      expect(await store.read(({ log }) => log.head())).toMatchObject({ sequence: 1 });
      expect(await outbox()).toEqual([1, 2, 7].map(testId));
    });

    test('a store never becomes an earlier life of its station, nor another station over what was done (SYNC-14)', async () => {
      const { stationId } = await store.read(({ log }) => log.station());
      const become = (station: { stationId: string; incarnation: number }) =>
        store.write(({ sync }) => sync.beginIncarnation(station));
      await become({ stationId: testId(77), incarnation: 3 });
      expect(await store.read(({ log }) => log.station())).toEqual({ stationId: testId(77), incarnation: 3 });
      await expect(become({ stationId: testId(77), incarnation: 2 })).rejects.toThrow('SYNC-14');
      await append(1);
      await expect(become({ stationId, incarnation: 4 })).rejects.toThrow('SYNC-14');
      expect(await store.read(({ log }) => log.station())).toEqual({ stationId: testId(77), incarnation: 3 });
    });

    test('a cursor moves forward only, until the city begins another epoch (SYNC-4, SYNC-11)', async () => {
      const cursor = (position: number, head: number, epoch = 'e1') => ({
        feed: FEED,
        position,
        head,
        epoch,
        mark: `${epoch} ${position}`,
      });
      const move = (...of: Parameters<typeof cursor>) => store.write(({ sync }) => sync.moveCursor(cursor(...of)));
      const cursors = () => store.read(({ sync }) => sync.cursors());
      await move(5, 9);
      await move(3, 8);
      expect(await cursors()).toEqual([cursor(5, 9)]);
      await move(9, 12);
      await move(2, 4, 'e2');
      expect(await cursors()).toEqual([cursor(2, 4, 'e2')]);
    });

    test('what is confirmed is told page by page in the order of the log, own and others’, and nothing pending (SYNC-11)', async () => {
      await append(1, 2, 3);
      await keep([3, word(1)], [1, word(2)]);
      await foreign(7, word(3));
      const told = (after: number, count: number) => store.read(({ sync }) => sync.confirmed(after, count));
      const all = await told(0, 10);
      const others = foreignAction(7, { streamId: stream, type: 'case.noted' }).header.id;
      expect(all.map(({ id, feed }) => [id, feed])).toEqual([testId(1), testId(3), others].map((id) => [id, FEED]));
      expect(await told(0, 2)).toEqual(all.slice(0, 2));
      expect(await told(all[1]?.position ?? 0, 2)).toEqual(all.slice(2));
    });

    test('a failure leaves the time of the last complete round, and the next complete one ends it (SYNC-10)', async () => {
      const note = (at: number, complete: boolean, failure: string | null) => {
        const failureCode = failure === null ? null : 'UNREACHABLE';
        return store.write(({ sync }) => sync.noteRound({ at, complete, failure, failureCode }));
      };
      await store.write(async ({ sync }) => {
        await sync.noteEpoch('e1');
        await sync.noteClock(-1_500);
      });
      await note(100, true, null);
      await note(200, false, '连不上');
      const state = () => store.read(({ sync }) => sync.state());
      const known = { epoch: 'e1', clockOffset: -1_500 };
      const failed = { failure: '连不上', failureCode: 'UNREACHABLE', failedAt: 200 };
      expect(await state()).toEqual({ ...known, lastCompleteAt: 100, ...failed });
      await note(300, true, null);
      expect(await state()).toEqual({
        ...known,
        lastCompleteAt: 300,
        failure: null,
        failureCode: null,
        failedAt: null,
      });
    });

    test('what the city signed over the chain is kept, the same once (LOG-3)', async () => {
      const receipt = {
        stationId: testId(9),
        incarnation: 1,
        sequence: 3,
        headerHash: 'a',
        epoch: 'e1',
        at: 1,
        signature: 's',
      };
      await store.write(({ sync }) => sync.keepChainReceipt(receipt));
      await store.write(({ sync }) => sync.keepChainReceipt({ ...receipt, at: 2, signature: 't' }));
      expect(await store.read(({ sync }) => sync.chainReceipt())).toEqual(receipt);
      await store.write(({ sync }) => sync.keepChainReceipt({ ...receipt, sequence: 4 }));
      expect(await store.read(({ sync }) => sync.chainReceipt())).toEqual({ ...receipt, sequence: 4 });
    });
  });
}
