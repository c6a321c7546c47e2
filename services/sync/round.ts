import { ServiceError } from '../../contract/errors.ts';
import {
  type Hello,
  MOST_BACKFILLS,
  type PassedFeed,
  type PulledBackfill,
  type PulledFeed,
  type PullInput,
} from '../../contract/sync.ts';
import type { ReserveInput, ReserveOutput } from '../../contract/sync-numbers.ts';
import type { SyncFailure } from '../../domain/sync/failures.ts';
import { type SyncVersions, versionProblem } from '../../domain/sync/versions.ts';
import { createBatchSender } from './batch-sender.ts';
import { CityCallFailed, type CityClient } from './client.ts';
import { failureOf } from './failure-words.ts';
import { giveBack, type ReturnStore } from './give-back.ts';
import type { Backfill } from './port.ts';
import { createPullAhead } from './pull-ahead.ts';
import { type OutboxStore, sendOutbox } from './send-outbox.ts';

/** What a round reads and writes of the station's store. */
export interface RoundStore extends ReturnStore, OutboxStore {
  /** The epoch that was seen last, how far each feed is here, and how far the past of each stream that was granted. */
  place(): Promise<{
    epoch: string | null;
    cursors: readonly { feed: string; position: number }[];
    backfills: readonly Backfill[];
  }>;
  /** `consent` where it would take away more than a person let it (SYNC-12); then nothing was applied. */
  applyFeed(feed: PulledFeed, epoch: string): Promise<'applied' | 'consent'>;
  /** What the station asks for of official numbers; null while it has enough (SYNC-15). */
  wantedNumbers(epoch: string): Promise<Pick<ReserveInput, 'isAnew' | 'series'> | null>;
  keepNumbers(output: ReserveOutput): Promise<void>;
  /** A part of the past of a stream that was granted (SYNC-4); `consent` as {@link applyFeed}. */
  applyPast(past: PulledBackfill, epoch: string): Promise<'applied' | 'consent'>;
  noteClock(offsetMs: number): Promise<void>;
  noteRound(result: RoundResult): Promise<void>;
}

export interface RoundResult {
  /** `complete`: everything had its receipt, and the cursors met the heads, at one moment of this round (SYNC-10). */
  readonly outcome: 'complete' | 'halted' | 'failed';
  /** Why it ended early, in Chinese; null where it did not. */
  readonly failure: string | null;
  /** The same for the program. */
  readonly failureCode: SyncFailure | null;
  readonly pushed: number;
  readonly pulled: number;
}

interface RoundOptions {
  readonly store: RoundStore;
  readonly client: CityClient;
  readonly versions: SyncVersions;
  /** What the clock of this machine shows, in ms; somebody may set it. */
  readonly now: () => number;
  /** Of a clock that nobody can set, in ms: `performance.now()` unless told. */
  readonly elapsed?: () => number;
}

/** So long, in ms, rounds that come to their end go on without another hello. */
const HEARD_MS = 60 * 60_000;
/** So far the clock of this machine may stray from the one that nobody can set, in ms, and counts as not touched (SYNC-7). */
const CLOCK_STRAY_MS = 1_000;

/** Turns of push and pull within one round; a desk that writes faster than the line carries goes on in the next. */
const MOST_TURNS = 10_000;

/** Lives of the city that one round goes on with. */
const MOST_LIVES = 3;

const CONSENT = '这次下行会减少本中心的大量在办案件，已经停住。请主任核对后再继续。';

class Halted extends Error {}

/**
 * One round: say hello where the city was not heard lately, send everything that waits, fetch everything that is new. Never
 * throws for line or city.
 */
export function createRound({ store, client, versions, now, elapsed = () => performance.now() }: RoundOptions) {
  // Kept from round to round: a line that refuses large batches will refuse them again.
  const sender = createBatchSender();
  const fetcher = createBatchSender();
  const ahead = createPullAhead(client);

  /** When the city last said hello, by both clocks; null where the round since did not come to its end. */
  let heard: { readonly at: number; readonly elapsed: number } | null = null;

  /** Every call names epoch and versions, and is refused for others; without these only the clock is left to be told. */
  function wasHeardLately(): boolean {
    if (heard === null) return false;
    const since = elapsed() - heard.elapsed;
    return since < HEARD_MS && Math.abs(now() - heard.at - since) < CLOCK_STRAY_MS;
  }

  async function hello(signal: AbortSignal): Promise<Hello> {
    const sentAt = now();
    const said = await client.hello(signal);
    const received = { at: now(), elapsed: elapsed() };
    await store.noteClock(Math.round((sentAt + received.at) / 2 - said.time));
    const problem = versionProblem(versions, said.versions);
    if (problem) throw new ServiceError(problem === 'app_too_old' ? 'APP_TOO_OLD' : 'SERVER_TOO_OLD');
    heard = received;
    return said;
  }

  /**
   * One batch of every feed, and of the past of what was granted. Resolves to how many actions came, and whether all
   * cursors are at the heads.
   */
  async function pullBatch(signal: AbortSignal): Promise<{ pulled: number; met: boolean }> {
    const { epoch, cursors, backfills } = await store.place();
    // A feed is followed only behind the past of what was granted from it: so that a case comes from its beginning on.
    const behind = new Set(backfills.map(({ feed }) => feed));
    const feeds = cursors.filter(({ feed }) => !behind.has(feed)).map(({ feed, position }) => ({ feed, position }));
    const asked = { cursors: feeds, backfills: backfills.slice(0, MOST_BACKFILLS) };
    const proofs = await store.proofs();
    const { input, output } = await fetched({ versions, epoch, proofs, ...asked }, signal);
    if (backfills.length === 0 && output.feeds.some(({ cursor, head }) => cursor < head)) {
      const next = output.feeds.map(({ feed, cursor }) => ({ feed, position: cursor }));
      // The newest marks, as if this answer were applied: older ones would not show what was forgotten since (SYNC-11).
      const marks = output.feeds.flatMap(({ mark }) => mark ?? []);
      await ahead.begin({ ...input, epoch: output.epoch, proofs: { ...proofs, marks }, cursors: next }, signal);
    }
    let pulled = 0;
    let met = true;
    // Before the feeds: a grant in this answer begins the past of its stream anew, which was not asked for yet.
    for (const past of output.backfills) {
      if ((await store.applyPast(past, output.epoch)) === 'consent') throw new Halted(CONSENT);
      pulled += past.actions.length;
    }
    for (const feed of output.feeds) {
      if ((await store.applyFeed(feed, output.epoch)) === 'consent') throw new Halted(CONSENT);
      pulled += feed.actions.length;
      met &&= feed.cursor >= feed.head;
    }
    const after = await store.place();
    const askedFeeds = new Set(feeds.map(({ feed }) => feed));
    met &&= after.backfills.length === 0 && after.cursors.every(({ feed }) => askedFeeds.has(feed));
    return { pulled, met };
  }

  /** Whether the answer to a push said of each feed that is followed that nothing is to be fetched: as a pull would. */
  async function hasMet(passed: readonly PassedFeed[]): Promise<boolean> {
    if (passed.length === 0) return false;
    const { cursors, backfills } = await store.place();
    const heads = new Map(passed.map(({ feed, head }) => [feed, head]));
    return backfills.length === 0 && cursors.every(({ feed, position }) => heads.get(feed) === position);
  }

  /** An answer that is too large for something on the way is asked for in halves (SYNC-9). */
  async function fetched(question: Omit<PullInput, 'limits'>, signal: AbortSignal) {
    for (;;) {
      const limits = fetcher.limits();
      const input = { ...question, limits };
      const start = performance.now();
      try {
        const output = await ahead.pull(input, signal);
        fetcher.passed(performance.now() - start);
        return { input, output };
      } catch (error) {
        if (!fetcher.failed(error, limits.count)) throw error;
      }
    }
  }

  /** Numbers for the days offline. Asked last: what came in says which are used. */
  async function reserve(epoch: string, signal: AbortSignal): Promise<void> {
    const wanted = await store.wantedNumbers(epoch);
    if (wanted) await store.keepNumbers(await client.reserve({ versions, epoch, ...wanted }, signal));
  }

  return async function round(signal: AbortSignal): Promise<RoundResult> {
    let pushed = 0;
    let pulled = 0;

    /** One round with one life of the city. */
    async function live(): Promise<Pick<RoundResult, 'outcome' | 'failure' | 'failureCode'>> {
      const known = (await store.place()).epoch;
      const epoch = known !== null && wasHeardLately() ? known : (await hello(signal)).epoch;
      // What went up is counted as sent, whether it is new or was lacking.
      if (known !== null && known !== epoch)
        pushed += await giveBack({ store, client, versions, sender }, epoch, signal);
      let reserved = false;
      for (let turn = 0; turn < MOST_TURNS; turn += 1) {
        signal.throwIfAborted();
        let passed: readonly PassedFeed[] = [];
        await sendOutbox({ store, client, versions, sender }, epoch, signal, (count, output) => {
          pushed += count;
          passed = output.passed ?? [];
          // What is on its way may say of what was sent what held before.
          ahead.drop();
        });
        const { pulled: came, met } = (await hasMet(passed)) ? { pulled: 0, met: true } : await pullBatch(signal);
        pulled += came;
        if (met && !reserved) {
          await reserve(epoch, signal);
          reserved = true;
        }
        // What was written meanwhile is sent before the round calls itself complete (SYNC-10).
        if (met && (await store.outbox({ bytes: 1, count: 1 })).length === 0)
          return { outcome: 'complete', failure: null, failureCode: null };
      }
      return { outcome: 'failed', failure: '一轮没有传完，稍后接着传。', failureCode: 'UNFINISHED' };
    }

    /** A city that begins another life while a station talks to it is talked to anew (SYNC-11). */
    async function liveOn(): Promise<Pick<RoundResult, 'outcome' | 'failure' | 'failureCode'>> {
      for (let life = 1; ; life += 1) {
        try {
          return await live();
        } catch (error) {
          heard = null;
          if (life === MOST_LIVES || !isOtherEpoch(error)) throw error;
        }
      }
    }

    async function ended(end: Pick<RoundResult, 'outcome' | 'failure' | 'failureCode'>): Promise<RoundResult> {
      const result = { ...end, pushed, pulled };
      await store.noteRound(result);
      return result;
    }
    try {
      return await ended(await liveOn());
    } catch (error) {
      if (error instanceof Halted) return ended({ outcome: 'halted', failure: error.message, failureCode: 'HALTED' });
      const failed = failureOf(error, signal);
      if (failed === null) throw error;
      return ended({ outcome: 'failed', failure: failed.words, failureCode: failed.code });
    } finally {
      ahead.drop();
    }
  };
}

function isOtherEpoch(error: unknown): boolean {
  const isSaid = error instanceof CityCallFailed || error instanceof ServiceError;
  return isSaid && error.code === 'EPOCH_CHANGED';
}
