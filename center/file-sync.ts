import type { FileFolder } from '../services/files/folder.ts';
import { createFileRound } from '../services/files/transfer.ts';
import type { StationStore } from '../services/ports.ts';
import { createSyncWorker, type SyncWorker } from '../services/sync/worker.ts';
import type { HttpCityClient } from './city-client.ts';
import { createFileLine } from './city-files.ts';
import type { StationFile } from './station-file.ts';

export interface FileSyncParts {
  readonly store: StationStore;
  readonly fileBytes: FileFolder;
  readonly station: StationFile;
  readonly client: HttpCityClient;
  readonly fetch: typeof globalThis.fetch;
  readonly periodMs: () => number;
  readonly onError: (error: unknown) => void;
}

/** The queue of files (SYNC-8): rounds of its own with delays of its own, so that a photo holds up no action. */
export interface FileSync extends Omit<SyncWorker, 'syncNow'> {
  syncNow(): Promise<void>;
  /** Why the last round of files ended early, in Chinese; null where it did not. */
  failure(): string | null;
}

export function createFileSync(parts: FileSyncParts): FileSync {
  const { store, fileBytes, station, client, fetch, periodMs, onError } = parts;
  const line = createFileLine({ origin: station.origin, client, credentials: () => station, fetch });
  const run = createFileRound({ store, fileBytes, line, feed: station.feed, now: Date.now, random: Math.random });
  let failure: string | null = null;
  const worker = createSyncWorker({
    async round(signal) {
      const result = await run(signal);
      ({ failure } = result);
      return result;
    },
    periodMs,
    random: Math.random,
    onError,
  });
  return {
    ...worker,
    async syncNow() {
      await worker.syncNow();
    },
    failure: () => failure,
  };
}
