import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchLength, grown, halved, MAX_BATCH } from './batches.ts';
import { pullNeedsConsent } from './pull-guard.ts';
import { verdictReasons, waysOut } from './reasons.ts';
import { retryDelay } from './schedule.ts';
import { type SyncFacts, syncStatus } from './status.ts';
import { versionProblem } from './versions.ts';

describe('batches are bounded by bytes and by count (SYNC-9)', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 60 });
  const limits = fc.record({ bytes: fc.integer({ min: 1, max: 20_000 }), count: fc.integer({ min: 1, max: 30 }) });

  test('a batch keeps both bounds, unless it is one action that is larger alone', () => {
    fc.assert(
      fc.property(sizes, limits, (all, bounds) => {
        const length = batchLength(all, bounds);
        const taken = all.slice(0, length);
        const bytes = taken.reduce((sum, size) => sum + size, 0);
        expect(length).toBeGreaterThanOrEqual(1);
        expect(length).toBeLessThanOrEqual(bounds.count);
        if (length > 1) expect(bytes).toBeLessThanOrEqual(bounds.bytes);
        // And no smaller than it must be.
        const next = all[length];
        if (next !== undefined && length < bounds.count) expect(bytes + next).toBeGreaterThan(bounds.bytes);
      }),
    );
  });

  test('after 413s one action is always left to try, and a batch grows back to the limit', () => {
    let limitsNow = MAX_BATCH;
    for (let n = 0; n < 40; n += 1) limitsNow = halved(limitsNow);
    expect(limitsNow).toEqual({ bytes: 1, count: 1 });
    for (let n = 0; n < 40; n += 1) limitsNow = grown(limitsNow);
    expect(limitsNow).toEqual(MAX_BATCH);
  });
});

describe('back-off', () => {
  test('waits longer after each failure, never over a quarter of an hour, and never at the same moment', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, random) => {
          const delay = retryDelay(failures, random);
          expect(delay).toBeGreaterThanOrEqual(2_500);
          expect(delay).toBeLessThanOrEqual(15 * 60_000);
          expect(retryDelay(failures + 1, random)).toBeGreaterThanOrEqual(delay);
        },
      ),
    );
    expect(retryDelay(5, 0)).not.toBe(retryDelay(5, 0.9));
  });
});

describe('「已同步」 is never shown too early (SYNC-10)', () => {
  const done: SyncFacts = {
    enrolled: true,
    waitingActions: 0,
    waitingFiles: 0,
    halted: false,
    needsAttention: 0,
    feedsBehind: 0,
    failure: null,
    lastCompleteAt: 1,
  };
  test('only when everything is through', () => {
    expect(syncStatus(done)).toBe('synced');
    const lacking: Partial<SyncFacts>[] = [
      { enrolled: false },
      { waitingActions: 1 },
      { waitingFiles: 1 },
      { halted: true },
      { needsAttention: 1 },
      { feedsBehind: 1 },
      { failure: 'x' },
      { lastCompleteAt: null },
    ];
    for (const change of lacking) expect(syncStatus({ ...done, ...change })).not.toBe('synced');
  });
  test('what a person must settle is named before what settles itself', () => {
    expect(syncStatus({ ...done, halted: true, needsAttention: 1, failure: 'x' })).toBe('halted');
    expect(syncStatus({ ...done, needsAttention: 1, failure: 'x', waitingActions: 3 })).toBe('attention');
    expect(syncStatus({ ...done, failure: 'x', waitingActions: 3 })).toBe('failed');
  });
});

describe('versions (SYNC-13)', () => {
  const now = { protocol: 3, oldestProtocol: 2, schema: 5 };
  test('“your app is too old” and “the server is too old” are different answers', () => {
    expect(versionProblem(now, now)).toBeNull();
    expect(versionProblem({ ...now, protocol: 1, oldestProtocol: 1 }, now)).toBe('app_too_old');
    expect(versionProblem(now, { ...now, protocol: 1, oldestProtocol: 1 })).toBe('server_too_old');
    expect(versionProblem({ ...now, schema: 6 }, now)).toBe('server_too_old');
    expect(versionProblem({ ...now, schema: 4 }, now)).toBeNull();
  });
});

describe('a pull that would take away much halts and asks (SYNC-12)', () => {
  test('above the share, and only where there are enough cases for a share to mean something', () => {
    expect(pullNeedsConsent({ openBefore: 100, lost: 30 })).toBe(false);
    expect(pullNeedsConsent({ openBefore: 100, lost: 31 })).toBe(true);
    expect(pullNeedsConsent({ openBefore: 9, lost: 9 })).toBe(false);
    expect(pullNeedsConsent({ openBefore: 100, lost: 31 }, 0.5)).toBe(false);
  });
});

test('every reason of a verdict names its ways out (SYNC-3)', () => {
  const known = waysOut.map(({ id }) => id);
  for (const { text, waysOut: ways } of verdictReasons) {
    expect(text).toMatch(/[\u4e00-\u9fff]/);
    expect(ways.length).toBeGreaterThan(0);
    for (const way of ways) expect(known).toContain(way);
  }
});
