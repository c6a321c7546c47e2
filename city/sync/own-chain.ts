import type { Json } from '../../domain/log/canonical-json.ts';
import { isFolded } from '../../domain/sync/verdict.ts';
import type { Environment } from '../../services/environment.ts';
import type { NewAction } from '../../services/log/append.ts';
import type { Transaction } from '../db/database.ts';
import { sealAsCity } from './city-log.ts';
import type { ServerIdentity } from './epoch.ts';
import { lockChain, moveChain, type Sender } from './push-log.ts';
import { type FreshAction, type Projector, takeIn } from './take-in.ts';

interface OwnChain {
  readonly environment: Environment;
  readonly projector: Projector;
  readonly identity: ServerIdentity;
}

/**
 * Appends actions of the city on records of centers, in its own chain of the feed (LOG-3), and takes them in as those of
 * any station. The transaction holds the feed's row already.
 * @throws where one of them would not be folded: the city does nothing that it would set aside.
 */
export async function appendOwn(
  tx: Transaction,
  { environment, projector, identity }: OwnChain,
  feed: string,
  actions: readonly NewAction<Json>[],
): Promise<void> {
  const { serverId, epoch } = identity;
  const sender: Sender = { feed, stationId: serverId, incarnation: epoch, isCity: true };
  const author = { environment, serverId };
  let end = await lockChain(tx, sender);
  const fresh = actions.map((action): FreshAction => {
    const sealed = sealAsCity(author, sender, end, action);
    end = { sequence: sealed.header.sequence, headerHash: sealed.headerHash };
    return sealed;
  });
  // Before they are taken in: an offer among them is told to its center by a further action of this chain.
  moveChain(tx, sender, end);
  const answers = await takeIn(tx, { ...author, projector }, identity, sender, fresh);
  const refused = answers.find(({ verdict }) => !isFolded(verdict));
  if (refused) throw new Error(`the city would not take its own action ${refused.id}: ${refused.reason}`);
}
