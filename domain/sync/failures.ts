/**
 * Why a round of sync ended early. The first ones are those of the error table (contract/errors.ts) by which the city or
 * the station ends a round; the words beside a code are for people, and no program reads them.
 */
export const syncFailures = [
  'APP_TOO_OLD',
  'SERVER_TOO_OLD',
  'STATION_UNKNOWN',
  'STATION_REPLACED',
  'CHAIN_BROKEN',
  'EPOCH_CHANGED',
  /** Whatever else the city refused, or the store here. */
  'REFUSED',
  /** No answer came. */
  'UNREACHABLE',
  /** An answer that is none of the city's: of a proxy, or of a server that breaks down. */
  'CITY_FAILED',
  /** One action is larger than something on the line lets pass (SYNC-9). */
  'TOO_LARGE',
  /** A person must agree first (SYNC-12). */
  'HALTED',
  /** There was always something more. */
  'UNFINISHED',
  /** The program was ended. */
  'STOPPED',
  /** A defect of the program. */
  'PROGRAM_FAILED',
] as const;

export type SyncFailure = (typeof syncFailures)[number];

const known: ReadonlySet<string> = new Set(syncFailures);

/** The failure that a code of the error table stands for. */
export function syncFailureOf(code: string): SyncFailure {
  return isSyncFailure(code) ? code : 'REFUSED';
}

/** Whether a store's word is a failure that this version knows. */
export function isSyncFailure(code: string): code is SyncFailure {
  return known.has(code);
}

/** Failures that only a new code of the city ends (SYNC-14). */
export type CodeFailure = Extract<SyncFailure, 'STATION_UNKNOWN' | 'STATION_REPLACED' | 'CHAIN_BROKEN'>;

/** What a person must do before a round can pass; null where it is tried again by itself. */
export type SyncRemedy =
  | { readonly kind: 'new_code'; readonly failure: CodeFailure }
  | { readonly kind: 'upgrade' | 'consent' | 'administrator' };

export function remedyOf(failure: SyncFailure): SyncRemedy | null {
  switch (failure) {
    case 'STATION_UNKNOWN':
    case 'STATION_REPLACED':
    case 'CHAIN_BROKEN':
      return { kind: 'new_code', failure };
    case 'APP_TOO_OLD':
      return { kind: 'upgrade' };
    case 'HALTED':
      return { kind: 'consent' };
    case 'TOO_LARGE':
      return { kind: 'administrator' };
    case 'SERVER_TOO_OLD':
    case 'EPOCH_CHANGED':
    case 'REFUSED':
    case 'UNREACHABLE':
    case 'CITY_FAILED':
    case 'UNFINISHED':
    case 'STOPPED':
    case 'PROGRAM_FAILED':
      return null;
  }
}
