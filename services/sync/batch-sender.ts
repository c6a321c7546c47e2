import { type BatchLimits, FIRST_BATCH, grown, halved, LEAST_BATCH } from '../../domain/sync/batches.ts';
import { CityCallFailed } from './client.ts';

/** Within so many ms a batch went over a good line: the next may be larger, and need not wait for the answer. */
const QUICK_MS = 2_000;
/** After so many ms it may well not have arrived at all: the next is smaller. */
const SLOW_MS = 20_000;

/** Makes batches as large as the line carries; it remembers from one to the next (SYNC-9). */
export interface BatchSender {
  limits(): BatchLimits;
  /** Whether the last batch went quickly: then a second one on the line gains time. */
  isQuick(): boolean;
  /** A batch went through, in so many ms. */
  passed(tookMs: number): void;
  /**
   * A batch of so many items did not pass. True where it was too large for something on the way, and smaller ones may
   * pass at once; where the line broke, the next are smaller too, so that a bad line carries something.
   */
  failed(error: unknown, count: number): boolean;
  /** One batch, halved until it passes. Resolves to how many items went; 0 where there is nothing to send. */
  batch<Item>(
    read: (limits: BatchLimits) => Promise<readonly Item[]>,
    send: (items: readonly Item[]) => Promise<void>,
  ): Promise<number>;
}

export function createBatchSender(): BatchSender {
  let limits = FIRST_BATCH;
  let isQuick = false;
  const sender: BatchSender = {
    limits: () => limits,
    isQuick: () => isQuick,
    passed(tookMs) {
      isQuick = tookMs < QUICK_MS;
      if (isQuick) limits = grown(limits);
      else if (tookMs > SLOW_MS) limits = halved(limits, LEAST_BATCH);
    },
    failed(error, count) {
      if (!(error instanceof CityCallFailed)) return false;
      if (error.tooLarge && count > 1) {
        limits = halved({ bytes: limits.bytes, count: Math.min(limits.count, count) });
        return true;
      }
      if (error.status === null) {
        isQuick = false;
        limits = halved(limits, LEAST_BATCH);
      }
      return false;
    },
    async batch(read, send) {
      for (;;) {
        const items = await read(limits);
        if (items.length === 0) return 0;
        const start = performance.now();
        try {
          await send(items);
        } catch (error) {
          if (!sender.failed(error, items.length)) throw error;
          continue;
        }
        sender.passed(performance.now() - start);
        return items.length;
      }
    },
  };
  return sender;
}
