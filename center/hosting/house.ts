import type { Logger } from 'pino';
import type { Seat } from './seats.ts';

export interface HouseParts {
  /** Starts the center of an organisation. @throws CenterNotStarted */
  readonly start: (key: string) => Promise<Seat>;
  readonly now: () => number;
  readonly logger: Pick<Logger, 'error' | 'info'>;
  /** Centers that run at once at most. */
  readonly most: number;
  /** After so long without a call a center sleeps, in ms. */
  readonly idleMs: number;
}

interface Room {
  readonly seat: Promise<Seat>;
  /** Of the last call, in ms since 1970. */
  usedAt: number;
  /** Calls and work under way. */
  using: number;
}

/** All rooms are taken by somebody who is working. */
export class HouseFull extends Error {
  override readonly name = 'HouseFull';
}

/**
 * The centers of many organisations on one machine: each in a process of its own, with its own store and keys, started by
 * the first call and put to sleep when nobody has called for a while.
 */
export interface House {
  /** Runs work on an organisation's center, which stays awake for as long. @throws CenterNotStarted, HouseFull */
  use<Result>(key: string, work: (seat: Seat) => Promise<Result>): Promise<Result>;
  isAwake(key: string): boolean;
  awake(): number;
  /** Lets those sleep that nobody has called for long. */
  tidy(): Promise<void>;
  /** Lets one sleep that nobody uses, whenever it was called last. */
  sleep(key: string): Promise<void>;
  close(): Promise<void>;
}

export function createHouse({ start, now, logger, most, idleMs }: HouseParts): House {
  const rooms = new Map<string, Room>();
  /** Whose center is ending: a store has one program at a time. */
  const ending = new Map<string, Promise<void>>();

  async function leave(key: string, room: Room): Promise<void> {
    rooms.delete(key);
    const left = room.seat.then(
      (seat) => seat.stop(),
      () => undefined,
    );
    const gone = left.finally(() => ending.delete(key));
    ending.set(key, gone);
    await gone;
  }

  async function makeSpace(): Promise<void> {
    if (rooms.size < most) return;
    const [oldest] = [...rooms].filter(([, { using }]) => using === 0).sort(([, a], [, b]) => a.usedAt - b.usedAt);
    if (!oldest) throw new HouseFull();
    await leave(...oldest);
  }

  async function enter(key: string): Promise<Room> {
    for (;;) {
      const known = rooms.get(key);
      if (known) return known;
      // Whoever waited looks again: another call may have begun it meanwhile.
      if (ending.has(key)) await ending.get(key);
      else if (rooms.size >= most) await makeSpace();
      else return begin(key);
    }
  }

  function begin(key: string): Room {
    const room: Room = { seat: start(key), usedAt: now(), using: 0 };
    rooms.set(key, room);
    const drop = () => {
      if (rooms.get(key) === room) rooms.delete(key);
    };
    room.seat.then(
      ({ ended }) =>
        void ended.then(() => {
          if (rooms.get(key) === room) logger.error({ key }, 'a center ended by itself; the next call begins it anew');
          drop();
        }),
      drop,
    );
    return room;
  }

  return {
    async use(key, work) {
      const room = await enter(key);
      room.using += 1;
      try {
        return await work(await room.seat);
      } finally {
        room.using -= 1;
        room.usedAt = now();
      }
    },
    isAwake: (key) => rooms.has(key),
    awake: () => rooms.size,
    async tidy() {
      const long = [...rooms].filter(([, { using, usedAt }]) => using === 0 && now() - usedAt >= idleMs);
      await Promise.all(long.map(([key, room]) => leave(key, room)));
    },
    async sleep(key) {
      const room = rooms.get(key);
      if (room && room.using === 0) await leave(key, room);
    },
    async close() {
      await Promise.all([...rooms].map(([key, room]) => leave(key, room)));
    },
  };
}
