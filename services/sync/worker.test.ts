import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RoundResult } from './round.ts';
import { createSyncWorker, type SyncWorker } from './worker.ts';

const PERIOD = 300_000;
const complete: RoundResult = { outcome: 'complete', failure: null, failureCode: null, pushed: 0, pulled: 0 };
const failed: RoundResult = { outcome: 'failed', failure: '连不上', failureCode: 'UNREACHABLE', pushed: 0, pulled: 0 };

let rounds: number;
let overlapping: number;
let running: number;
let next: () => Promise<RoundResult>;
let worker: SyncWorker;
let errors: unknown[];

beforeEach(() => {
  vi.useFakeTimers();
  [rounds, overlapping, running, errors] = [0, 0, 0, []];
  next = () => Promise.resolve(complete);
  worker = createSyncWorker({
    round: async () => {
      rounds += 1;
      running += 1;
      overlapping = Math.max(overlapping, running);
      try {
        return await next();
      } finally {
        running -= 1;
      }
    },
    periodMs: () => PERIOD,
    random: () => 0.5,
    onError: (error) => errors.push(error),
  });
});
afterEach(async () => {
  await worker.close();
  vi.useRealTimers();
});

describe('the worker', () => {
  test('begins at once, and comes again after the period', async () => {
    worker.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(rounds).toBe(1);
    await vi.advanceTimersByTimeAsync(PERIOD - 1);
    expect(rounds).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(rounds).toBe(2);
  });

  test('after failures it waits longer each time, and after a success it is back to the period', async () => {
    next = () => Promise.resolve(failed);
    worker.start();
    await vi.advanceTimersByTimeAsync(0);
    const waits: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      const wait = (worker.state().nextAt ?? 0) - Date.now();
      waits.push(wait);
      await vi.advanceTimersByTimeAsync(wait);
    }
    expect(waits).toEqual(waits.toSorted((left, right) => left - right));
    expect(new Set(waits).size).toBe(4);
    expect(worker.state().failures).toBe(5);
    next = () => Promise.resolve(complete);
    await worker.syncNow();
    expect(worker.state()).toMatchObject({ failures: 0, nextAt: Date.now() + PERIOD });
  });

  test('「立即同步」 during a round begins one more after it, and only one however often it is pressed', async () => {
    let finish: (result: RoundResult) => void = () => undefined;
    next = () => new Promise((resolve) => (finish = resolve));
    worker.start();
    await vi.advanceTimersByTimeAsync(0);
    const asked = [worker.syncNow(), worker.syncNow(), worker.syncNow()];
    next = () => Promise.resolve(complete);
    finish(failed);
    expect(await Promise.all(asked)).toEqual([complete, complete, complete]);
    expect([rounds, overlapping]).toEqual([2, 1]);
  });

  test('a defect is reported, counts as a failure, and the worker goes on', async () => {
    next = () => Promise.reject(new TypeError('oops'));
    expect(await worker.syncNow()).toMatchObject({ outcome: 'failed' });
    expect(errors).toHaveLength(1);
    next = () => Promise.resolve(complete);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rounds).toBe(2);
  });

  test('closing waits for the round that runs, and no other begins', async () => {
    let finish: (result: RoundResult) => void = () => undefined;
    next = () => new Promise((resolve) => (finish = resolve));
    worker.start();
    await vi.advanceTimersByTimeAsync(0);
    let closed = false;
    const closing = worker.close().then(() => {
      closed = true;
    });
    await vi.advanceTimersByTimeAsync(10);
    expect(closed).toBe(false);
    finish(complete);
    await closing;
    await vi.advanceTimersByTimeAsync(PERIOD * 3);
    expect(rounds).toBe(1);
    await expect(worker.syncNow()).rejects.toThrow('closed');
  });
});
