import { errorTable, ServiceError } from '../contract/errors.ts';
import type { Store, Writes } from './ports.ts';
import type { AccessNote } from './sessions/port.ts';

/** What could not be written: ids and the cause, no word of what people typed. */
export interface Unwritten {
  readonly code: 'ACCESS_NOT_NOTED' | 'LAST_SEEN_NOT_KEPT' | 'FAILURES_NOT_KEPT';
  readonly error: unknown;
  readonly staffId: string;
  /** What the person looked at. */
  readonly subject?: string;
}

/**
 * Writes that only accompany a call. Where the store cannot be written (a full or read-only disk) the call goes on, for
 * people must be able to read their cases then most of all; the process log tells what is missing from the store.
 */
export interface Asides {
  /** Notes an access; a case that a person goes on looking at is noted once an hour, not each time the page asks. */
  note(store: Store, entry: AccessNote): Promise<void>;
  keepLastSeen(
    store: Store,
    session: { readonly staffId: string },
    save: (writes: Writes) => Promise<void>,
  ): Promise<void>;
  /** What is known of wrong passwords, for the time after a restart. */
  keepFailures(
    store: Store,
    member: { readonly staffId: string },
    save: (writes: Writes) => Promise<void>,
  ): Promise<void>;
}

const SAME_LOOK_MS = 60 * 60 * 1000;

export function createAsides(tell: (unwritten: Unwritten) => void): Asides {
  /** When a person's look at a case was noted last. */
  const looks = new Map<string, number>();

  function isNoted(key: string, at: number): boolean {
    const noted = looks.get(key);
    // A clock that was set back must not silence the notes.
    return noted !== undefined && at >= noted && at - noted < SAME_LOOK_MS;
  }

  function remember(key: string, at: number): void {
    looks.delete(key);
    looks.set(key, at);
    // The oldest come first: what is past its hour goes, so that the memory holds one hour's looks at most.
    for (const [old, noted] of looks) {
      if (at - noted < SAME_LOOK_MS) break;
      looks.delete(old);
    }
  }

  async function writeOrTell(write: () => Promise<void>, unwritten: Omit<Unwritten, 'error'>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (!(error instanceof ServiceError) || !isStoreTrouble(error)) throw error;
      tell({ ...unwritten, error: error.cause ?? error });
    }
  }

  return {
    async note(store, entry) {
      const { at, staffId, kind, subject } = entry;
      const key = kind === 'case' ? `${staffId} ${subject}` : null;
      if (key !== null && isNoted(key, at)) return;
      if (key !== null) remember(key, at);
      try {
        const unwritten = { code: 'ACCESS_NOT_NOTED', staffId, subject: `${kind} ${subject}` } as const;
        await writeOrTell(() => store.write(({ sessions }) => sessions.noteAccess(entry)), unwritten);
      } catch (error) {
        if (key !== null) looks.delete(key);
        throw error;
      }
    },

    async keepLastSeen(store, { staffId }, save) {
      await writeOrTell(() => store.write(save), { code: 'LAST_SEEN_NOT_KEPT', staffId });
    },

    async keepFailures(store, { staffId }, save) {
      await writeOrTell(() => store.write(save), { code: 'FAILURES_NOT_KEPT', staffId });
    },
  };
}

/** Full, read-only or busy: the store's own state, not a fault in what was to be written. */
function isStoreTrouble({ code }: ServiceError): boolean {
  const troubles: readonly number[] = [errorTable.DISK_FULL.status, errorTable.STORE_BUSY.status];
  return troubles.includes(errorTable[code].status);
}
