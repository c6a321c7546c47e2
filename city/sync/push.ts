import { ServiceError } from '../../contract/errors.ts';
import type { ActionAnswer, PushInput, PushOutput, WireAction } from '../../contract/sync.ts';
import { CASE_SCHEMA_VERSION } from '../../domain/cases/actions.ts';
import {
  type BatchFault,
  type CheckedAction,
  checkBatch,
  checkContents,
  checkOlderLife,
  differsFromHeld,
} from '../../domain/sync/check-batch.ts';
import { OLDEST_SYNC_PROTOCOL, SYNC_PROTOCOL, type SyncVersions, versionProblem } from '../../domain/sync/versions.ts';
import type { Environment } from '../../services/environment.ts';
import type { Database, Transaction } from '../db/database.ts';
import type { Admission } from './admission.ts';
import { readingContents } from './content.ts';
import { currentEpoch, requireEpoch } from './epoch.ts';
import type { FeedTurns } from './feed-turns.ts';
import type { ServerKeys } from './keys.ts';
import { chainHere, checkLife, checkMarks, checkReceipt, marksHere } from './proofs.ts';
import { heldActions, lockChain, moveChain, type Sender } from './push-log.ts';
import { receiptOver } from './receipts.ts';
import { type Projector, takeIn } from './take-in.ts';

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
  /** Of the pushes in this process. */
  readonly turns: FeedTurns;
  /** Whether who sends is let in (admission.ts). */
  readonly admitPush: Admission['admitPush'];
}

/**
 * Takes a batch of a station's own actions (docs/sync.md, “A push”): all of it in one transaction, or nothing.
 * @throws Forgotten; ServiceError STATION_UNKNOWN, STATION_REPLACED, APP_TOO_OLD, SERVER_TOO_OLD, EPOCH_CHANGED;
 *   CHAIN_BROKEN where the batch is not what follows, or repeats, what the city holds of the station; INVALID_INPUT for
 *   an action that is damaged or not the station's own.
 */
export async function push(parts: PushParts, sender: Sender, input: PushInput): Promise<PushOutput> {
  refuseVersions(input.versions);
  const { database, environment, keys } = parts;
  // Before the chain is locked: the batch of this station before this one may still be under way.
  const contents = checkContents(
    input.actions.map((wire) => ({ wire, ...bytesOf(wire) })),
    environment.suite,
  );
  if (!contents.ok) throw refusal(contents.fault);
  const { actions } = contents;
  const isOlderLife = actions.some(({ header }) => header.incarnation < sender.incarnation);
  const feeds = input.actions.map(({ feed }) => feed);
  const work = async (tx: Transaction): Promise<PushOutput> => {
    // Asked for at once: who it is, which life this is, where its chain ends, and what it proves.
    const [, epoch, held, marks] = await Promise.all([
      parts.admitPush(tx, sender),
      currentEpoch(tx),
      lockChain(tx, sender),
      marksHere(tx, keys, input.proofs),
    ]);
    checkLife(keys, epoch, input.proofs?.receipt, marks);
    requireEpoch(epoch, input.epoch);
    checkMarks(epoch, marks);
    if (input.proofs) {
      const isOfThisLife = input.proofs.receipt?.incarnation === sender.incarnation;
      const chain = isOfThisLife ? held : await chainHere(tx, sender, input.proofs);
      checkReceipt(keys, epoch, input.proofs, sender, chain);
    }
    const misfit = isOlderLife ? checkOlderLife(actions, sender) : checkBatch(actions, sender, held);
    if (misfit) throw refusal(misfit);
    // After a restore others may have returned actions of this station that lie behind the end of its chain.
    const isRestored = epoch.streamFloor > 0;
    const repeated = actions.filter(({ header }) => isOlderLife || isRestored || header.sequence <= held.sequence);
    const known = await answersTo(tx, input.actions, repeated);
    const fault = differsFromHeld(actions, isOlderLife ? null : held, known.hashes);
    if (fault) throw refusal(fault);

    const fresh = actions
      .map((action, index) => ({ ...action, wire: input.actions[index] as WireAction }))
      .filter((action) => !known.hashes.has(action.header.id));
    const taken = await readingContents(input.actions, () => takeIn(tx, parts, epoch, sender, fresh));
    const last = actions.at(-1);
    const goesOn = last !== undefined && !isOlderLife && last.header.sequence > held.sequence;
    const head = goesOn ? { sequence: last.header.sequence, headerHash: last.headerHash } : held;
    const at = environment.now();
    if (goesOn) moveChain(tx, sender, head);
    return {
      epoch: String(epoch.epoch),
      answers: [...known.answers, ...taken],
      receipt: receiptOver(keys, sender, head, epoch, at),
    };
  };
  return parts.turns.inTurn(feeds, () => database.transaction(work));
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
): Promise<{ answers: readonly ActionAnswer[]; hashes: ReadonlyMap<string, string> }> {
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
