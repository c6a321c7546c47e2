import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  firstEpoch,
  hasForgotten,
  inOldOrder,
  mayHaveForgotten,
  nextEpoch,
  nextSequence,
  returnedSequences,
} from './epochs.ts';

const now = Date.UTC(2026, 10, 26);

test('two lives of a city never have one number, whatever backup they come from and whatever the clock says (SYNC-11)', () => {
  const first = firstEpoch(now);
  const second = nextEpoch(first, now + 60_000);
  expect(second.epoch).toBeGreaterThan(first.epoch);
  // Restored again from the same backup, an hour later: neither the life before nor the first.
  const third = nextEpoch(first, now + 3_660_000);
  expect(new Set([first, second, third].map(({ epoch }) => epoch)).size).toBe(3);
  expect(third.streamFloor).toBeGreaterThan(second.streamFloor);
  // A clock that was set back by years.
  const back = nextEpoch(third, Date.UTC(2020, 1, 1));
  expect(back.epoch).toBe(third.epoch + 1);
  expect(back.streamFloor).toBeGreaterThan(third.streamFloor);
  expect(firstEpoch(Date.UTC(2020, 1, 1)).epoch).toBe(1);
});

test('a life that was forgotten whole is not lived again: the next is later, and its places are above it (SYNC-11)', () => {
  const first = firstEpoch(now);
  const forgotten = nextEpoch(first, now + 60_000);
  for (const later of [now + 120_000, Date.UTC(2020, 1, 1)]) {
    const next = nextEpoch(first, later, forgotten.epoch);
    expect(next.epoch).toBeGreaterThan(forgotten.epoch);
  }
  expect(nextEpoch(first, now + 120_000, forgotten.epoch).streamFloor).toBeGreaterThan(forgotten.streamFloor);
  // A life that is not later than what is known changes nothing.
  expect(nextEpoch(first, now + 120_000, first.epoch - 5)).toEqual(nextEpoch(first, now + 120_000));
});

test('epochs and sequences fit the columns for fifty years', () => {
  const late = nextEpoch(firstEpoch(now), Date.UTC(2076, 0, 1));
  expect(Math.max(late.epoch, nextSequence(0, late.streamFloor) + 4_096)).toBeLessThan(2 ** 31);
});

test('what comes back stands where it stood, before all that is new, whoever brings which of it when (SYNC-11)', () => {
  const placed = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(placed, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 5 }), (sequences, parts, fresh) => {
      const { streamFloor } = nextEpoch(firstEpoch(now), now);
      let newest = 0;
      const taken = new Set<number>();
      const given = new Map<number, number>();
      const news: number[] = [];
      for (let part = 0; part < parts; part += 1) {
        const old = sequences
          .filter((_, index) => index % parts === part)
          .map((streamSequence) => ({ position: streamSequence, streamSequence }));
        const back = returnedSequences(old, taken, newest, streamFloor);
        for (const [index, { streamSequence }] of old.entries()) given.set(streamSequence, back[index] ?? 0);
        for (const each of back) taken.add(each);
        newest = Math.max(newest, ...back);
        for (let n = 0; n < fresh; n += 1) {
          newest = nextSequence(newest, streamFloor);
          taken.add(newest);
          news.push(newest);
        }
      }
      for (const [old, sequence] of given) expect(sequence).toBe(old);
      expect(Math.min(...news, Number.POSITIVE_INFINITY)).toBeGreaterThan(Math.max(...given.values()));
      expect(new Set(news).size).toBe(news.length);
    }),
  );
});

test('a place that something else has got since, after a restore that nobody told of, is not given twice (SYNC-11)', () => {
  const old = [5, 6, 7].map((streamSequence) => ({ position: streamSequence, streamSequence }));
  expect(returnedSequences(old, new Set([5, 6]), 6, 0)).toEqual([7, 8, 9]);
  expect(returnedSequences(old, new Set([5]), 900, 4_096)).toEqual([4_097, 6, 7]);
});

test('a batch that comes back is in the order of its old positions', () => {
  const actions = [9, 2, 5].map((position) => ({ position, streamSequence: 1 }));
  expect(inOldOrder(actions).map(({ position }) => position)).toEqual([2, 5, 9]);
});

test('a receipt beyond what the city holds, or over another chain, proves that it has forgotten (SYNC-11)', () => {
  const held = { sequence: 5, headerHash: 'a' };
  expect(hasForgotten({ sequence: 6, headerHash: 'b' }, held)).toBe(true);
  expect(hasForgotten({ sequence: 5, headerHash: 'b' }, held)).toBe(true);
  expect(hasForgotten({ sequence: 5, headerHash: 'a' }, held)).toBe(false);
  expect(hasForgotten({ sequence: 4, headerHash: 'x' }, held)).toBe(false);
  expect(hasForgotten({ sequence: 0, headerHash: '' }, { sequence: 0, headerHash: '' })).toBe(false);
});

test('only a city that was restored may have forgotten numbers, and none of a year after it (SYNC-11, SYNC-15)', () => {
  const first = firstEpoch(Date.UTC(2026, 0, 1));
  const second = nextEpoch(first, Date.UTC(2026, 10, 26));
  expect([2025, 2026, 2027].map((year) => mayHaveForgotten(first, year))).toEqual([false, false, false]);
  expect([2025, 2026, 2027].map((year) => mayHaveForgotten(second, year))).toEqual([true, true, false]);
});
