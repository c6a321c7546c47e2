import type { FeedCursor, Proofs, PushOutput, WireAction } from '../../contract/sync.ts';
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
  /** Up to where each feed is here. */
  place(): Promise<{ cursors: readonly FeedCursor[] }>;
}

interface SendParts {
  readonly store: OutboxStore;
  readonly client: Pick<CityClient, 'push'>;
  readonly versions: SyncVersions;
  readonly sender: BatchSender;
}

interface Batch {
  readonly actions: readonly WireAction[];
  /** Read, packed and perhaps sent before the batch before it was answered. */
  readonly isAhead: boolean;
  readonly left: Promise<void>;
  /** When it left, by `performance.now()`. */
  readonly leftAt: () => number;
  readonly answer: Promise<PushOutput>;
}

/**
 * Sends everything that waits, batch after batch in the order of the chain. While the city works on one, the next is read
 * and packed, and while the answers of one are kept, the next is on the line. On a quick line it leaves as soon as the
 * one before it has left: the city checks what it says of itself meanwhile, and takes it when its turn has come. Should it
 * come first all the same, it does not continue the chain: it is sent again alone. Once one was refused, no more leave
 * early here. `told` hears how many went, when their answers are kept, and the answer.
 */
export async function sendOutbox(
  { store, client, versions, sender }: SendParts,
  epoch: string,
  signal: AbortSignal,
  told: (count: number, output: PushOutput) => void,
): Promise<void> {
  let isSmooth = true;

  function turnBehind(before: Batch | null): Promise<unknown> {
    if (before === null) return Promise.resolve();
    const turn = sender.isQuick() && isSmooth ? Promise.race([before.left, before.answer]) : before.answer;
    turn.catch(() => undefined); // whoever waits for it may not have begun to
    return turn;
  }

  async function prepare(before: Batch | null): Promise<Batch | null> {
    signal.throwIfAborted();
    const actions = await store.outbox(sender.limits(), before?.actions.at(-1)?.header.id);
    if (actions.length === 0) return null;
    const { cursors } = await store.place();
    const input = { versions, epoch, proofs: await store.proofs(), actions: [...actions], cursors: [...cursors] };
    const left = Promise.withResolvers<void>();
    let leftAt = performance.now();
    const onLeft = (): void => {
      leftAt = performance.now();
      left.resolve();
    };
    const turn = turnBehind(before);
    const answer = client.push(input, signal, { turn, left: onLeft });
    answer.catch(() => undefined); // heard where it is waited for
    return { actions, isAhead: before !== null, left: left.promise, leftAt: () => leftAt, answer };
  }

  /** Keeps the answers of a batch. Resolves to false where it, or a part of it, is to be sent alone first. */
  async function finish({ actions, isAhead, leftAt, answer }: Batch): Promise<boolean> {
    let output: PushOutput;
    try {
      output = await answer;
      sender.passed(performance.now() - leftAt());
    } catch (error) {
      if (!sender.failed(error, actions.length) && !(isAhead && isOutOfTurn(error))) throw error;
      isSmooth = false;
      return false;
    }
    await store.keepAnswers(output);
    told(actions.length, output);
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
 * A batch that was sent ahead came before the one before it, or waited too long behind it. Or it gave the city an older
 * word of its own than the last: a city that was restored unawares in between may take that for a branch. Sent alone it
 * gives the last, and is believed (SYNC-11, SYNC-14).
 */
function isOutOfTurn(error: unknown): boolean {
  return error instanceof CityCallFailed && (error.code === 'CHAIN_BROKEN' || error.code === 'STORE_BUSY');
}
