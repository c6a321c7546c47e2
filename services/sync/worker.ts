import { retryDelay } from '../../domain/sync/schedule.ts';
import type { RoundResult } from './round.ts';

/** What people read of a defect of the program, which is none of the line's or the city's. */
export const PROGRAM_FAILED = '同步程序出错，数据没有变动。详情在程序日志里。';

export interface SyncWorkerOptions {
  /** One round; it never throws for what the line or the city does, that is in its result. */
  readonly round: (signal: AbortSignal) => Promise<RoundResult>;
  /** Between two rounds that went well, in ms; asked for anew after each. */
  readonly periodMs: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Told of what should not happen: a defect of the program, a store that cannot be read. */
  readonly onError: (error: unknown) => void;
}

/** Runs rounds of sync beside the desks' work: one at a time, by a period, at once when asked, later after failures. */
export interface SyncWorker {
  /** Begins with a round at once. */
  start(): void;
  /** A round as soon as possible: one that runs is let finish first, since it may have passed what is new. */
  syncNow(): Promise<RoundResult>;
  /** Whether a round runs now, when the next begins (ms since 1970 by `Date.now`), and failures in a row. */
  state(): { readonly running: boolean; readonly nextAt: number | null; readonly failures: number };
  /** The next round begins by the new period, counted from now; one that waits after a failure keeps its time. */
  periodChanged(): void;
  /** Ends the running round, and waits until it has ended. */
  close(): Promise<void>;
}

export function createSyncWorker({ round, periodMs, random, onError }: SyncWorkerOptions): SyncWorker {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let nextAt: number | null = null;
  let failures = 0;
  let running: Promise<RoundResult> | null = null;
  let following: Promise<RoundResult> | null = null;

  function schedule(delay: number): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (stop.signal.aborted) return;
    nextAt = Date.now() + delay;
    timer = setTimeout(() => void run(), delay);
    timer.unref();
  }

  async function once(): Promise<RoundResult> {
    try {
      return await round(stop.signal);
    } catch (error) {
      onError(error);
      return { outcome: 'failed', failure: PROGRAM_FAILED, failureCode: 'PROGRAM_FAILED', pushed: 0, pulled: 0 };
    }
  }

  function run(): Promise<RoundResult> {
    if (running) return running;
    if (timer) clearTimeout(timer);
    nextAt = null;
    running = once().then((result) => {
      running = null;
      failures = result.outcome === 'failed' ? failures + 1 : 0;
      schedule(failures > 0 ? retryDelay(failures, random()) : periodMs());
      return result;
    });
    return running;
  }

  return {
    start: () => schedule(0),
    syncNow() {
      if (stop.signal.aborted) return Promise.reject(new Error('the sync worker is closed'));
      if (!running) return run();
      following ??= running.then(() => {
        following = null;
        return run();
      });
      return following;
    },
    periodChanged() {
      if (timer && failures === 0) schedule(periodMs());
    },
    state: () => ({ running: running !== null, nextAt, failures }),
    async close() {
      stop.abort();
      if (timer) clearTimeout(timer);
      nextAt = null;
      await (following ?? running);
    },
  };
}
