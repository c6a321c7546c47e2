import * as z from 'zod';
import { feedSchema, type Proofs } from '../../contract/sync.ts';
import type { ChainHead } from '../../domain/log/chain.ts';
import { type Epoch, hasForgotten } from '../../domain/sync/epochs.ts';
import type { Transaction } from '../db/database.ts';
import { Forgotten } from './epoch.ts';
import type { ServerKeys } from './keys.ts';
import type { Sender } from './push-log.ts';

/** What the city seals when it has told a feed up to a position. */
const markSchema = z.object({
  mark: z.literal('feed'),
  epoch: z.int(),
  feed: feedSchema,
  position: z.int(),
  /** Hash of the header at the position, whoever may see it. */
  headerHash: z.string(),
});

const headerAt = 'SELECT header_hash AS "headerHash" FROM action_headers WHERE feed = $1 AND position = $2';

async function hashAt(tx: Transaction, feed: string, position: number): Promise<string | null> {
  const [row] = await tx.query<{ headerHash: string }>(headerAt, [feed, position]);
  return row?.headerHash ?? null;
}

/** Seals what stands at a position, for the station that was told the feed up to it; null before the first. */
export async function markOf(
  tx: Transaction,
  keys: ServerKeys,
  { epoch }: Epoch,
  feed: string,
  position: number,
): Promise<string | null> {
  const headerHash = await hashAt(tx, feed, position);
  return headerHash && keys.seal({ mark: 'feed', epoch, feed, position, headerHash });
}

/**
 * Looks at the city's own words that a station holds. Words of another epoch prove nothing: that it ended is known.
 * @throws Forgotten where this city no longer has what it once sealed or signed.
 */
export async function checkProofs(
  tx: Transaction,
  keys: ServerKeys,
  epoch: Epoch,
  { receipt, marks }: Proofs,
  chain: { readonly sender: Sender; readonly head: ChainHead } | null,
): Promise<void> {
  for (const text of marks) {
    const mark = markSchema.safeParse(keys.unseal(text));
    if (!mark.success || mark.data.epoch !== epoch.epoch) continue;
    const { feed, position, headerHash } = mark.data;
    if ((await hashAt(tx, feed, position)) !== headerHash)
      throw new Forgotten(`position ${position} of ${feed}`, epoch);
  }
  if (!chain || !receipt || receipt.epoch !== String(epoch.epoch)) return;
  const { sender, head } = chain;
  const ofChain = receipt.stationId === sender.stationId && receipt.incarnation === sender.incarnation;
  if (!ofChain || !hasForgotten(receipt, head)) return;
  const { signature, ...signed } = receipt;
  if (keys.isOwn(signed, signature)) throw new Forgotten(`the chain of ${sender.stationId}`, epoch);
}
