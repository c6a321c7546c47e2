import { ServiceError } from '../../contract/errors.ts';
import type { ActionAnswer, PassedFeed, PushInput, PushOutput, WireAction } from '../../contract/sync.ts';
import { CASE_SCHEMA_VERSION } from '../../domain/cases/actions.ts';
import type { ChainHead } from '../../domain/log/chain.ts';
import {
  type BatchFault,
  type CheckedAction,
  checkBatch,
  checkContents,
  checkOlderLife,
  differsFromHeld,
} from '../../domain/sync/check-batch.ts';
import type { Epoch } from '../../domain/sync/epochs.ts';
import { OLDEST_SYNC_PROTOCOL, SYNC_PROTOCOL, type SyncVersions, versionProblem } from '../../domain/sync/versions.ts';
import type { Environment } from '../../services/environment.ts';
import type { Database, Transaction } from '../db/database.ts';
import { codeOf } from '../db/errors.ts';
import type { Admission } from './admission.ts';
import { readingContents } from './content.ts';
import { currentEpoch, requireEpoch } from './epoch.ts';
import type { ServerKeys } from './keys.ts';
import { passedFeeds } from './passed-feeds.ts';
import { chainHere, checkLife, checkMarks, checkReceipt, type MarkHere, marksHere } from './proofs.ts';
import { heldActions, lockChain, moveChain, type Sender } from './push-log.ts';
import { receiptOver } from './receipts.ts';
import { type FreshAction, type Projector, takeIn } from './take-in.ts';

export const cityVersions: SyncVersions = {
  protocol: SYNC_PROTOCOL,
  oldestProtocol: OLDEST_SYNC_PROTOCOL,
  schema: CASE_SCHEMA_VERSION,
};

export interface PushParts {
  readonly database: Database;
  readonly environment: Environment;
  readonly keys: ServerKeys;
  readonly projector: Projector;
  /** Who the city is in the log. */
  readonly serverId: string;
  /** Whether who sends is let in (admission.ts). */
  readonly admission: Pick<Admission, 'admit' | 'refusals'>;
}

/** A batch that holds what it says of itself. */
export interface CheckedPush {
  readonly sender: Sender;
  readonly input: PushInput;
  readonly actions: readonly CheckedAction[];
}

/**
 * Checks what needs nothing of what the city holds, before anybody waits for a lock: the batch of this station before this
 * one may still be under way.
 * @throws ServiceError APP_TOO_OLD, SERVER_TOO_OLD; INVALID_INPUT for an action that is damaged.
 */
export function checkPush({ environment }: PushParts, sender: Sender, input: PushInput): CheckedPush {
  refuseVersions(input.versions);
  const contents = checkContents(
    input.actions.map((wire) => ({ wire, ...bytesOf(wire) })),
    environment.suite,
  );
  if (!contents.ok) throw refusal(contents.fault);
  return { sender, input, actions: contents.actions };
}

/** Of a life of the station that is over. */
export const isOfOlderLife = ({ actions, sender }: CheckedPush): boolean =>
  actions.some(({ header }) => header.incarnation < sender.incarnation);

/**
 * Takes a batch of a station's own actions (docs/sync.md, “A push”): all of it in one transaction, or nothing.
 * @throws Forgotten; ServiceError STATION_UNKNOWN, STATION_REPLACED, EPOCH_CHANGED; CHAIN_BROKEN where the batch is not what
 *   follows, or repeats, what the city holds of the station; INVALID_INPUT for an action that is not the station's own.
 */
export async function pushAlone(parts: PushParts, push: CheckedPush): Promise<PushOutput> {
  try {
    return await takeAlone(parts, push);
  } catch (error) {
    if (!isUsedId(error)) throw error;
    // Of another station, or of another life: no program of ours gives one id twice.
    const detail = '这一批里有一个动作的编号已经用在别的动作上，整批没有接收。请联系市级管理员。';
    throw new ServiceError('CHAIN_BROKEN', { detail }, { cause: error });
  }
}

const isUsedId = (error: unknown): boolean =>
  codeOf(error) === '23505' && (error as { readonly constraint?: unknown }).constraint === 'action_headers_id';

async function takeAlone(parts: PushParts, push: CheckedPush): Promise<PushOutput> {
  const { database, keys } = parts;
  const { sender, input } = push;
  return database.transaction(async (tx) => {
    // Asked for at once: who it is, which life this is, where its chain ends, and what it proves.
    const [, epoch, held, [marks = []]] = await Promise.all([
      parts.admission.admit(tx, sender),
      currentEpoch(tx),
      lockChain(tx, sender),
      marksHere(tx, keys, [input.proofs]),
    ]);
    const isOfThisLife = input.proofs?.receipt?.incarnation === sender.incarnation;
    const chain = isOfThisLife ? held : await chainHere(tx, sender, input.proofs);
    checkProofs(parts, push, { epoch, marks, chain });
    const repeated = repeatedIn(push, epoch, held);
    const known = await answersTo(tx, input.actions, repeated);
    const fresh = freshIn(push, held, known);
    const taken = await readingContents(input.actions, () => takeIn(tx, parts, epoch, sender, fresh));
    const head = headAfter(push, held);
    if (head !== held) moveChain(tx, sender, head);
    const [passed = []] = await passedFeeds(tx, keys, epoch, sender.feed, [{ sender, input, taken }]);
    return outputOf(parts, push, { epoch, head, answers: [...known.answers, ...taken], passed });
  });
}

/** @throws Forgotten; ServiceError EPOCH_CHANGED */
export function checkProofs(
  { keys }: Pick<PushParts, 'keys'>,
  { sender, input }: CheckedPush,
  { epoch, marks, chain }: { readonly epoch: Epoch; readonly marks: readonly MarkHere[]; readonly chain: ChainHead },
): void {
  checkLife(keys, epoch, input.proofs?.receipt, marks);
  requireEpoch(epoch, input.epoch);
  checkMarks(epoch, marks);
  if (input.proofs) checkReceipt(keys, epoch, input.proofs, sender, chain);
}

/**
 * What of a batch the city may have already.
 * @throws ServiceError CHAIN_BROKEN, INVALID_INPUT where the batch is none that can follow here.
 */
export function repeatedIn(push: CheckedPush, { streamFloor }: Epoch, held: ChainHead): readonly CheckedAction[] {
  const { actions, sender } = push;
  const isOlderLife = isOfOlderLife(push);
  const misfit = isOlderLife ? checkOlderLife(actions, sender) : checkBatch(actions, sender, held);
  if (misfit) throw refusal(misfit);
  // After a restore others may have returned actions of this station that lie behind the end of its chain.
  const isRestored = streamFloor > 0;
  return actions.filter(({ header }) => isOlderLife || isRestored || header.sequence <= held.sequence);
}

/** What the city has of a batch: its answers, and the hashes of the headers by their ids. */
export interface KnownActions {
  readonly answers: readonly ActionAnswer[];
  readonly hashes: ReadonlyMap<string, string>;
}

/**
 * What of a batch is new.
 * @throws ServiceError CHAIN_BROKEN where the city has another action under one of its ids.
 */
export function freshIn(push: CheckedPush, held: ChainHead, known: KnownActions): readonly FreshAction[] {
  const { actions, input } = push;
  const fault = differsFromHeld(actions, isOfOlderLife(push) ? null : held, known.hashes);
  if (fault) throw refusal(fault);
  return actions
    .map((action, index) => ({ ...action, wire: input.actions[index] as WireAction }))
    .filter((action) => !known.hashes.has(action.header.id));
}

/** Where the station's chain ends once the batch is taken. */
export function headAfter(push: CheckedPush, held: ChainHead): ChainHead {
  const last = push.actions.at(-1);
  const goesOn = last !== undefined && !isOfOlderLife(push) && last.header.sequence > held.sequence;
  return goesOn ? { sequence: last.header.sequence, headerHash: last.headerHash } : held;
}

interface Answered {
  readonly epoch: Epoch;
  readonly head: ChainHead;
  readonly answers: readonly ActionAnswer[];
  readonly passed: readonly PassedFeed[];
}

export function outputOf(
  { keys, environment }: PushParts,
  { sender }: CheckedPush,
  { epoch, head, answers, passed }: Answered,
): PushOutput {
  const receipt = receiptOver(keys, sender, head, epoch, environment.now());
  return { epoch: String(epoch.epoch), answers: [...answers], receipt, passed: [...passed] };
}

export function refuseVersions(station: SyncVersions): void {
  const problem = versionProblem(station, cityVersions);
  if (problem) throw new ServiceError(problem === 'app_too_old' ? 'APP_TOO_OLD' : 'SERVER_TOO_OLD');
}

const encoder = new TextEncoder();

export function bytesOf({ header, payload, salt }: WireAction) {
  return {
    header,
    payloadBytes: payload === null ? null : encoder.encode(payload),
    salt: salt === null ? null : new Uint8Array(Buffer.from(salt, 'hex')),
  };
}

/** The answers that the city gave before, by the feeds that the batch names (SYNC-3). */
async function answersTo(
  tx: Transaction,
  actions: readonly WireAction[],
  repeated: readonly CheckedAction[],
): Promise<KnownActions> {
  const ids = new Set(repeated.map(({ header }) => header.id));
  const answers: ActionAnswer[] = [];
  const hashes = new Map<string, string>();
  for (const [feed, ofFeed] of Map.groupBy(actions, (wire) => wire.feed)) {
    const asked = ofFeed.map(({ header }) => header.id).filter((id) => ids.has(id));
    if (asked.length === 0) continue;
    for (const { headerHash, answer } of await heldActions(tx, feed, asked)) {
      answers.push(answer);
      hashes.set(answer.id, headerHash);
    }
  }
  return { answers, hashes };
}

function refusal(fault: BatchFault): ServiceError {
  switch (fault.kind) {
    case 'chain':
      return new ServiceError('CHAIN_BROKEN');
    case 'payload':
      return new ServiceError('INVALID_INPUT', {
        detail: `动作 ${fault.actionId} 的内容和它的校验值不符，整批没有接收。`,
      });
    case 'foreign':
      return new ServiceError('INVALID_INPUT', { detail: `动作 ${fault.actionId} 不是这台工作站写的，整批没有接收。` });
    case 'order':
      return new ServiceError('INVALID_INPUT', { detail: `动作 ${fault.actionId} 的次序不对，整批没有接收。` });
  }
}
