import { beforeEach, describe, expect, test } from 'vitest';
import { never, offline, RoundWorld } from '../testing/round-world.ts';

let world: RoundWorld;
beforeEach(() => {
  world = new RoundWorld();
});

describe('one round of sync', () => {
  test('sends everything that waits, fetches everything that is new, and only then is complete (SYNC-10)', async () => {
    world.write(5);
    world.atCity = 10;
    expect(await world.round(never)).toEqual({
      outcome: 'complete',
      failure: null,
      failureCode: null,
      pushed: 5,
      pulled: 10,
    });
    expect([world.outbox, world.cursor]).toEqual([[], 10]);
    expect(world.received).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
    expect(world.noted).toHaveLength(1);
  });

  test('what is written while it fetches is sent before it calls itself complete (SYNC-10)', async () => {
    world.atCity = 2;
    world.duringPull = () => world.write(1);
    expect(await world.round(never)).toMatchObject({ outcome: 'complete', pushed: 1 });
    expect(world.received).toEqual(['a1']);
  });

  test('the next batch is on its way while one is applied, one at a time and in order (SYNC-4)', async () => {
    world.atCity = 8;
    expect(await world.round(never)).toMatchObject({ outcome: 'complete', pulled: 8 });
    expect(world.told).toEqual(['asked 0', 'asked 3', 'applied 0', 'asked 6', 'applied 3', 'applied 6']);
  });

  test('what is asked ahead gives back the newest word of the city, as if the answer before were applied (SYNC-11)', async () => {
    world.atCity = 8;
    const marks: unknown[] = [];
    const { pull } = world.client;
    Object.assign(world.client, {
      pull: (...[input, signal]: Parameters<typeof pull>) => {
        marks.push(input.proofs?.marks);
        return pull(input, signal);
      },
    });
    await world.round(never);
    expect(marks).toEqual([['mark 0'], ['mark 3'], ['mark 6']]);
  });

  test('what is on its way is dropped where something was sent since, or the station stands elsewhere (SYNC-13)', async () => {
    world.atCity = 8;
    world.duringPull = () => world.write(1);
    expect(await world.round(never)).toMatchObject({ outcome: 'complete', pushed: 1, pulled: 8 });
    expect(world.told.filter((each) => each === 'asked 3')).toHaveLength(2);
    world.atCity = 16;
    world.told = [];
    const { applyFeed } = world.store;
    Object.assign(world.store, {
      applyFeed: async (...given: Parameters<typeof applyFeed>) => {
        const result = await applyFeed(...given);
        // Another answer has moved the cursor, as one to a push does.
        if (world.cursor === 11) world.cursor = 12;
        return result;
      },
    });
    expect(await world.round(never)).toMatchObject({ outcome: 'complete' });
    expect(world.told.filter((each) => each.startsWith('applied'))).toEqual(['applied 8', 'applied 12', 'applied 15']);
  });

  test('a batch that was fetched ahead and fails is the failure of its turn; what was applied before stays (SYNC-4)', async () => {
    world.atCity = 8;
    let pulls = 0;
    const { pull } = world.client;
    Object.assign(world.client, {
      pull: async (...given: Parameters<typeof pull>) => {
        pulls += 1;
        if (pulls === 2) throw offline();
        return pull(...given);
      },
    });
    expect(await world.round(never)).toMatchObject({ outcome: 'failed', pulled: 3 });
    expect(world.cursor).toBe(3);
    expect(await world.round(never)).toMatchObject({ outcome: 'complete', pulled: 5 });
  });

  test('a pull that halts takes back the question that was on its way (SYNC-12)', async () => {
    world.atCity = 8;
    world.answer = 'consent';
    const asked: AbortSignal[] = [];
    const { pull } = world.client;
    Object.assign(world.client, {
      pull: (...[input, signal]: Parameters<typeof pull>) => {
        asked.push(signal);
        return pull(input, signal);
      },
    });
    expect(await world.round(never)).toMatchObject({ outcome: 'halted' });
    expect(asked.map(({ aborted }) => aborted)).toEqual([false, true]);
  });

  test('numbers are asked for once everything has come in, and once a round (SYNC-15)', async () => {
    world.wanted = { isAnew: false, series: [] };
    world.atCity = 10;
    world.duringPull = () => expect(world.reserved).toBe(0);
    expect(await world.round(never)).toMatchObject({ outcome: 'complete', pulled: 10 });
    expect(world.reserved).toBe(1);
    await world.round(never);
    expect(world.reserved).toBe(1);
  });
});
