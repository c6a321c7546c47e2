import { beforeEach, describe, expect, test } from 'vitest';
import { never, offline, RoundWorld } from '../testing/round-world.ts';
import { CityCallFailed } from './client.ts';

let world: RoundWorld;
beforeEach(() => {
  world = new RoundWorld();
});

describe('a round with a city that was restored (SYNC-11)', () => {
  test('a city that was restored gets back what it lacks before anything new, and is fetched from the beginning (SYNC-11)', async () => {
    world.write(2);
    world.cursor = 7;
    world.atCity = 3;
    world.said = { epoch: 'e2' };
    world.confirmed = ['c1', 'c2', 'c3', 'c4', 'c5'];
    world.held = new Set(['c1', 'c4']);
    world.largestTaken = 2;
    const before: string[][] = [];
    const { settle } = world.client;
    Object.assign(world.client, {
      settle: (...input: Parameters<typeof settle>) => {
        before.push([...world.received]);
        return settle(...input);
      },
    });
    expect(await world.round(never)).toMatchObject({ outcome: 'complete', pushed: 5, pulled: 3 });
    expect(before).toEqual([[]]);
    expect([world.kept, world.epoch, world.cursor]).toEqual([['c2', 'c3', 'c5'], 'e2', 3]);
    expect(world.received).toEqual(['a1', 'a2']);
  });

  test('a return that breaks off anywhere begins anew, and what has arrived does not go twice (SYNC-11)', async () => {
    world.said = { epoch: 'e2' };
    world.confirmed = ['c1', 'c2'];
    let calls = 0;
    for (let breaks = 1; world.epoch === 'e1'; breaks += 1) {
      expect(breaks).toBeLessThan(10);
      calls = 0;
      world.fail = () => {
        calls += 1;
        return calls === breaks ? offline() : null;
      };
      await world.round(never);
    }
    expect([...world.held]).toEqual(['c1', 'c2']);
    expect(world.epoch).toBe('e2');
    expect(calls).toBeGreaterThan(2);
  });

  test('a city that is restored while a station talks to it is talked to anew, in the same round (SYNC-11)', async () => {
    world.write(1);
    let turn = 0;
    world.fail = () => {
      turn += 1;
      if (turn !== 2) return null;
      world.said = { epoch: 'e2' };
      return new CityCallFailed('', { code: 'EPOCH_CHANGED', status: 409 });
    };
    expect(await world.round(never)).toMatchObject({ outcome: 'complete', pushed: 1 });
    expect([world.epoch, world.settles]).toEqual(['e2', 1]);
  });

  test('a city that changes its life each time does not hold the round for ever', async () => {
    world.write(1);
    let hellos = 0;
    world.fail = () => {
      hellos += 1;
      return hellos % 2 === 0 ? new CityCallFailed('换了', { code: 'EPOCH_CHANGED', status: 409 }) : null;
    };
    expect(await world.round(never)).toMatchObject({ outcome: 'failed' });
    expect(world.outbox).toHaveLength(1);
  });

  test('every push gives back the city’s own word, so that one that was restored unawares is told (SYNC-11)', async () => {
    world.write(1);
    world.cursor = 4;
    await world.round(never);
    expect(world.proofs).toEqual([{ receipt: null, marks: ['mark 4'] }]);
  });
});
