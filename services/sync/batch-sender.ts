import { type BatchLimits, grown, halved, MAX_BATCH } from '../../domain/sync/batches.ts';
import { CityCallFailed } from './client.ts';

/** Sends batches as large as the line carries; it remembers from one to the next (SYNC-9). */
export interface BatchSender {
  limits(): BatchLimits;
  /** A batch went through. */
  passed(): void;
  /** Whether a batch of so many items may pass in parts: it was too large for something on the way. Then the limits are halved. */
  refused(error: unknown, count: number): boolean;
  /** One batch, halved until it passes. Resolves to how many items went; 0 where there is nothing to send. */
  batch<Item>(
    read: (limits: BatchLimits) => Promise<readonly Item[]>,
    send: (items: readonly Item[]) => Promise<void>,
  ): Promise<number>;
}

export function createBatchSender(): BatchSender {
  let limits = MAX_BATCH;
  const sender: BatchSender = {
    limits: () => limits,
    passed() {
      limits = grown(limits);
    },
    refused(error, count) {
      if (!(error instanceof CityCallFailed && error.tooLarge && count > 1)) return false;
      limits = halved({ bytes: limits.bytes, count: Math.min(limits.count, count) });
      return true;
    },
    async batch(read, send) {
      for (;;) {
        const items = await read(limits);
        if (items.length === 0) return 0;
        try {
          await send(items);
        } catch (error) {
          if (!sender.refused(error, items.length)) throw error;
          continue;
        }
        sender.passed();
        return items.length;
      }
    },
  };
  return sender;
}
