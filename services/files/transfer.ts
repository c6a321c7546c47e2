import type { FileAtCity } from '../../contract/sync-files.ts';
import type { StationStore } from '../ports.ts';
import { failureOf } from '../sync/failure-words.ts';
import type { RoundResult } from '../sync/round.ts';
import { createAskAgain, type FileToGo } from './ask-again.ts';
import { type FileBytes, type FileParts, WrongBytes } from './bytes.ts';
import { sweepErasedFiles } from './erased.ts';
import type { TravellingFile } from './port.ts';

/** The city as files reach it; the host puts HTTP behind it. */
export interface FileLine {
  ask(feed: string, hashes: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, FileAtCity>>;
  /** Sends what the city lacks of the file, from where an earlier try stopped. */
  send(feed: string, hash: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /** Hands on the bytes from so many on, in the order in which they come. False where the city has not got the file. */
  fetch(
    file: { readonly feed: string; readonly hash: string; readonly from: number },
    onPart: (bytes: Uint8Array) => Promise<void>,
    signal: AbortSignal,
  ): Promise<boolean>;
}

export interface FileRoundOptions {
  readonly store: StationStore;
  readonly fileBytes: FileBytes & FileParts;
  readonly line: FileLine;
  /** The home feed of the station. */
  readonly feed: string;
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Files that are asked about at once. */
const FILES_AT_ONCE = 200;

/**
 * One round of files (SYNC-8), beside the rounds of actions: everything named here that the city lacks goes up, everything
 * that is not here comes down. What has to travel is read from the log's projection and from what is known of bytes, so
 * that no list of its own can differ. Never throws for line or city.
 */
export function createFileRound({ store, fileBytes, line, feed: home, now, random }: FileRoundOptions) {
  async function withFeeds(rows: readonly TravellingFile[]): Promise<readonly FileToGo[]> {
    return store.read(async ({ sync }) => {
      const files: FileToGo[] = [];
      for (const [hash, named] of Map.groupBy(rows, (row) => row.hash)) {
        const feeds = new Set<string>();
        for (const { caseId } of named) feeds.add((await sync.feedOf('case', caseId)) ?? home);
        files.push({ hash, bytes: named[0]?.bytes ?? 0, feeds: [...feeds] });
      }
      return files;
    });
  }

  /** What each feed says of each file; a question for each feed. */
  async function asked(files: readonly FileToGo[], signal: AbortSignal) {
    const states = new Map<string, ReadonlyMap<string, FileAtCity>>();
    for (const feed of new Set(files.flatMap(({ feeds }) => feeds))) {
      const hashes = files.filter(({ feeds }) => feeds.includes(feed)).map(({ hash }) => hash);
      states.set(feed, await line.ask(feed, hashes, signal));
    }
    return (feed: string, hash: string): FileAtCity => states.get(feed)?.get(hash) ?? 'unknown';
  }

  /** The bytes as they are kept here: papers inside the store, the others in the folder. Bad ones are never sent. */
  async function ownBytes(hash: string): Promise<Uint8Array | null> {
    const paper = await store.read(({ files }) => files.file(hash));
    const bytes = paper?.bytes ?? (await fileBytes.read(hash).catch(noneIfWrong));
    if (bytes === null) await store.write(({ filePlaces }) => filePlaces.noteHere(hash, false));
    return bytes;
  }

  /** True where the file went up by this. */
  async function sendOne(
    { hash, feeds }: FileToGo,
    stateOf: Awaited<ReturnType<typeof asked>>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const wanted = feeds.filter((feed) => stateOf(feed, hash) === 'wanted');
    if (wanted.length === 0) return false;
    const bytes = await ownBytes(hash);
    if (bytes === null) return false;
    for (const feed of wanted) await line.send(feed, hash, bytes, signal);
    return true;
  }

  async function sendAll(epoch: string, signal: AbortSignal): Promise<number> {
    let sent = 0;
    for (let after = ''; ; ) {
      signal.throwIfAborted();
      const files = await withFeeds(await store.read(({ filePlaces }) => filePlaces.toSend(after, FILES_AT_ONCE)));
      const last = files.at(-1);
      if (!last) return sent;
      after = last.hash;
      const before = await asked(files, signal);
      const gone: FileToGo[] = [];
      for (const file of files) if (await sendOne(file, before, signal)) gone.push(file);
      // The city's own word counts, not that the last part was sent: it looks at the bytes.
      const then = gone.length > 0 ? await asked(gone, signal) : before;
      const arrived = files.filter(({ hash, feeds }) =>
        feeds.every((feed) => before(feed, hash) === 'have' || then(feed, hash) === 'have'),
      );
      sent += gone.filter((file) => arrived.includes(file)).length;
      const hashes = arrived.map(({ hash }) => hash);
      if (hashes.length > 0) {
        await store.write(async ({ filePlaces, sync }) => {
          // The city's word of another life, which ended meanwhile, says nothing of this one (SYNC-11).
          if ((await sync.state()).epoch === epoch) await filePlaces.noteAtCity(hashes, epoch);
        });
      }
    }
  }

  /** True where the file is here now. */
  async function fetchOne(hash: string, feed: string, size: number, signal: AbortSignal): Promise<boolean> {
    if ((await fileBytes.partLength(hash)) > size) await fileBytes.dropParts(hash);
    const from = await fileBytes.partLength(hash);
    if (from < size) {
      const there = await line.fetch({ feed, hash, from }, (bytes) => fileBytes.appendPart(hash, bytes), signal);
      if (!there) return false;
    }
    try {
      await fileBytes.finishParts(hash);
    } catch (error) {
      // Spoilt on the way or on this disk: the parts are dropped, and the next round begins anew.
      if (error instanceof WrongBytes) return false;
      throw error;
    }
    return store.write(async ({ filePlaces }) => {
      const [known] = await filePlaces.places([hash]);
      if (known) await filePlaces.noteHere(hash, true);
      // An erasure came while the bytes were on their way (LOG-8).
      else await fileBytes.remove(hash);
      return known !== undefined;
    });
  }

  async function fetchAll(signal: AbortSignal): Promise<number> {
    let fetched = 0;
    for (let after = ''; ; ) {
      signal.throwIfAborted();
      const files = await withFeeds(await store.read(({ filePlaces }) => filePlaces.toFetch(after, FILES_AT_ONCE)));
      const last = files.at(-1);
      if (!last) return fetched;
      after = last.hash;
      const stateOf = await asked(files, signal);
      for (const { hash, bytes, feeds } of files) {
        const feed = feeds.find((each) => stateOf(each, hash) === 'have');
        if (feed !== undefined && (await fetchOne(hash, feed, bytes, signal))) fetched += 1;
      }
    }
  }

  const askAgain = createAskAgain({ store, withFeeds, asked, now, random });

  return async function round(signal: AbortSignal): Promise<RoundResult> {
    let [pushed, pulled] = [0, 0];
    try {
      await sweepErasedFiles(store, fileBytes);
      const { epoch } = await store.read(({ sync }) => sync.state());
      // Before the first round of actions there is nothing that the city could know.
      if (epoch !== null) {
        await askAgain(signal);
        pushed = await sendAll(epoch, signal);
        pulled = await fetchAll(signal);
      }
      return { outcome: 'complete', failure: null, failureCode: null, pushed, pulled };
    } catch (error) {
      const failed = failureOf(error, signal);
      if (failed === null) throw error;
      return { outcome: 'failed', failure: failed.words, failureCode: failed.code, pushed, pulled };
    }
  };
}

function noneIfWrong(error: unknown): null {
  if (error instanceof WrongBytes) return null;
  throw error;
}
