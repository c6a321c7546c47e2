import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { createHouse, type House, HouseFull } from './house.ts';
import { CenterNotStarted, type Seat } from './seats.ts';

/** Centers that do nothing, and what was done with them. */
class FakeSeats {
  readonly running = new Map<string, number>();
  readonly started: string[] = [];
  readonly stopped: string[] = [];
  fails: string | null = null;
  readonly #ends = new Map<string, () => void>();

  start = async (key: string): Promise<Seat> => {
    await Promise.resolve();
    if (this.fails === key) throw new CenterNotStarted('磁盘已满');
    const count = (this.running.get(key) ?? 0) + 1;
    this.running.set(key, count);
    if (count > 1) throw new Error(`two programs on the store of ${key}`);
    this.started.push(key);
    const ended = new Promise<void>((resolve) => this.#ends.set(key, resolve));
    return {
      origin: `http://127.0.0.1/${key}`,
      rested: Promise.resolve(),
      ended,
      stop: async () => {
        await Promise.resolve();
        this.end(key);
        this.stopped.push(key);
      },
    };
  };

  end(key: string): void {
    this.running.set(key, (this.running.get(key) ?? 1) - 1);
    this.#ends.get(key)?.();
  }
}

const IDLE = 1_000;
let seats: FakeSeats;
let clock: number;
let house: House;
const logger = { error: () => undefined, info: () => undefined };
const open = (most: number): House => createHouse({ start: seats.start, now: () => clock, logger, most, idleMs: IDLE });
beforeEach(() => {
  seats = new FakeSeats();
  clock = 0;
  house = open(2);
});
const call = (key: string) => house.use(key, async ({ origin }) => origin);

describe('the centers of one machine', () => {
  test('begin with the first call, once, and sleep when nobody has called for long', async () => {
    await Promise.all([call('a'), call('a'), call('b')]);
    expect(seats.started).toEqual(['a', 'b']);
    clock = IDLE - 1;
    await call('b');
    clock = IDLE;
    await house.tidy();
    expect(seats.stopped).toEqual(['a']);
    expect([house.isAwake('a'), house.isAwake('b')]).toEqual([false, true]);
    await call('a');
    expect(seats.started).toEqual(['a', 'b', 'a']);
  });

  test('make space by the one that was called longest ago, and never by one that works', async () => {
    await call('a');
    clock = 1;
    await call('b');
    clock = 2;
    await call('c');
    expect(seats.stopped).toEqual(['a']);
    await house.use('b', () =>
      house.use('c', async () => {
        await expect(call('d')).rejects.toBeInstanceOf(HouseFull);
      }),
    );
    expect(seats.stopped).toEqual(['a']);
    await expect(call('d')).resolves.toContain('/d');
  });

  test('that ended by itself begins anew with the next call', async () => {
    await call('a');
    seats.end('a');
    await Promise.resolve();
    await call('a');
    expect(seats.started).toEqual(['a', 'a']);
  });

  test('that does not start says why, and is tried again', async () => {
    seats.fails = 'a';
    await expect(call('a')).rejects.toThrow('磁盘已满');
    seats.fails = null;
    await expect(call('a')).resolves.toContain('/a');
  });

  test('never have two programs on one store, nor more than the most, in any order of calls, sleeps and clocks', async () => {
    const step = fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd'),
      kind: fc.constantFrom('call', 'tidy', 'sleep'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.integer({ min: 1, max: 3 }), async (steps, most) => {
        seats = new FakeSeats();
        house = open(most);
        const under = steps.map(async ({ key, kind }) => {
          clock += IDLE / 2;
          if (kind === 'tidy') return house.tidy();
          if (kind === 'sleep') return house.sleep(key);
          return call(key).catch((error: unknown) => {
            if (!(error instanceof HouseFull)) throw error;
          });
        });
        await Promise.all(under);
        expect(house.awake()).toBeLessThanOrEqual(most);
        await house.close();
        expect([...seats.running.values()].every((count) => count === 0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
