/** What one side speaks: the version of the protocol and of the actions that it can fold (SYNC-13). */
export interface SyncVersions {
  readonly protocol: number;
  /** The oldest protocol that it still speaks. */
  readonly oldestProtocol: number;
  /** The newest form of actions that it knows. */
  readonly schema: number;
}

export const SYNC_PROTOCOL = 1;
export const OLDEST_SYNC_PROTOCOL = 1;

export type VersionProblem = 'app_too_old' | 'server_too_old';

/**
 * Whether a station may talk to a city. A station that writes newer actions than the city knows waits for the city: it
 * could neither judge nor fold them. A city that has newer ones is no problem, the station keeps what it does not know.
 */
export function versionProblem(station: SyncVersions, city: SyncVersions): VersionProblem | null {
  if (station.protocol < city.oldestProtocol) return 'app_too_old';
  if (city.protocol < station.oldestProtocol || city.schema < station.schema) return 'server_too_old';
  return null;
}
