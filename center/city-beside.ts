import { setTimeout } from 'node:timers/promises';
import { ServiceError } from '../contract/errors.ts';
import type { SyncDependencies } from '../services/sync/apply.ts';

/** How often, and how far apart in ms, a center tries to reach the city that starts beside it. */
const TRIES = 120;
const WAIT_MS = 500;

/** A city that was started beside this center. */
export interface CityBeside {
  /** Where it listens this time. */
  readonly origin: string;
  /** The code by which this center may enrol, if it has not yet; it begins with the code of a district. */
  readonly code: string;
  /** It was made for this very center. */
  readonly own?: boolean;
}

export interface EnrolBeside {
  readonly store: SyncDependencies['store'];
  readonly signal: AbortSignal;
  isEnrolled(): boolean;
  take(origin: string, code: string): Promise<void>;
}

/** Enrols with the city beside, once both are up; a center of another district is left as it is. */
export async function enrolBeside(
  { origin, code, own = false }: CityBeside,
  { store, signal, isEnrolled, take }: EnrolBeside,
): Promise<void> {
  const areaCode = own ? undefined : (await store.read(({ settings }) => settings.settings()))?.settings.areaCode;
  if (!own && (areaCode === undefined || !code.startsWith(`${areaCode}-`))) return;
  for (let attempt = 0; attempt < TRIES && !signal.aborted && !isEnrolled(); attempt += 1) {
    try {
      return await take(origin, code);
    } catch (error) {
      // It may not listen yet. Whatever else is wrong, IT can still enrol by hand.
      if (!(error instanceof ServiceError && error.code === 'INVALID_INPUT')) throw error;
      await setTimeout(WAIT_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
