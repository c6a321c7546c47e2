import type { Proofs, PushOutput, WireAction } from '../../contract/sync.ts';
import type { BatchLimits } from '../../domain/sync/batches.ts';
import type { SyncVersions } from '../../domain/sync/versions.ts';
import type { BatchSender } from './batch-sender.ts';
import { CityCallFailed, type CityClient } from './client.ts';

/** What sending reads and writes of the station's store. */
export interface OutboxStore {
  /**
   * The oldest own actions without a receipt that fit the bounds, at least one where there is any (SYNC-1, SYNC-9); behind
   * the action `after` where one is named.
   */
  outbox(limits: BatchLimits, after?: string): Promise<readonly WireAction[]>;
  /** What the city said last, to be given back to it as a proof (SYNC-11). */
  proofs(): Promise<Proofs>;
  keepAnswers(output: PushOutput): Promise<void>;
}

interface SendParts {
  readonly store: OutboxStore;
  readonly client: Pick<CityClient, 'push'>;
  readonly versions: SyncVersions;
  readonly sender: BatchSender;
}

interface Batch {
  readonly actions: readonly WireAction[];
  /** Read and packed while the batch before it was on the line. */
  readonly isAhead: boolean;
  readonly answer: Promise<PushOutput>;
}

/**
 * Sends everything that waits, batch after batch in the order of the chain. While the city works on one, the next is read
 * and packed, and while the answers of one are kept, the next is on the line. It leaves only when the answer to the one
 * before it is there: two on the line at once could reach the city in the wrong order. `told` hears how many went, when
 * their answers are kept.
 */
export async function sendOutbox(
  { store, client, versions, sender }: SendParts,
  epoch: string,
  signal: AbortSignal,
  told: (count: number) => void,
): Promise<void> {
  async function prepare(before: Batch | null): Promise<Batch | null> {
    signal.throwIfAborted();
    const actions = await store.outbox(sender.limits(), before?.actions.at(-1)?.header.id);
    if (actions.length === 0) return null;
    const input = { versions, epoch, proofs: await store.proofs(), actions: [...actions] };
    const answer = client.push(input, signal, before?.answer ?? Promise.resolve());
    answer.catch(() => undefined); // heard where it is waited for
    return { actions, isAhead: before !== null, answer };
  }

  /** Keeps the answers of a batch. Resolves to false where it, or a part of it, is to be sent alone first. */
  async function finish({ actions, isAhead, answer }: Batch): Promise<boolean> {
    let output: PushOutput;
    try {
      output = await answer;
    } catch (error) {
      if (sender.refused(error, actions.length) || (isAhead && isBranched(error))) return false;
      throw error;
    }
    await store.keepAnswers(output);
    sender.passed();
    told(actions.length);
    return true;
  }

  for (let batch = await prepare(null); batch !== null; ) {
    const next = prepare(batch);
    next.catch(() => undefined); // heard where it is waited for
    let finished = false;
    try {
      finished = await finish(batch);
    } finally {
      if (!finished) await ended(next);
    }
    batch = await (finished ? next : prepare(null));
  }
}

/** What was prepared behind a batch that did not pass: nothing of it may be under way when the next is sent. */
async function ended(next: Promise<Batch | null>): Promise<void> {
  await Promise.allSettled([next.then((batch) => batch?.answer)]);
}

/**
 * A batch that was prepared ahead gave the city an older word of its own than the last: a city that was restored unawares
 * in between may take that for a branch. Sent alone it gives the last, and is believed (SYNC-11, SYNC-14).
 */
function isBranched(error: unknown): boolean {
  return error instanceof CityCallFailed && error.code === 'CHAIN_BROKEN';
}
