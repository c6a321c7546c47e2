import { describe, expect, test } from 'vitest';
import { FIRST_BATCH, LEAST_BATCH, MAX_BATCH } from '../../domain/sync/batches.ts';
import { createBatchSender } from './batch-sender.ts';
import { CityCallFailed } from './client.ts';

const broken = new CityCallFailed('', { code: null, status: null });
const tooLarge = new CityCallFailed('', { code: null, status: 413 });
const refused = new CityCallFailed('', { code: 'CHAIN_BROKEN', status: 409 });
const repeated = (work: (sender: ReturnType<typeof createBatchSender>) => void, times = 20) => {
  const sender = createBatchSender();
  for (let n = 0; n < times; n += 1) work(sender);
  return sender;
};

describe('batches are as large as the line carries (SYNC-9)', () => {
  test('they begin in the middle, and grow to what the city takes while they go quickly', () => {
    expect(createBatchSender().limits()).toEqual(FIRST_BATCH);
    expect(createBatchSender().isQuick()).toBe(false);
    const sender = repeated((each) => each.passed(300));
    expect([sender.limits(), sender.isQuick()]).toEqual([MAX_BATCH, true]);
  });

  test('on a line that takes seconds they stay as they are, and on one that takes long they shrink', () => {
    expect(repeated((sender) => sender.passed(8_000)).limits()).toEqual(FIRST_BATCH);
    const slow = repeated((sender) => sender.passed(40_000));
    expect([slow.limits(), slow.isQuick()]).toEqual([LEAST_BATCH, false]);
  });

  test('a line that breaks gets smaller ones the next time, and is not tried again at once', () => {
    const sender = createBatchSender();
    sender.passed(300);
    expect(sender.failed(broken, 1_000)).toBe(false);
    expect([sender.limits(), sender.isQuick()]).toEqual([FIRST_BATCH, false]);
    expect(repeated((each) => each.failed(broken, 1_000)).limits()).toEqual(LEAST_BATCH);
  });

  test('a 413 is answered with a half at once, down to one action', () => {
    const sender = createBatchSender();
    expect(sender.failed(tooLarge, 40)).toBe(true);
    expect(sender.limits().count).toBe(20);
    for (let count = 20; count > 1; count = sender.limits().count) expect(sender.failed(tooLarge, count)).toBe(true);
    expect(sender.failed(tooLarge, 1)).toBe(false);
  });

  test('what the city itself refuses says nothing of the line', () => {
    const sender = createBatchSender();
    expect(sender.failed(refused, 5)).toBe(false);
    expect(sender.failed(new Error('a defect'), 5)).toBe(false);
    expect(sender.limits()).toEqual(FIRST_BATCH);
  });
});
