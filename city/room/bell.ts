import type { RoomKey } from './rows.ts';

/** How often a room that somebody waits at is looked at: another server on the database may have added to it. */
const LOOK_MS = 1_000;

/** Wakes those who wait for something new in a room. */
export interface Bell {
  /** Something was added here: nobody waits for the next look. */
  ring(key: RoomKey): void;
  /** Resolves once the room has another head, at the latest after `patience` ms, or when `signal` ends it. */
  wait(key: RoomKey, head: number, patience: number, signal: AbortSignal): Promise<void>;
}

interface Watched {
  readonly waiting: Set<{ readonly head: number; readonly wake: () => void }>;
  readonly timer: NodeJS.Timeout;
}

/** One look a second for each room, however many wait at it. `headOf` gives null for a room that is gone. */
export function createBell(headOf: (key: RoomKey) => Promise<number | null>): Bell {
  const watched = new Map<string, Watched>();

  async function look(key: RoomKey): Promise<void> {
    // A database that cannot be asked now is asked again in a second.
    const head = await headOf(key).catch(() => undefined);
    if (head === undefined) return;
    for (const each of watched.get(key.roomId)?.waiting ?? []) if (each.head !== head) each.wake();
  }

  function watchedAt(key: RoomKey): Watched {
    const known = watched.get(key.roomId);
    if (known) return known;
    const timer = setInterval(() => void look(key), LOOK_MS);
    const made = { waiting: new Set<{ head: number; wake: () => void }>(), timer };
    watched.set(key.roomId, made);
    return made;
  }

  return {
    ring({ roomId }) {
      for (const { wake } of watched.get(roomId)?.waiting ?? []) wake();
    },
    wait(key, head, patience, signal) {
      return new Promise((resolve) => {
        const room = watchedAt(key);
        const timeout = setTimeout(() => waiter.wake(), patience);
        const waiter = {
          head,
          wake() {
            clearTimeout(timeout);
            signal.removeEventListener('abort', waiter.wake);
            room.waiting.delete(waiter);
            if (room.waiting.size === 0) {
              clearInterval(room.timer);
              watched.delete(key.roomId);
            }
            resolve();
          },
        };
        room.waiting.add(waiter);
        signal.addEventListener('abort', waiter.wake);
        if (signal.aborted) waiter.wake();
      });
    },
  };
}
