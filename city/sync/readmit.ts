import { ServiceError } from '../../contract/errors.ts';
import type { ActionAnswer } from '../../contract/sync.ts';
import type {
  GiveBackInput,
  GiveBackOutput,
  OfferInput,
  OfferOutput,
  ReturnedAction,
  SettleInput,
  SettleOutput,
} from '../../contract/sync-return.ts';
import { hashHeader } from '../../domain/log/action.ts';
import { type ChainHead, payloadHolds } from '../../domain/log/chain.ts';
import { type Epoch, inOldOrder } from '../../domain/sync/epochs.ts';
import type { Transaction } from '../db/database.ts';
import { currentEpoch, requireEpoch } from './epoch.ts';
import { feedsBeside } from './grants.ts';
import { checkLife, marksOf } from './proofs.ts';
import { bytesOf, type PushParts, refuseVersions } from './push.ts';
import { heldActions, lockChain, moveChain, type Sender, takePositions } from './push-log.ts';
import { readmitInto } from './readmit-streams.ts';
import { receiptOver } from './receipts.ts';

/**
 * Which of these confirmed actions the city has not got (SYNC-11). By their ids and not by positions: it holds whatever
 * was restored to when, and told or not, and whoever has returned what already.
 * @throws Forgotten where the station has words of a later life of the city.
 */
export async function offer({ database, keys }: PushParts, input: OfferInput): Promise<OfferOutput> {
  refuseVersions(input.versions);
  return database.transaction(
    async (tx) => {
      const epoch = await currentEpoch(tx);
      checkLife(keys, epoch, input.proofs?.receipt, marksOf(keys, input.proofs));
      requireEpoch(epoch, input.epoch);
      const lacking: string[] = [];
      for (const { feed, ids } of input.feeds) {
        const held = await tx.query<{ id: string }>(
          'SELECT id::text AS id FROM action_headers WHERE feed = $1 AND id = ANY($2::uuid[])',
          [feed, ids],
        );
        const known = new Set(held.map(({ id }) => id));
        lacking.push(...ids.filter((id) => !known.has(id)));
      }
      return { epoch: String(epoch.epoch), lacking };
    },
    { readonly: true },
  );
}

/**
 * What comes back is believed with its author, place and verdict, so only a city that has forgotten something takes it:
 * one that was told that it was restored, or to which it was proved.
 * @throws ServiceError NOT_POSSIBLE_NOW
 */
function requireRestored({ streamFloor }: Epoch): void {
  if (streamFloor > 0) return;
  const detail = '市平台没有从备份恢复过，不收补回的动作。如果市里确实丢过数据，请市级管理员先运行 --restored。';
  throw new ServiceError('NOT_POSSIBLE_NOW', { detail });
}

export type CheckedReturn = ReturnedAction & { readonly headerHash: string };

/**
 * Readmits actions that an earlier life of the city had confirmed, with their old verdicts and in their old order, at the
 * end of their feeds: no cursor of this epoch has passed that (SYNC-4). Those that it has are answered as they are held.
 * @throws ServiceError EPOCH_CHANGED; CHAIN_BROKEN for an action that differs from the one that is held under its id;
 *   INVALID_INPUT for one that is damaged.
 */
export async function giveBack(parts: PushParts, sender: Sender, input: GiveBackInput): Promise<GiveBackOutput> {
  refuseVersions(input.versions);
  const checked = new Map(input.actions.map((action) => [action.header.id, checkedReturn(parts, action)]));
  return parts.database.transaction(async (tx) => {
    const epoch = await currentEpoch(tx);
    requireEpoch(epoch, input.epoch);
    requireRestored(epoch);
    const answers: ActionAnswer[] = [];
    const feeds = Map.groupBy(checked.values(), ({ feed }) => feed);
    // The rows of all feeds are taken in the order of their names, as in a push.
    const written = new Set([...feeds.keys(), ...input.actions.flatMap(feedsBeside)]);
    for (const feed of [...written].sort()) await takePositions(tx, feed, 0);
    for (const [feed, ofFeed] of feeds) {
      const held = await heldActions(
        tx,
        feed,
        ofFeed.map(({ header }) => header.id),
      );
      const known = new Map(held.map((each) => [each.answer.id, each]));
      for (const { header, headerHash } of ofFeed) {
        const there = known.get(header.id);
        if (there && there.headerHash !== headerHash) throw differs(header.id);
      }
      const fresh = inOldOrder(ofFeed.filter(({ header }) => !known.has(header.id)));
      answers.push(...held.map(({ answer }) => answer), ...(await readmitInto(tx, parts, epoch, feed, sender, fresh)));
    }
    return { epoch: String(epoch.epoch), answers };
  });
}

function checkedReturn({ environment }: PushParts, action: ReturnedAction): CheckedReturn {
  const { suite } = environment;
  const { header } = action;
  if (suite.named(header.algorithms) === null || !payloadHolds(bytesOf(action), suite)) {
    throw new ServiceError('INVALID_INPUT', { detail: `送回的动作 ${header.id} 和它的校验值不符，整批没有接收。` });
  }
  return { ...action, headerHash: hashHeader(header, suite) };
}

function differs(id: string): ServiceError {
  return new ServiceError('CHAIN_BROKEN', {
    detail: `送回的动作 ${id} 与市里同号的不同，没有接收。可能是拷贝来的数据，请联系市级管理员。`,
  });
}

/**
 * A station has offered everything: the end of its chain goes on over what came back, whoever brought it, and its new
 * actions follow there.
 */
export async function settle(parts: PushParts, sender: Sender, input: SettleInput): Promise<SettleOutput> {
  refuseVersions(input.versions);
  const { database, keys, environment } = parts;
  return database.transaction(async (tx) => {
    const epoch = await currentEpoch(tx);
    requireEpoch(epoch, input.epoch);
    const held = await lockChain(tx, sender);
    const head = await endOfChain(tx, sender, new Set([sender.feed, ...input.feeds]), held);
    if (head.sequence > held.sequence) moveChain(tx, sender, head);
    return { epoch: String(epoch.epoch), receipt: receiptOver(keys, sender, head, epoch, environment.now()) };
  });
}

interface Link extends ChainHead {
  readonly previousHash: string;
}

async function endOfChain(
  tx: Transaction,
  { stationId, incarnation }: Sender,
  feeds: ReadonlySet<string>,
  held: ChainHead,
): Promise<ChainHead> {
  const next = new Map<string, Link>();
  for (const feed of feeds) {
    const links = await tx.query<Link>(
      `SELECT sequence, header_hash AS "headerHash", previous_hash AS "previousHash" FROM action_headers
       WHERE feed = $1 AND station_id = $2 AND incarnation = $3 AND sequence > $4`,
      [feed, stationId, incarnation, held.sequence],
    );
    for (const link of links) next.set(`${link.sequence} ${link.previousHash}`, link);
  }
  let head = held;
  for (;;) {
    const link = next.get(`${head.sequence + 1} ${head.headerHash}`);
    if (!link) return { sequence: head.sequence, headerHash: head.headerHash };
    head = link;
  }
}
