import { type BatchLimits, grown, halved, MAX_BATCH } from '../../domain/sync/batches.ts';
import { CityCallFailed } from './client.ts';

/** Sends batches as large as the line carries; it remembers from one to the next (SYNC-9). */
export interface BatchSender {
  limits(): BatchLimits;
  /** One batch, halved until it passes. Resolves to how many items went; 0 where there is nothing to send. */
  batch<Item>(
    read: (limits: BatchLimits) => Promise<readonly Item[]>,
    send: (items: readonly Item[]) => Promise<void>,
  ): Promise<number>;
}

export function createBatchSender(): BatchSender {
  let limits = MAX_BATCH;
  return {
    limits: () => limits,
    async batch(read, send) {
      for (;;) {
        const items = await read(limits);
        if (items.length === 0) return 0;
        try {
          await send(items);
          limits = grown(limits);
          return items.length;
        } catch (error) {
          if (!(error instanceof CityCallFailed && error.tooLarge && items.length > 1)) throw error;
          limits = halved({ bytes: limits.bytes, count: Math.min(limits.count, items.length) });
        }
      }
    },
  };
}
