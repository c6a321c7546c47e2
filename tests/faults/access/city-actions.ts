import { sealAsCity } from '../../../city/sync/city-log.ts';
import { cityVersions } from '../../../city/sync/push.ts';
import type { PushInput, WireAction } from '../../../contract/sync.ts';
import type { StreamKind } from '../../../domain/log/action.ts';
import type { Json } from '../../../domain/log/canonical-json.ts';
import type { ChainHead } from '../../../domain/log/chain.ts';
import type { CityPerson } from './city-people.ts';
import { type CityWorld, claimedBy, HOME, type KnownAtCity } from './city-world.ts';

/** An action as a program would write it that keeps to nothing but the form. */
export interface ForgedAction {
  readonly streamKind: StreamKind;
  readonly streamId: string;
  readonly type: string;
  readonly payload: Json;
  readonly baseRevision?: number;
  readonly id?: string;
  readonly actorId?: string;
  readonly feed?: string;
  /** In whose name it is written; the caller unless said. */
  readonly as?: CityPerson;
}

const headSql = `SELECT sequence, header_hash AS "headerHash" FROM chain_heads
  WHERE feed = $1 AND station_id = $2 AND incarnation = $3`;

/** The next of the caller's own chain at the city, properly hashed: only what it names is wrong. */
export async function forged(world: CityWorld, person: CityPerson, action: ForgedAction): Promise<WireAction> {
  const { credentials, desk } = claimedBy(world, action.as ?? person);
  const { feed: home, stationId, incarnation } = credentials;
  const [head] = await world.city.database.query<ChainHead>(headSql, [home, stationId, incarnation]);
  const { environment } = desk;
  const { streamKind, streamId, type, payload } = action;
  const { wire } = sealAsCity(
    { environment },
    { feed: action.feed ?? HOME, stationId, incarnation },
    head ?? { sequence: 0, headerHash: '' },
    {
      ...{ streamKind, streamId, type, payload, schemaVersion: 1 },
      id: action.id ?? environment.newId(),
      actorId: action.actorId ?? desk.clerk.staffId,
      baseRevision: action.baseRevision ?? 1,
    },
  );
  return wire;
}

export const pushing = (action: WireAction, more: Partial<PushInput> = {}): PushInput => ({
  versions: cityVersions,
  epoch: null,
  actions: [action],
  ...more,
});

/** A fact on a case, which whoever has the case may add (SYNC-6). */
export const noteOn = ({ caseId, feed }: KnownAtCity): ForgedAction => ({
  ...{ streamKind: 'case', streamId: caseId, feed, type: 'case.noted', payload: { note: '记一笔' } },
});

/** An order to erase a case (LOG-8). */
export const erasureOf = (known: KnownAtCity, newId: () => string, streamId: string = known.caseId): ForgedAction => ({
  ...{ streamKind: 'erasure', streamId: newId(), type: 'log.erased', feed: known.feed, baseRevision: 0 },
  payload: { streamKind: 'case', streamId, reason: '依法', actionIds: [known.actionId] },
});
