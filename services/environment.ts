import { hash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { HashSuite } from '../domain/log/action.ts';

/** What services take from the world, so that tests can fix it: time, ids, randomness, hashes. */
export interface Environment {
  /** Milliseconds since 1970 by the device's clock. */
  now(): number;
  /** When this program was made, in ms: a clock before it is wrong. 0 where nobody knows. */
  readonly builtAt: number;
  /** The device's clock minus the city's in ms, as the last round of sync measured it (SYNC-7); null before any did. */
  clockOffset(): number | null;
  /** A fresh UUIDv7. */
  newId(): string;
  randomBytes(count: number): Uint8Array;
  readonly suite: HashSuite;
}

export const sha256Suite: HashSuite = {
  id: 'sha256',
  // In one piece: setting a hash up for several costs more than putting the pieces together.
  digest: (...parts) => {
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return hash('sha256', only, 'hex');
    return hash(
      'sha256',
      Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part))),
      'hex',
    );
  },
};

export const systemEnvironment: Environment = {
  now: () => Date.now(),
  builtAt: 0,
  clockOffset: () => null,
  newId: () => v7(),
  randomBytes: (count) => randomBytes(count),
  suite: sha256Suite,
};
