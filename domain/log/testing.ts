import { type HashSuite, type SealedAction, sealAction } from './action.ts';
import type { Json } from './canonical-json.ts';

/** For tests only: the actions of one station, one for each payload, each chained to the one before. */
export function sealedChain(payloads: readonly Json[], suite: HashSuite): readonly SealedAction[] {
  const chain: SealedAction[] = [];
  for (const [index, payload] of payloads.entries()) {
    const unsealed = {
      id: `00000000-0000-7000-8000-${String(index + 1).padStart(12, '0')}`,
      streamKind: 'case' as const,
      streamId: '00000000-0000-7000-8000-0000000000aa',
      type: 'case.noted',
      schemaVersion: 1,
      actorId: '00000000-0000-7000-8000-0000000000bb',
      stationId: '00000000-0000-7000-8000-0000000000cc',
      incarnation: 1,
      sequence: index + 1,
      previousHash: chain.at(-1)?.headerHash ?? '',
      baseRevision: index,
      deviceTime: 1_795_392_000_000 + index,
      clockOffset: null,
    };
    const salt = new Uint8Array(16).fill(index + 1);
    chain.push(sealAction(unsealed, payload, salt, suite));
  }
  return chain;
}
