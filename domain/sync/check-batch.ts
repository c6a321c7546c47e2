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
 * Checks a station's batch before anything of it is stored: hashes, order, and that it continues the chain that the
 * city holds of this incarnation or repeats its end (LOG-3). What it repeats is compared by {@link differsFromHeld}.
 */
export function checkBatch(
  received: readonly ReceivedAction[],
  sender: { readonly stationId: string; readonly incarnation: number },
  held: ChainHead,
  suite: HashSuite,
): CheckedBatch {
  const actions: CheckedAction[] = [];
  for (const action of received) {
    const { header } = action;
    const fault = faultOf(action, actions.at(-1), sender, held, suite);
    if (fault) return { ok: false, fault };
    actions.push({ ...action, headerHash: hashHeader(header, suite) });
  }
  return { ok: true, actions };
}

/**
 * Checks a batch of a life of the station that is over (SYNC-14). What was done in it on a restored disk, or on a copy,
 * branches off the chain that the city holds: it is kept as it is, beside the chain, which no longer goes on. Each
 * action is of this station and of one older life, and is what its hashes say.
 */
export function checkOlderLife(
  received: readonly ReceivedAction[],
  sender: { readonly stationId: string; readonly incarnation: number },
  suite: HashSuite,
): CheckedBatch {
  const life = received[0]?.header.incarnation;
  for (const action of received) {
    const { id: actionId, stationId, incarnation, algorithms } = action.header;
    if (stationId !== sender.stationId || incarnation !== life || incarnation >= sender.incarnation)
      return { ok: false, fault: { kind: 'foreign', actionId } };
    if (algorithms !== suite.id || !payloadHolds(action, suite))
      return { ok: false, fault: { kind: 'payload', actionId } };
  }
  return { ok: true, actions: received.map((action) => ({ ...action, headerHash: hashHeader(action.header, suite) })) };
}

function faultOf(
  action: ReceivedAction,
  before: CheckedAction | undefined,
  sender: { readonly stationId: string; readonly incarnation: number },
  held: ChainHead,
  suite: HashSuite,
): BatchFault | null {
  const { header } = action;
  const actionId = header.id;
  if (header.stationId !== sender.stationId || header.incarnation !== sender.incarnation)
    return { kind: 'foreign', actionId };
  if (header.algorithms !== suite.id || !payloadHolds(action, suite)) return { kind: 'payload', actionId };
  if (before) {
    const next = header.sequence === before.header.sequence + 1 && header.previousHash === before.headerHash;
    if (!next) return { kind: 'order', actionId };
  }
  const broken = { kind: 'chain', actionId, held: held.sequence, sent: header.sequence } as const;
  if (header.sequence > held.sequence + 1 && !before) return broken;
  if (header.sequence === held.sequence + 1 && header.previousHash !== held.headerHash) return broken;
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
