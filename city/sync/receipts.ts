import type { Receipt } from '../../contract/sync.ts';
import type { ChainHead } from '../../domain/log/chain.ts';
import type { Epoch } from '../../domain/sync/epochs.ts';
import type { ServerKeys } from './keys.ts';
import type { Sender } from './push-log.ts';

/** What the city signs: it holds this station's chain up to here (LOG-3). */
export function receiptOver(
  keys: ServerKeys,
  { stationId, incarnation, signs }: Sender,
  { sequence, headerHash }: ChainHead,
  { epoch }: Epoch,
  at: number,
): Receipt {
  const receipt = { stationId, incarnation, sequence, headerHash, epoch: String(epoch), at };
  return { ...receipt, signature: keys.sign(receipt, signs) };
}
