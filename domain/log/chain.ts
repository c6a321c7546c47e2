import { type ActionHeader, type HashSuite, hashHeader, hashPayload, suiteOf } from './action.ts';

/** One stored action as the verifier reads it; payload and salt are null after an erasure. */
export interface ChainLink {
  readonly header: ActionHeader;
  readonly payloadBytes: Uint8Array | null;
  readonly salt: Uint8Array | null;
  /** Hash of the header as it was stored beside it; with it, a changed header is named itself, not the one after. */
  readonly headerHash?: string;
}

export type ChainFault =
  | { readonly kind: 'gap'; readonly expected: number; readonly found: number }
  | { readonly kind: 'header'; readonly sequence: number; readonly actionId: string }
  | { readonly kind: 'payload'; readonly sequence: number; readonly actionId: string }
  | { readonly kind: 'tail'; readonly expected: number; readonly found: number };

/** What is known of the chain's end from elsewhere (the head row, a receipt). */
export interface ChainHead {
  readonly sequence: number;
  readonly headerHash: string;
}

/**
 * Walks the headers of one station incarnation in order and names the first fault (LOG-3): a missing sequence, a
 * changed header, a changed payload, or an end that is not the known one. Null means that the chain holds. An erased
 * action has neither payload nor salt; one of them alone is a fault, or dropping the salt would hide a forged payload.
 */
export function verifyChain(links: Iterable<ChainLink>, head: ChainHead, suite: HashSuite): ChainFault | null {
  let previousHash = '';
  let sequence = 0;
  let actionId = '';
  for (const link of links) {
    const { header } = link;
    sequence += 1;
    if (header.sequence !== sequence) return { kind: 'gap', expected: sequence, found: header.sequence };
    actionId = header.id;
    const headerHash = hashHeader(header, suite);
    const altered = link.headerHash !== undefined && link.headerHash !== headerHash;
    if (altered || header.previousHash !== previousHash) return { kind: 'header', sequence, actionId };
    if (!payloadHolds(link, suite)) return { kind: 'payload', sequence, actionId };
    previousHash = headerHash;
  }
  if (sequence !== head.sequence) return { kind: 'tail', expected: head.sequence, found: sequence };
  return previousHash === head.headerHash ? null : { kind: 'header', sequence, actionId };
}

/** Whether payload and salt are those that the header speaks of; an erased pair is (LOG-8). */
export function payloadHolds({ header, payloadBytes, salt }: ChainLink, suite: HashSuite): boolean {
  if (payloadBytes === null && salt === null) return true;
  if (payloadBytes === null || salt === null) return false;
  return hashPayload(salt, payloadBytes, suiteOf(header, suite)) === header.payloadHash;
}
