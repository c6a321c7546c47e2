import type { FileAtCity } from '../../contract/sync-files.ts';
import type { StationStore } from '../ports.ts';
import type { TravellingFile } from './port.ts';

/** Files that one round asks about again: few, since all centers of a city do so. */
const ASKED_AGAIN = 50;
/** Between the ends of two walks over all files, in ms. */
const REST_MS = 24 * 60 * 60_000;

/** A file with the feeds of the cases that name it: it has to be in each of them. */
export interface FileToGo {
  readonly hash: string;
  readonly bytes: number;
  readonly feeds: readonly string[];
}

export interface AskAgainParts {
  readonly store: StationStore;
  readonly withFeeds: (rows: readonly TravellingFile[]) => Promise<readonly FileToGo[]>;
  readonly asked: (
    files: readonly FileToGo[],
    signal: AbortSignal,
  ) => Promise<(feed: string, hash: string) => FileAtCity>;
  readonly now: () => number;
  /** In [0, 1): where the first walk begins, so that a machine that is switched off daily comes to all files, too. */
  readonly random: () => number;
}

/**
 * Asks the city again about files that it had, a few in each round and each about once a day: a disk of the city may lose
 * bytes within an epoch. What it lacks now is to be sent like any file that it never had (SYNC-8).
 */
export function createAskAgain({ store, withFeeds, asked, now, random }: AskAgainParts) {
  let after = Math.floor(random() * 256)
    .toString(16)
    .padStart(2, '0');
  let begun = false;
  let restsUntil = 0;

  async function page(signal: AbortSignal): Promise<void> {
    const files = await withFeeds(await store.read(({ filePlaces }) => filePlaces.heldByCity(after, ASKED_AGAIN)));
    const stateOf = files.length > 0 ? await asked(files, signal) : () => 'unknown' as const;
    const lost = files.filter(({ hash, feeds }) => feeds.some((feed) => stateOf(feed, hash) === 'wanted'));
    const hashes = lost.map(({ hash }) => hash);
    if (hashes.length > 0) await store.write(({ filePlaces }) => filePlaces.forgetAtCity(hashes));
    after = files.length < ASKED_AGAIN ? '' : (files.at(-1)?.hash ?? '');
  }

  return async function askAgain(signal: AbortSignal): Promise<void> {
    if (now() < restsUntil) return;
    await page(signal);
    if (after !== '') return;
    // The first walk began somewhere: what lies before that comes next.
    if (!begun) {
      begun = true;
      await page(signal);
    }
    if (after === '') restsUntil = now() + REST_MS;
  };
}
