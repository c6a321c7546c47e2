import { ServiceError } from '../../contract/errors.ts';
import type { PulledAction, PulledBackfill, PulledFeed, PushOutput } from '../../contract/sync.ts';
import type { GiveBackOutput } from '../../contract/sync-return.ts';
import type { ErasureOrder } from '../../domain/personal-data/erasure.ts';
import type { StreamGrant } from '../../domain/sync/city-actions.ts';
import { type PullEffect, pullNeedsConsent } from '../../domain/sync/pull-guard.ts';
import { isFolded } from '../../domain/sync/verdict.ts';
import type { Dependencies } from '../dependencies.ts';
import { readAction } from '../log/append.ts';
import { obeyErasure } from '../log/erase.ts';
import { passNumbers } from '../numbers/pass-numbers.ts';
import type { StationStore, StationWrites } from '../ports.ts';
import { type ArrivedAction, checkArrived, unusable } from './arrived.ts';
import { refold } from './refold.ts';
import { keepWords, take } from './take.ts';
import { takeEpoch } from './take-epoch.ts';
import { Touched } from './touched.ts';

/** What applying needs: a station's store, the rules of its center, a clock and hashes. */
export interface SyncDependencies extends Pick<Dependencies, 'environment' | 'rules'> {
  readonly store: StationStore;
}

/** The pull would take much away: nothing of it was applied, and a person is asked (SYNC-12). */
export interface PullNeedsConsent extends PullEffect {
  readonly outcome: 'needs_consent';
}

export type PullResult =
  | PullNeedsConsent
  | {
      readonly outcome: 'applied';
      /** Actions that were not here before. */
      readonly added: number;
    };

export interface PullOptions {
  /** A person has looked at what the pull would take away, and wants it. */
  readonly consented: boolean;
  /** Share of the open cases above which it asks; that of domain/sync/pull-guard.ts unless set. */
  readonly share?: number;
}

/**
 * Keeps the city's answers to a push (SYNC-3), and folds anew what they change, in one transaction. The same answers
 * again change nothing.
 * @throws ServiceError CHAIN_BROKEN where they do not fit what is here; then nothing is kept.
 */
export async function applyPushAnswers(dependencies: SyncDependencies, output: PushOutput): Promise<void> {
  const { answers, epoch } = output;
  await inTransaction(dependencies, async (writes) => {
    await requireThisEpoch(writes, epoch);
    const touched = new Touched();
    await keepWords(
      writes,
      answers.map(({ known: _, ...answer }) => answer),
      { epoch, receivedAt: dependencies.environment.now() },
      touched,
    );
    await refold(writes, dependencies, touched);
    await keepChainReceipt(writes, output);
    await passOwn(writes, output);
    await takeEpoch(writes, epoch);
  });
}

/**
 * Keeps the places that a restored city gave to what came back to it (SYNC-11), and folds anew what they change. The
 * epoch is not this station's yet: more may be lacking.
 */
export async function applyReturned(dependencies: SyncDependencies, { answers, epoch }: GiveBackOutput): Promise<void> {
  await inTransaction(dependencies, async (writes) => {
    const touched = new Touched();
    const spoken = { epoch, receivedAt: dependencies.environment.now() };
    await keepWords(
      writes,
      answers.map(({ known: _, ...answer }) => answer),
      spoken,
      touched,
    );
    await refold(writes, dependencies, touched);
  });
}

/** What another life of the city said is no word of this one: a return comes first (SYNC-11). */
async function requireThisEpoch({ sync }: StationWrites, epoch: string): Promise<void> {
  const known = (await sync.state()).epoch;
  if (known !== null && known !== epoch) throw new ServiceError('EPOCH_CHANGED');
}

/**
 * An answer that comes late or twice begins where the station has been: it says nothing new. One that begins behind the
 * cursor, as the answer to a call that was made before this store was restored, would skip what lies between (SYNC-13).
 */
async function requireTimely(writes: StationWrites, { feed, from }: PulledFeed, epoch: string): Promise<void> {
  await requireThisEpoch(writes, epoch);
  const cursor = (await writes.sync.cursors()).find((each) => each.feed === feed);
  const position = cursor?.epoch === epoch ? cursor.position : 0;
  if (from <= position) return;
  const detail = `市平台的答复从 ${feed} 第 ${from} 号开始，本机只到第 ${position} 号，没有采用，会重新取。`;
  throw new ServiceError('CHAIN_BROKEN', { detail });
}

/**
 * Moves each cursor to where the city says that nothing else is to be fetched, and over what was just sent where that comes
 * next in its feed: it is all here, with the city's word, and need not come back over the line (SYNC-4). A feed without a cursor begins at 0, and is the own one where an own action
 * is its first.
 */
async function passOwn(writes: StationWrites, { answers, passed = [], epoch }: PushOutput): Promise<void> {
  const cursors = new Map((await writes.sync.cursors()).map((cursor) => [cursor.feed, cursor]));
  const cursorOf = (feed: string) => cursors.get(feed) ?? { feed, position: 0, head: 0, epoch, mark: null };
  for (const { feed, from, head, mark } of passed) {
    const cursor = cursorOf(feed);
    // One that begins behind the cursor would skip what lies between; one that ends before it comes late (SYNC-13).
    if (cursor.epoch !== epoch || from > cursor.position || head < cursor.position) continue;
    const moved = { feed, position: head, head, epoch, mark };
    cursors.set(feed, moved);
    await writes.sync.moveCursor(moved);
  }
  for (const [feed, ofFeed] of Map.groupBy(answers, (answer) => answer.feed)) {
    const cursor = cursorOf(feed);
    if (cursor.epoch !== epoch) continue;
    // The mark speaks of where it was made, and stays true; the next pull brings one of here (SYNC-11).
    const { mark } = cursor;
    let { position } = cursor;
    for (const answer of ofFeed.toSorted((one, other) => one.position - other.position)) {
      if (answer.position === position + 1) position += 1;
    }
    if (position === cursor.position) continue;
    await writes.sync.moveCursor({ feed, position, head: Math.max(cursor.head, position), epoch, mark });
  }
}

/** The signature is checked where the city's key is known; here, that it speaks of the chain that is here (LOG-3). */
async function keepChainReceipt(writes: StationWrites, { answers, receipt }: PushOutput): Promise<void> {
  const { sequence, headerHash } = receipt;
  // The end of the chain is nearly always the last answer.
  for (const { id } of answers.toReversed()) {
    const sent = await writes.log.find(id);
    const ofChain = sent?.header.sequence === sequence && sent.header.incarnation === receipt.incarnation;
    if (!ofChain) continue;
    if (sent.headerHash !== headerHash) throw unusable(id, '在回执里的校验值与本机的不同');
    break;
  }
  await writes.sync.keepChainReceipt(receipt);
}

class NeedsConsent extends Error {
  readonly effect: PullEffect;
  constructor(effect: PullEffect) {
    super('the pull needs the consent of a person (SYNC-12)');
    this.effect = effect;
  }
}

/**
 * Applies one batch of a feed in one transaction, which also moves the cursor (SYNC-4): own actions get their receipts,
 * others are appended, orders to erase are obeyed, and the touched streams are folded anew. The same batch again changes
 * nothing.
 * @throws ServiceError CHAIN_BROKEN naming the action where a hash or a place does not hold; then nothing is applied.
 */
export async function applyPull(
  dependencies: SyncDependencies,
  feed: PulledFeed,
  epoch: string,
  options: PullOptions,
): Promise<PullResult> {
  const { cursor: position, head, mark } = feed;
  return applyActions(dependencies, feed, epoch, options, {
    check: (writes) => requireTimely(writes, feed, epoch),
    moveOn: ({ sync }) => sync.moveCursor({ feed: feed.feed, position, head, epoch, mark }),
  });
}

/**
 * Applies a part of the past of a stream that was granted to this station, as {@link applyPull} does a batch of a feed,
 * and notes how far it is here, in one transaction (SYNC-4).
 * @throws ServiceError CHAIN_BROKEN as {@link applyPull}.
 */
export async function applyBackfill(
  dependencies: SyncDependencies,
  { actions, ...backfill }: PulledBackfill,
  epoch: string,
  options: PullOptions,
): Promise<PullResult> {
  const { feed, streamId } = backfill;
  for (const { header } of actions) {
    if (header.streamId !== streamId) throw unusable(header.id, `不属于移交来的案件 ${streamId}`);
  }
  return applyActions(dependencies, { feed, actions }, epoch, options, {
    check: (writes) => requireThisEpoch(writes, epoch),
    moveOn: ({ sync }) => sync.moveBackfill(backfill),
  });
}

async function applyActions(
  dependencies: SyncDependencies,
  { feed, actions }: { readonly feed: string; readonly actions: readonly PulledAction[] },
  epoch: string,
  { consented, share }: PullOptions,
  { check, moveOn }: Readonly<Record<'check' | 'moveOn', (writes: StationWrites) => Promise<void>>>,
): Promise<PullResult> {
  const { environment } = dependencies;
  const arrived = actions.map((action) => {
    if (action.feed !== feed) throw unusable(action.header.id, `属于 ${action.feed}，却放在 ${feed} 里`);
    return checkArrived(action, environment.suite);
  });
  const spoken = { epoch, receivedAt: environment.now() };
  try {
    return await inTransaction(dependencies, async (writes) => {
      await check(writes);
      const openBefore = arrived.length === 0 ? 0 : (await writes.cases.openIds()).length;
      const touched = new Touched();
      const added = await take(writes, arrived, spoken, touched);
      await obeyErasures(writes, added, touched);
      await followGrants(writes, added, epoch);
      const { lost } = await refold(writes, dependencies, touched);
      const effect = { openBefore, lost };
      if (!consented && pullNeedsConsent(effect, share)) throw new NeedsConsent(effect);
      const { stored } = await dependencies.rules.current(writes.settings);
      const folded = added.map(({ action }) => action);
      await passNumbers(writes, dependencies, stored.settings, folded);
      await moveOn(writes);
      await takeEpoch(writes, epoch);
      return { outcome: 'applied', added: added.length };
    });
  } catch (error) {
    if (error instanceof NeedsConsent) return { outcome: 'needs_consent', ...error.effect };
    throw error;
  }
}

async function inTransaction<Result>(
  { store, rules }: SyncDependencies,
  work: (writes: StationWrites) => Promise<Result>,
): Promise<Result> {
  try {
    return await store.write(work);
  } catch (error) {
    // They may be those of settings that were rolled back.
    rules.forget();
    throw error;
  }
}

/** A stream that the city lets this station see: its past is fetched from now on, and its feed followed (SYNC-4). */
async function followGrants(writes: StationWrites, added: readonly ArrivedAction[], epoch: string): Promise<void> {
  for (const { header, word } of added) {
    if (header.type !== 'stream.granted' || !isFolded(word.verdict)) continue;
    const stored = await writes.log.find(header.id);
    const grant = stored && (readAction(stored).payload as StreamGrant | null);
    if (!grant) continue;
    const { feed, streamKind, streamId, upTo } = grant;
    await writes.sync.moveBackfill({ feed, streamKind, streamId, position: 0, upTo });
    const known = (await writes.sync.cursors()).some((cursor) => cursor.feed === feed);
    if (!known) await writes.sync.moveCursor({ feed, position: 0, head: upTo, epoch, mark: null });
  }
}

async function obeyErasures(writes: StationWrites, added: readonly ArrivedAction[], touched: Touched): Promise<void> {
  for (const { header, word } of added) {
    if (header.type !== 'log.erased' || !isFolded(word.verdict)) continue;
    const stored = await writes.log.find(header.id);
    const order = stored && (readAction(stored).payload as ErasureOrder | null);
    if (!order) continue;
    await obeyErasure(writes, header.id, order);
    touched.add({ streamKind: order.streamKind, streamId: order.streamId });
  }
}
