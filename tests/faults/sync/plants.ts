import type { PushInput, PushOutput } from '../../../contract/sync.ts';
import { hashHeader } from '../../../domain/log/action.ts';
import { sha256Suite } from '../../../services/environment.ts';
import { CityCallFailed, type CityClient } from '../../../services/sync/client.ts';

/**
 * A rule broken on purpose, to see that the harness finds it. SYNC-3: a station that takes a push for done although no
 * answer came.
 */
export const plants = ['SYNC-3'] as const;
export type Plant = (typeof plants)[number];

export function planted(client: CityClient, plant: Plant | null): CityClient {
  if (plant === null) return client;
  return {
    ...client,
    async push(input, signal) {
      try {
        return await client.push(input, signal);
      } catch (error) {
        if (!(error instanceof CityCallFailed)) throw error;
        return forged(input);
      }
    },
  };
}

function forged({ actions, epoch }: PushInput): PushOutput {
  const last = actions.at(-1);
  if (!last) throw new Error('an empty push');
  const { stationId, incarnation, sequence } = last.header;
  return {
    epoch: epoch ?? '1',
    answers: actions.map(({ feed, header }) => ({
      id: header.id,
      known: false,
      feed,
      position: 1_000_000 + header.sequence,
      streamSequence: 1_000_000 + header.sequence,
      verdict: 'accepted',
      reason: null,
      detail: null,
    })),
    receipt: {
      stationId,
      incarnation,
      sequence,
      headerHash: hashHeader(last.header, sha256Suite),
      epoch: epoch ?? '1',
      at: 0,
      signature: '',
    },
  };
}
