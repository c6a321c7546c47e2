import { type ActionHeader, type HashSuite, hashHeader } from '../log/action.ts';
import { type ChainHead, payloadHolds } from '../log/chain.ts';

/** An action as it came over the wire, its payload as the bytes that were hashed; null where it was erased (LOG-8). */
export interface ReceivedAction {
  readonly header: ActionHeader;
  readonly payloadBytes: Uint8Array | null;
  readonly salt: Uint8Array | null;
}

export interface CheckedAction extends ReceivedAction {
  readonly headerHash: string;
}

export type BatchFault =
  | { readonly kind: 'payload'; readonly actionId: string }
  /** Not of the station or the incarnation that sends it, or not in the order of the chain. */
  | { readonly kind: 'foreign' | 'order'; readonly actionId: string }
  /** It does not continue the chain that is held, or differs from it: a copied profile, or a restored station (SYNC-14). */
  | { readonly kind: 'chain'; readonly actionId: string; readonly held: number; readonly sent: number };

export type CheckedBatch =
  | { readonly ok: true; readonly actions: readonly CheckedAction[] }
  | { readonly ok: false; readonly fault: BatchFault };

/**
 * Checks what the actions of a batch say of themselves, and hashes their headers (LOG-3): payload and salt are those of
 * the header. It needs nothing that the city holds, so that nobody waits for a lock meanwhile.
 */
export function checkContents(received: readonly ReceivedAction[], suite: HashSuite): CheckedBatch {
  const actions: CheckedAction[] = [];
  for (const action of received) {
    const { id: actionId, algorithms } = action.header;
    if (suite.named(algorithms) === null || !payloadHolds(action, suite))
      return { ok: false, fault: { kind: 'payload', actionId } };
    actions.push({ ...action, headerHash: hashHeader(action.header, suite) });
  }
  return { ok: true, actions };
}

/**
 * Checks a station's batch before anything of it is stored: order, and that it continues the chain that the city holds
 * of this incarnation or repeats its end (LOG-3). What it repeats is compared by {@link differsFromHeld}. Null where
 * nothing is wrong.
 */
export function checkBatch(
  actions: readonly CheckedAction[],
  sender: { readonly stationId: string; readonly incarnation: number },
  held: ChainHead,
): BatchFault | null {
  for (const [index, { header }] of actions.entries()) {
    const actionId = header.id;
    if (header.stationId !== sender.stationId || header.incarnation !== sender.incarnation)
      return { kind: 'foreign', actionId };
    const before = actions[index - 1];
    if (before) {
      const next = header.sequence === before.header.sequence + 1 && header.previousHash === before.headerHash;
      if (!next) return { kind: 'order', actionId };
    }
    const broken = { kind: 'chain', actionId, held: held.sequence, sent: header.sequence } as const;
    if (header.sequence > held.sequence + 1 && !before) return broken;
    if (header.sequence === held.sequence + 1 && header.previousHash !== held.headerHash) return broken;
  }
  return null;
}

/**
 * Checks a batch of a life of the station that is over (SYNC-14). What was done in it on a restored disk, or on a copy,
 * branches off the chain that the city holds: it is kept as it is, beside the chain, which no longer goes on. Each
 * action is of this station and of one older life. Null where nothing is wrong.
 */
export function checkOlderLife(
  actions: readonly CheckedAction[],
  sender: { readonly stationId: string; readonly incarnation: number },
): BatchFault | null {
  const life = actions[0]?.header.incarnation;
  for (const { header } of actions) {
    const { id: actionId, stationId, incarnation } = header;
    if (stationId !== sender.stationId || incarnation !== life || incarnation >= sender.incarnation)
      return { kind: 'foreign', actionId };
  }
  return null;
}

/**
 * The first action that is not the one that is held under its id, or that the chain up to `held` should have and has not;
 * null where there is none. `held` is null for a life that is over, which has no one chain.
 */
export function differsFromHeld(
  actions: readonly CheckedAction[],
  held: ChainHead | null,
  heldHashes: ReadonlyMap<string, string>,
): BatchFault | null {
  const end = held?.sequence ?? 0;
  for (const { header, headerHash } of actions) {
    const there = heldHashes.get(header.id);
    if (there === undefined ? header.sequence > end : there === headerHash) continue;
    return { kind: 'chain', actionId: header.id, held: end, sent: header.sequence };
  }
  return null;
}
