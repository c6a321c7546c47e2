import type { PushOutput } from '../../contract/sync.ts';
import type { ChainHead } from '../../domain/log/chain.ts';
import { currentEpoch, type ServerIdentity } from './epoch.ts';
import { passedFeeds } from './passed-feeds.ts';
import { type MarkHere, marksHere } from './proofs.ts';
import {
  type CheckedPush,
  checkProofs,
  freshIn,
  headAfter,
  isOfOlderLife,
  type KnownActions,
  outputOf,
  type PushParts,
  repeatedIn,
} from './push.ts';
import { beginChains, heldActions, lockChains, moveChains } from './push-log.ts';
import { isBoundary, takeInTogether } from './take-in.ts';

/** Of a batch among others, at most: a larger one is worth a transaction of its own. */
const MOST_ACTIONS = 100;

/**
 * Whether a batch may share its transaction with others of its feed: it is small, and only adds to cases at home. What
 * concerns other feeds, earlier lives or rows that must be written in between goes alone.
 */
export function mayShare(push: CheckedPush): boolean {
  const { sender, input, actions } = push;
  if (actions.length > MOST_ACTIONS || isOfOlderLife(push)) return false;
  const receipt = input.proofs?.receipt ?? null;
  if (receipt !== null && receipt.incarnation !== sender.incarnation) return false;
  return input.actions.every(
    ({ feed, header, rows }) =>
      feed === sender.feed &&
      header.streamKind === 'case' &&
      rows === undefined &&
      !isBoundary(header) &&
      !header.type.startsWith('handover.'),
  );
}

/** What became of one of several batches: `alone` for one that is to be taken by itself. */
export type Outcome =
  | { readonly kind: 'taken'; readonly output: PushOutput }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'alone' };

interface Judged {
  readonly push: CheckedPush;
  readonly held: ChainHead;
  readonly repeated: readonly string[];
}

/**
 * Takes batches of stations of one feed in one transaction, each as if it came alone and in this order (SYNC-3): one that
 * is refused is not written, and refuses no other. All of them {@link mayShare}, none is of the same station as another,
 * and no two touch one stream.
 * @throws what the database throws; then nothing of any of them was taken, or all of it where only the answer to the
 *   commit was lost: each may be taken again by itself.
 */
export async function pushTogether(
  parts: PushParts,
  feed: string,
  pushes: readonly CheckedPush[],
): Promise<readonly Outcome[]> {
  const { database, keys, admission } = parts;
  return database.transaction(async (tx) => {
    const senders = pushes.map(({ sender }) => sender);
    const proofs = pushes.map(({ input }) => input.proofs);
    // Who has no receipt to show may send its first batch.
    const first = pushes.filter(({ input }) => (input.proofs?.receipt ?? null) === null);
    beginChains(
      tx,
      feed,
      first.map(({ sender }) => sender),
    );
    const [refusals, epoch, chains, marks] = await Promise.all([
      admission.refusals(tx, feed, senders),
      currentEpoch(tx),
      lockChains(tx, feed, senders),
      marksHere(tx, keys, proofs),
    ]);
    const outcomes = new Map<CheckedPush, Outcome>();
    const refusing = <Result>(push: CheckedPush, check: () => Result): readonly Result[] => {
      try {
        return [check()];
      } catch (error) {
        outcomes.set(push, { kind: 'refused', error });
        return [];
      }
    };
    const judged = pushes.flatMap((push, index) =>
      refusing(push, () => {
        const refusal = refusals[index];
        if (refusal) throw refusal;
        return judge(parts, push, epoch, chains.get(push.sender.stationId), marks[index] ?? []);
      }).flatMap((each) => each ?? []),
    );
    const repeated = judged.flatMap((each) => each.repeated);
    const held = repeated.length === 0 ? [] : await heldActions(tx, feed, repeated);
    const additions = judged.flatMap(({ push, held: end, repeated: own }) => {
      const ids = new Set(own);
      const there = held.filter(({ answer }) => ids.has(answer.id));
      const known: KnownActions = {
        answers: there.map(({ answer }) => answer),
        hashes: new Map(there.map(({ answer, headerHash }) => [answer.id, headerHash])),
      };
      return refusing(push, () => ({ push, end, known, sender: push.sender, fresh: freshIn(push, end, known) }));
    });
    const taken = [...(await takeInTogether(tx, parts, epoch, feed, additions))];
    const moves = additions.map((each) => ({ ...each, head: headAfter(each.push, each.end) }));
    moveChains(
      tx,
      feed,
      moves.filter(({ head, end }) => head !== end),
    );
    const answered = moves.map((each) => ({ ...each, ...each.push, taken: taken.splice(0, each.fresh.length) }));
    const passed = await passedFeeds(tx, keys, epoch, feed, answered);
    for (const [index, { push, head, known, taken: own }] of answered.entries()) {
      const said = { epoch, head, answers: [...known.answers, ...own], passed: passed[index] ?? [] };
      outcomes.set(push, { kind: 'taken', output: outputOf(parts, push, said) });
    }
    return pushes.map((push) => outcomes.get(push) ?? { kind: 'alone' });
  });
}

/**
 * Judges a batch before anything is written; null where it is to be taken alone, as one whose chain is not found.
 * @throws Forgotten; ServiceError
 */
function judge(
  parts: PushParts,
  push: CheckedPush,
  epoch: ServerIdentity,
  held: ChainHead | undefined,
  marks: readonly MarkHere[],
): Judged | null {
  if (held === undefined) return null;
  checkProofs(parts, push, { epoch, marks, chain: held });
  return { push, held, repeated: repeatedIn(push, epoch, held).map(({ header }) => header.id) };
}
