import { type ActionHeader, type HashSuite, hashHeader, hashPayload } from './action.ts';

/** One stored action as the verifier reads it; payload and salt are null after an erasure. */
export interface ChainLink {
  readonly header: ActionHeader;
  readonly payloadBytes: Uint8Array | null;
  readonly salt: Uint8Array | null;
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
 * changed header, a changed payload, or an end that is not the known one. Null means that the chain holds.
 */
export function verifyChain(links: Iterable<ChainLink>, head: ChainHead, suite: HashSuite): ChainFault | null {
  let previousHash = '';
  let sequence = 0;
  for (const { header, payloadBytes, salt } of links) {
    sequence += 1;
    if (header.sequence !== sequence) return { kind: 'gap', expected: sequence, found: header.sequence };
    if (header.previousHash !== previousHash) return { kind: 'header', sequence, actionId: header.id };
    if (payloadBytes && salt && hashPayload(salt, payloadBytes, suite) !== header.payloadHash) {
      return { kind: 'payload', sequence, actionId: header.id };
    }
    previousHash = hashHeader(header, suite);
  }
  if (sequence !== head.sequence || previousHash !== head.headerHash) {
    return { kind: 'tail', expected: head.sequence, found: sequence };
  }
  return null;
}
