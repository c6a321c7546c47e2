import { ServiceError } from '../../contract/errors.ts';
import type { StationStore } from '../../services/ports.ts';

/** Lets writes through to a store until it is closed; who reads goes on. */
export interface WriteGate {
  /** Resolves once nothing is being written any more, and nothing will be. `words` are for who tries. */
  close(words: string): Promise<void>;
  open(): void;
}

/**
 * The same store behind a gate. What was acknowledged is in the store when {@link WriteGate.close} resolves: a copy that
 * is made then has all of it.
 */
export function gated<Kind extends StationStore>(store: Kind): { readonly store: Kind; readonly gate: WriteGate } {
  let closed: string | null = null;
  const underWay = new Set<Promise<unknown>>();
  return {
    store: {
      ...store,
      async write(work) {
        if (closed !== null) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: closed });
        const written = store.write(work);
        underWay.add(written);
        try {
          return await written;
        } finally {
          underWay.delete(written);
        }
      },
    },
    gate: {
      async close(words) {
        closed = words;
        await Promise.allSettled(underWay);
      },
      open() {
        closed = null;
      },
    },
  };
}
