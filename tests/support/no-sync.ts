import type { SyncHost } from '../../services/api/sync-host.ts';
import { placesAt } from '../../services/files/places.ts';
import type { StationStore } from '../../services/ports.ts';
import type { ReplacementHost } from '../../services/setup/replacement.ts';
import { type SyncHostState, syncCorner, syncOverview } from '../../services/sync/sync-page.ts';

const notEnrolled: SyncHostState = {
  city: null,
  running: false,
  nextAt: null,
  needsConsent: false,
  rounds: [],
  fileFailure: null,
  sessionLeft: null,
  versions: { own: { protocol: 1, oldestProtocol: 1, schema: 1 }, city: null },
};

const unavailable = () => Promise.reject(new Error('no sync in this test'));

/** A machine that takes nobody's place. */
export const noReplacement: ReplacementHost = {
  isUnderWay: () => false,
  progress: async () => null,
  begin: unavailable,
  retry: () => undefined,
  finish: unavailable,
};

/** For tests that are not about sync: a center that has not enrolled with a city. */
export function noSync(store: StationStore): SyncHost {
  return {
    diagnosis: unavailable,
    replacement: noReplacement,
    line: { settings: unavailable, change: unavailable, check: unavailable },
    corner: () => syncCorner(store, notEnrolled),
    filePlaces: (hashes) => placesAt(store, hashes, false),
    overview: (caller) => syncOverview(store, caller, notEnrolled),
    now: unavailable,
    enrol: unavailable,
    consent: unavailable,
  };
}
