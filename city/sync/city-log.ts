import type { WireAction } from '../../contract/sync.ts';
import { type SealedAction, type StreamKind, sealAction } from '../../domain/log/action.ts';
import type { Json } from '../../domain/log/canonical-json.ts';
import type { ChainHead } from '../../domain/log/chain.ts';
import { CITY_SCHEMA_VERSION, type CityActionPayloads, type CityActionType } from '../../domain/sync/city-actions.ts';
import type { Environment } from '../../services/environment.ts';
import type { NewAction } from '../../services/log/append.ts';
import type { Transaction } from '../db/database.ts';
import { currentEpoch } from './epoch.ts';
import { lockChain, moveChain, type Sender, storeActions, takePositions } from './push-log.ts';

/** What the city writes actions with: a clock, hashes, and who it is in the log. */
export interface CityAuthor {
  readonly environment: Pick<Environment, 'now' | 'newId' | 'randomBytes' | 'suite'>;
  readonly serverId: string;
}

export interface CityAction<Type extends CityActionType> {
  readonly streamKind: Extract<StreamKind, 'grant' | 'station'>;
  readonly streamId: string;
  readonly type: Type;
  readonly payload: CityActionPayloads[Type];
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** An action of the city as the next of its chain in a feed, as it travels and as it is hashed. */
export function sealAsCity(
  { environment }: Pick<CityAuthor, 'environment'>,
  { feed, stationId, incarnation }: Sender,
  head: ChainHead,
  { payload, ...action }: NewAction<Json>,
): SealedAction & { readonly wire: WireAction } {
  const sealed = sealAction(
    {
      ...action,
      stationId,
      incarnation,
      sequence: head.sequence + 1,
      previousHash: head.headerHash,
      deviceTime: environment.now(),
      clockOffset: 0,
    },
    payload,
    environment.randomBytes(16),
    environment.suite,
  );
  const { header, payloadBytes, salt } = sealed;
  const wire = { feed, header, payload: decoder.decode(payloadBytes), salt: Buffer.from(salt).toString('hex') };
  return { ...sealed, wire };
}

/**
 * Appends an action of the city to a feed, in the chain that the city has there in this life of it (LOG-3). The feed's
 * row is held until the commit, and with it the chain.
 */
export async function appendAsCity<Type extends CityActionType>(
  tx: Transaction,
  { environment, serverId }: CityAuthor,
  feed: string,
  { streamKind, streamId, type, payload }: CityAction<Type>,
): Promise<number> {
  const position = await takePositions(tx, feed, 1);
  const { epoch, streamFloor } = await currentEpoch(tx);
  const chain = { feed, stationId: serverId, incarnation: epoch };
  const head = await lockChain(tx, chain);
  const streamSequence = await takeSequence(tx, feed, { streamKind, streamId, position, streamFloor });
  const action = {
    id: environment.newId(),
    streamKind,
    streamId,
    type,
    schemaVersion: CITY_SCHEMA_VERSION,
    actorId: serverId,
    baseRevision: streamSequence === streamFloor + 1 ? 0 : streamSequence - 1,
    payload,
  };
  const { wire, header, headerHash } = sealAsCity({ environment }, chain, head, action);
  const verdict = { verdict: 'accepted', reason: null, detail: null } as const;
  await storeActions(tx, feed, [{ wire, headerHash, position, streamSequence, verdict }], header.deviceTime);
  moveChain(tx, chain, { sequence: header.sequence, headerHash });
  return position;
}

async function takeSequence(
  tx: Transaction,
  feed: string,
  stream: { streamKind: StreamKind; streamId: string; position: number; streamFloor: number },
): Promise<number> {
  const [row] = await tx.query<{ sequence: number }>(
    `INSERT INTO streams (feed, stream_kind, stream_id, sequence, first_position) VALUES ($1, $2, $3, $5::int + 1, $4)
     ON CONFLICT (feed, stream_kind, stream_id) DO UPDATE
       SET sequence = greatest(streams.sequence, $5::int) + 1 RETURNING sequence`,
    [feed, stream.streamKind, stream.streamId, stream.position, stream.streamFloor],
  );
  if (!row) throw new Error(`stream ${stream.streamId} has no sequence`);
  return row.sequence;
}
