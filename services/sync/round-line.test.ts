import { beforeEach, describe, expect, test } from 'vitest';
import { MAX_BATCH } from '../../domain/sync/batches.ts';
import { never, offline, RoundWorld, refusedWith, versions } from '../testing/round-world.ts';
import { CityCallFailed } from './client.ts';

let world: RoundWorld;
beforeEach(() => {
  world = new RoundWorld();
});

describe('a round on a line that fails, and one that stops', () => {
  test('a batch that is too large for the way is halved until it passes, and nothing goes twice or is left (SYNC-9)', async () => {
    world.write(100);
    world.largestTaken = 7;
    expect(await world.round(never)).toMatchObject({ outcome: 'complete', pushed: 100 });
    expect(world.received).toEqual(Array.from({ length: 100 }, (_, index) => `a${index + 1}`));
    expect(Math.max(...world.batches)).toBeLessThanOrEqual(7);
  });

  test('an answer that is too large for the way is asked for in halves, from the same place (SYNC-9)', async () => {
    world.atCity = 10;
    world.largestTaken = 2;
    expect(await world.round(never)).toMatchObject({ outcome: 'complete', pulled: 10 });
    expect(world.cursor).toBe(10);
    expect(new Set(world.asked.filter((count) => count <= 2))).toEqual(new Set([1, 2]));
  });

  test('one action that is too large alone is told, and stays in the outbox (SYNC-1)', async () => {
    world.write(2);
    world.largestTaken = 0;
    expect(await world.round(never)).toMatchObject({
      outcome: 'failed',
      failureCode: 'TOO_LARGE',
      failure: expect.stringContaining('太大'),
    });
    expect(world.outbox).toHaveLength(2);
  });

  test('a batch never asks for more than the city takes (SYNC-9)', async () => {
    world.write(MAX_BATCH.count + 1);
    await world.round(never);
    expect(Math.max(...world.batches)).toBeLessThanOrEqual(MAX_BATCH.count);
    expect(world.batches.reduce((sum, each) => sum + each)).toBe(MAX_BATCH.count + 1);
  });

  test('where the line is down it says so, and everything waits', async () => {
    world.write(1);
    world.fail = offline;
    expect(await world.round(never)).toMatchObject({
      outcome: 'failed',
      failureCode: 'UNREACHABLE',
      failure: expect.stringContaining('连不上'),
    });
    expect(world.outbox).toHaveLength(1);
    world.fail = () => refusedWith(502);
    expect(await world.round(never)).toMatchObject({
      failureCode: 'CITY_FAILED',
      failure: expect.stringContaining('502'),
    });
  });

  test('an answer that is lost after the city took it costs a second sending, and no action (SYNC-3)', async () => {
    world.write(3);
    const { keepAnswers } = world.store;
    let lost = true;
    Object.assign(world.store, {
      keepAnswers: async (output: Parameters<typeof keepAnswers>[0]) => {
        if (lost) {
          lost = false;
          throw offline();
        }
        return keepAnswers(output);
      },
    });
    expect(await world.round(never)).toMatchObject({ outcome: 'failed' });
    expect(await world.round(never)).toMatchObject({ outcome: 'complete', pushed: 3 });
    expect(world.received).toEqual(['a1', 'a2', 'a3', 'a1', 'a2', 'a3']);
  });

  test('where a round came to its end the next one has one way less over the line, for an hour', async () => {
    await world.round(never);
    world.pass(59 * 60_000);
    world.write(1);
    expect(await world.round(never)).toMatchObject({ outcome: 'complete', pushed: 1 });
    expect(world.hellos).toBe(1);
    world.pass(2 * 60_000);
    await world.round(never);
    expect(world.hellos).toBe(2);
  });

  test('a clock that was set is measured anew in the next round (SYNC-7)', async () => {
    await world.round(never);
    const before = world.offset ?? 0;
    world.clock += 3_600_000;
    world.pass(300_000);
    await world.round(never);
    expect(world.hellos).toBe(2);
    expect(world.offset).toBe(before + 3_600_000 + 300_000 + 200);
  });

  test('after a round that did not come to its end the city is asked anew who it is (SYNC-11, SYNC-13)', async () => {
    await world.round(never);
    world.write(1);
    let calls = 0;
    world.fail = () => {
      calls += 1;
      return calls === 1 ? offline() : null;
    };
    expect(await world.round(never)).toMatchObject({ outcome: 'failed' });
    expect(await world.round(never)).toMatchObject({ outcome: 'complete', pushed: 1 });
    expect(world.hellos).toBe(2);
  });

  test('a city that began another life between two rounds is told apart by the first call (SYNC-11)', async () => {
    await world.round(never);
    world.write(1);
    world.said = { epoch: 'e2' };
    let calls = 0;
    world.fail = () => {
      calls += 1;
      return calls === 1 ? new CityCallFailed('换了', { code: 'EPOCH_CHANGED', status: 409 }) : null;
    };
    expect(await world.round(never)).toMatchObject({ outcome: 'complete', pushed: 1 });
    expect([world.epoch, world.settles, world.hellos]).toEqual(['e2', 1, 2]);
  });

  test('the clock is measured against the city’s, at the middle of the call (SYNC-7)', async () => {
    await world.round(never);
    expect(world.offset).toBe(1_100 - 50_000);
  });

  test('“the app is too old” and “the server is too old” are told apart (SYNC-13)', async () => {
    world.said = { versions: { protocol: 9, oldestProtocol: 9, schema: 9 } };
    expect(await world.round(never)).toMatchObject({
      failureCode: 'APP_TOO_OLD',
      failure: expect.stringContaining('本机程序太旧'),
    });
    world.said = { versions: { ...versions, schema: 0 } };
    expect(await world.round(never)).toMatchObject({ failure: expect.stringContaining('市平台的版本比本机旧') });
  });

  test('a pull that would take much away halts with the reason, and the cursor stays (SYNC-12)', async () => {
    world.atCity = 2;
    world.answer = 'consent';
    expect(await world.round(never)).toMatchObject({
      outcome: 'halted',
      failureCode: 'HALTED',
      failure: expect.stringContaining('主任'),
    });
    expect(world.cursor).toBe(0);
  });

  test('a defect is no failure of the line: it is thrown', async () => {
    world.fail = () => new TypeError('oops');
    await expect(world.round(never)).rejects.toThrow('oops');
  });

  test('it ends early when the program ends', async () => {
    const stop = new AbortController();
    stop.abort();
    world.write(1);
    expect(await world.round(stop.signal)).toMatchObject({
      outcome: 'failed',
      failure: expect.stringContaining('退出'),
      failureCode: 'STOPPED',
    });
    expect(world.outbox).toHaveLength(1);
  });
});
