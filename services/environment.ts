import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { HashSuite } from '../domain/log/action.ts';
import { sha256Hash } from './suites/hash.ts';

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
  /** In which what is written now is hashed; what was written before names its own. */
  readonly suite: HashSuite;
}

/** That of the first suite. */
export const sha256Suite: HashSuite = sha256Hash;

export const systemEnvironment: Environment = {
  now: () => Date.now(),
  builtAt: 0,
  clockOffset: () => null,
  newId: () => v7(),
  randomBytes: (count) => randomBytes(count),
  suite: sha256Suite,
};
