import { describe, expect, test } from 'vitest';
import { testId } from '../../domain/cases/testing-facts.ts';
import { MAX_BATCH } from '../../domain/sync/batches.ts';
import { FEED, foreignAction, setAside } from './stand-in-city.ts';
import { type OpenStationStore, spoken, stationSyncFixture, stream, word } from './station-sync-fixture.ts';

/** What only a station keeps: its outbox, receipts and cursors. */
export function describeStationSync(name: string, openFreshStore: OpenStationStore): void {
  describe(`${name} keeps a station's side of sync`, () => {
    const under = stationSyncFixture(openFreshStore);
    const { append, outbox, keep, foreign, streamIds } = under;

    test('begins with nothing to send, nothing fetched and no failure', async () => {
      const told = await under.store.read(async ({ sync }) => ({
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
      expect(await under.store.read(({ sync }) => sync.waitingCount())).toBe(3);
      await keep([1, word(2)], [3, word(3)]);
      expect(await outbox()).toEqual([testId(4)]);
      await foreign(1, word(4));
      await append(5);
      expect(await outbox()).toEqual([4, 5].map(testId));
      const behind = await under.store.read(({ sync }) => sync.outbox(MAX_BATCH, testId(4)));
      expect(behind.map(({ header }) => header.id)).toEqual([testId(5)]);
      const { waiting, newest, count } = await under.store.read(async ({ sync, log }) => ({
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
      const two = (await under.store.read(({ sync }) => sync.waiting())).bytes / 2.4;
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
      const told = await under.store.read(({ sync }) => sync.receiptOf(testId(1)));
      expect(told).toEqual({ ...word(7), ...spoken });
      expect(await under.store.read(({ sync }) => sync.feedOf('case', stream))).toBe(FEED);
    });

    test('a later verdict is kept beside the first, and the newest holds (LOG-3)', async () => {
      await append(1, 2);
      expect(await keep([1, word(1, setAside)])).toEqual([{ streamKind: 'case', streamId: stream }]);
      expect(await under.store.read(({ sync }) => sync.overruled('case', stream))).toBe(1);
      expect(await keep([1, word(1)])).toEqual([{ streamKind: 'case', streamId: stream }]);
      expect(await keep([1, word(1)])).toEqual([]);
      expect(await under.store.read(({ sync }) => sync.overruled('case', stream))).toBe(2);
      expect(await streamIds()).toEqual([
        [testId(1), 1, 'accepted'],
        [testId(2), null, null],
      ]);
      expect(await under.store.read(({ sync }) => sync.needsAttention())).toEqual([]);
    });

    test('in another epoch the city may give another place, which holds from then on (SYNC-11)', async () => {
      await append(1);
      await keep([1, word(5)]);
      const moved = await under.store.write(({ sync }) =>
        sync.keepReceipts([{ id: testId(1), ...word(3) }], { epoch: 'e2', receivedAt: 2_000 }),
      );
      expect(moved).toEqual([{ streamKind: 'case', streamId: stream }]);
      expect(await under.store.read(({ sync }) => sync.receiptOf(testId(1)))).toMatchObject({
        position: 3,
        epoch: 'e2',
      });
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
      const groups = await under.store.read(({ sync }) => sync.needsAttention());
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

    test('a cursor moves forward only, until the city begins another epoch (SYNC-4, SYNC-11)', async () => {
      const cursor = (position: number, head: number, epoch = 'e1') => ({
        feed: FEED,
        position,
        head,
        epoch,
        mark: `${epoch} ${position}`,
      });
      const move = (...of: Parameters<typeof cursor>) =>
        under.store.write(({ sync }) => sync.moveCursor(cursor(...of)));
      const cursors = () => under.store.read(({ sync }) => sync.cursors());
      await move(5, 9);
      await move(3, 8);
      expect(await cursors()).toEqual([cursor(5, 9)]);
      await move(9, 12);
      await move(2, 4, 'e2');
      expect(await cursors()).toEqual([cursor(2, 4, 'e2')]);
    });

    test('the past of a stream is fetched from its beginning again in another life of the city, up to where it went (SYNC-4, SYNC-11)', async () => {
      const past = { feed: FEED, streamKind: 'case', streamId: stream } as const;
      const pasts = () => under.store.read(({ sync }) => sync.backfills());
      await under.store.write(async ({ sync }) => {
        await sync.noteEpoch('e1');
        await sync.moveBackfill({ ...past, position: 4, upTo: 9 });
        await sync.noteEpoch('e1');
      });
      expect(await pasts()).toEqual([{ ...past, position: 4, upTo: 9 }]);
      await under.store.write(({ sync }) => sync.noteEpoch('e2'));
      expect(await pasts()).toEqual([{ ...past, position: 0, upTo: 9 }]);
    });

    test('what is confirmed is told page by page in the order of the log, own and others’, and nothing pending (SYNC-11)', async () => {
      await append(1, 2, 3);
      await keep([3, word(1)], [1, word(2)]);
      await foreign(7, word(3));
      const told = (after: number, count: number) => under.store.read(({ sync }) => sync.confirmed(after, count));
      const all = await told(0, 10);
      const others = foreignAction(7, { streamId: stream, type: 'case.noted' }).header.id;
      expect(all.map(({ id, feed }) => [id, feed])).toEqual([testId(1), testId(3), others].map((id) => [id, FEED]));
      expect(await told(0, 2)).toEqual(all.slice(0, 2));
      expect(await told(all[1]?.position ?? 0, 2)).toEqual(all.slice(2));
    });

    test('a failure leaves the time of the last complete round, and the next complete one ends it (SYNC-10)', async () => {
      const note = (at: number, complete: boolean, failure: string | null) => {
        const failureCode = failure === null ? null : 'UNREACHABLE';
        return under.store.write(({ sync }) => sync.noteRound({ at, complete, failure, failureCode }));
      };
      await under.store.write(async ({ sync }) => {
        await sync.noteEpoch('e1');
        await sync.noteClock(-1_500);
      });
      await note(100, true, null);
      await note(200, false, '连不上');
      const state = () => under.store.read(({ sync }) => sync.state());
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
      await under.store.write(({ sync }) => sync.keepChainReceipt(receipt));
      await under.store.write(({ sync }) => sync.keepChainReceipt({ ...receipt, at: 2, signature: 't' }));
      expect(await under.store.read(({ sync }) => sync.chainReceipt())).toEqual(receipt);
      await under.store.write(({ sync }) => sync.keepChainReceipt({ ...receipt, sequence: 4 }));
      expect(await under.store.read(({ sync }) => sync.chainReceipt())).toEqual({ ...receipt, sequence: 4 });
    });
  });
}
