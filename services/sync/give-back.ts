import type { GiveBackOutput, ReturnedAction, SettleOutput } from '../../contract/sync-return.ts';
import type { BatchLimits } from '../../domain/sync/batches.ts';
import type { SyncVersions } from '../../domain/sync/versions.ts';
import type { BatchSender } from './batch-sender.ts';
import type { CityClient } from './client.ts';
import type { ConfirmedAction } from './port.ts';
import type { OutboxStore } from './send-outbox.ts';

/** Confirmed actions that are offered at once. */
const OFFERED = 2_000;

/** What a return reads and writes of the station's store (SYNC-11). */
export interface ReturnStore {
  /** Confirmed actions, own and others', behind a position of the log, in the order of the log. */
  confirmed(after: number, count: number): Promise<readonly ConfirmedAction[]>;
  /** Of these the first that fit the bounds, at least one, as they go back. */
  returning(ids: readonly string[], limits: BatchLimits): Promise<readonly ReturnedAction[]>;
  /** Their places in the new epoch. */
  keepReturned(output: GiveBackOutput): Promise<void>;
  /** The city has everything that was confirmed here: from now on this is its epoch. */
  settled(output: SettleOutput): Promise<void>;
}

interface ReturnParts {
  readonly store: ReturnStore & Pick<OutboxStore, 'proofs'>;
  readonly client: Pick<CityClient, 'offer' | 'giveBack' | 'settle'>;
  readonly versions: SyncVersions;
  readonly sender: BatchSender;
}

/**
 * Returns to a city that was restored all that was confirmed and that it now lacks, before anything new (SYNC-11). It
 * begins anew after a crash: what has arrived is not lacking any more. Resolves to how many actions went back.
 */
export async function giveBack(
  { store, client, versions, sender }: ReturnParts,
  epoch: string,
  signal: AbortSignal,
): Promise<number> {
  const feeds = new Set<string>();
  let returned = 0;
  for (let after = 0; ; ) {
    signal.throwIfAborted();
    const offered = await store.confirmed(after, OFFERED);
    const last = offered.at(-1);
    if (!last) break;
    after = last.position;
    const ofFeeds = Map.groupBy(offered, ({ feed }) => feed);
    for (const feed of ofFeeds.keys()) feeds.add(feed);
    const { lacking } = await client.offer(
      {
        versions,
        epoch,
        proofs: await store.proofs(),
        feeds: [...ofFeeds].map(([feed, of]) => ({ feed, ids: of.map(({ id }) => id) })),
      },
      signal,
    );
    let left = lacking;
    while (left.length > 0) {
      const sent = await sender.batch(
        (limits) => store.returning(left, limits),
        async (actions) => {
          const output = await client.giveBack({ versions, epoch, actions: [...actions] }, signal);
          await store.keepReturned(output);
        },
      );
      if (sent === 0) throw new Error('the city lacks actions that were confirmed here and are not in the log');
      left = left.slice(sent);
      returned += sent;
    }
  }
  await store.settled(await client.settle({ versions, epoch, feeds: [...feeds] }, signal));
  return returned;
}
