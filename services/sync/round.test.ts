import { beforeEach, describe, expect, test } from 'vitest';
import type { Hello, Proofs, PulledFeed, PushInput, WireAction } from '../../contract/sync.ts';
import type { ReturnedAction } from '../../contract/sync-return.ts';
import { type BatchLimits, batchLength, MAX_BATCH } from '../../domain/sync/batches.ts';
import { CityCallFailed, type CityClient, type Departure } from './client.ts';
import { createRound, type RoundResult, type RoundStore } from './round.ts';

const versions = { protocol: 1, oldestProtocol: 1, schema: 1 };
const never = new AbortController().signal;
const offline = () => new CityCallFailed('fetch failed', { code: null, status: null });
const refusedWith = (status: number) => new CityCallFailed('', { code: null, status });

/** A station with so many actions in its outbox and a city with so many for it, in memory. */
class World {
  outbox: WireAction[] = [];
  received: string[] = [];
  /** Bounds of the pulls, in actions. */
  asked: number[] = [];
  batches: number[] = [];
  atCity = 0;
  cursor = 0;
  offset: number | null = null;
  noted: RoundResult[] = [];
  clock = 1_000;
  largestTaken = Number.POSITIVE_INFINITY;
  fail: (() => Error | null) | null = null;
  answer: 'applied' | 'consent' = 'applied';
  said: Partial<Hello> = {};
  duringPull: (() => void) | null = null;
  epoch = 'e1';
  /** What the city confirmed, and what of it a city that was restored still has. */
  confirmed: string[] = [];
  held = new Set<string>();
  kept: string[] = [];
  settles = 0;
  wanted: Awaited<ReturnType<RoundStore['wantedNumbers']>> = null;
  reserved = 0;
  proofs: (Proofs | undefined)[] = [];
  /** What was asked of the feed and what was applied, in turn. */
  told: string[] = [];

  write(count: number): void {
    for (let n = 0; n < count; n += 1) {
      const id = `a${this.outbox.length + this.received.length + 1}`;
      this.outbox.push({ feed: '410105', header: { id }, payload: '{}', salt: null } as unknown as WireAction);
    }
  }

  readonly store: RoundStore = {
    outbox: async (limits: BatchLimits, after?: string) => {
      const behind = this.outbox.slice(this.outbox.findIndex(({ header }) => header.id === after) + 1);
      const sizes = behind.map(() => 100);
      return behind.slice(0, sizes.length === 0 ? 0 : batchLength(sizes, limits));
    },
    place: async () => ({ epoch: this.epoch, cursors: [{ feed: '410105', position: this.cursor }], backfills: [] }),
    keepAnswers: async ({ answers }) => {
      const ids = new Set(answers.map(({ id }) => id));
      this.outbox = this.outbox.filter(({ header }) => !ids.has(header.id));
    },
    applyFeed: async (feed: PulledFeed) => {
      if (this.answer === 'applied') this.cursor = feed.cursor;
      this.told.push(`applied ${feed.from}`);
      return this.answer;
    },
    applyPast: async () => this.answer,
    noteClock: async (offsetMs) => {
      this.offset = offsetMs;
    },
    noteRound: async (result) => void this.noted.push(result),
    wantedNumbers: async () => this.wanted,
    keepNumbers: async () => {
      this.reserved += 1;
      this.wanted = null;
    },
    proofs: async () => ({ receipt: null, marks: [`mark ${this.cursor}`] }),
    confirmed: async (after, count) =>
      this.confirmed
        .map((id, index) => ({ position: index + 1, id, feed: '410105' }))
        .filter(({ position }) => position > after)
        .slice(0, count),
    returning: async (ids, { count }) => ids.slice(0, count).map((id) => ({ header: { id } }) as ReturnedAction),
    keepReturned: async ({ answers }) => void this.kept.push(...answers.map(({ id }) => id)),
    settled: async ({ epoch }) => {
      this.epoch = epoch;
      this.cursor = 0;
    },
  };

  readonly client: CityClient = {
    hello: async () => {
      this.failing();
      this.clock += 200;
      return { serverId: 's', epoch: 'e1', versions, time: 50_000, nonce: 'n', ...this.said };
    },
    push: async ({ actions, epoch, proofs }: PushInput, _signal: AbortSignal, { turn, left }: Departure) => {
      await turn;
      left();
      this.failing();
      this.proofs.push(proofs);
      if (actions.length > this.largestTaken) throw refusedWith(413);
      this.batches.push(actions.length);
      this.received.push(...actions.map(({ header }) => header.id));
      const answers = actions.map(({ header: { id } }) => ({ id })) as never;
      return { epoch: epoch ?? 'e1', answers, receipt: {} as never };
    },
    pull: async ({ limits, cursors }) => {
      this.failing();
      this.duringPull?.();
      this.duringPull = null;
      this.asked.push(limits.count);
      if (limits.count > this.largestTaken) throw refusedWith(413);
      const from = cursors[0]?.position ?? 0;
      this.told.push(`asked ${from}`);
      const cursor = Math.min(this.atCity, from + Math.min(3, limits.count));
      const actions = Array.from({ length: cursor - from }) as never;
      const feed = { feed: '410105', from, head: this.atCity, cursor, mark: `mark ${cursor}`, actions };
      return { epoch: this.epoch, feeds: [feed], backfills: [] };
    },
    offer: async ({ epoch, feeds }) => {
      this.failing();
      const lacking = feeds.flatMap(({ ids }) => ids).filter((id) => !this.held.has(id));
      return { epoch, lacking };
    },
    giveBack: async ({ epoch, actions }) => {
      if (actions.length > this.largestTaken) throw refusedWith(413);
      for (const { header } of actions) this.held.add(header.id);
      this.failing();
      return { epoch, answers: actions.map(({ header: { id } }) => ({ id })) as never };
    },
    reserve: async ({ epoch }) => {
      this.failing();
      return { epoch, segment: 'KTW', series: [] };
    },
    settle: async ({ epoch }) => {
      this.settles += 1;
      this.failing();
      return { epoch, receipt: {} as never };
    },
  };

  private failing(): void {
    const error = this.fail?.();
    if (error) throw error;
  }

  readonly round = createRound({ store: this.store, client: this.client, versions, now: () => this.clock });
}

let world: World;
beforeEach(() => {
  world = new World();
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
