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

/** The next of the caller's own chain at the city, properly hashed: only what they name is wrong. */
export async function forged(
  world: CityWorld,
  person: CityPerson,
  actions: readonly ForgedAction[],
): Promise<readonly WireAction[]> {
  const { credentials, desk } = claimedBy(world, actions[0]?.as ?? person);
  const { feed: home, stationId, incarnation } = credentials;
  let [head = { sequence: 0, headerHash: '' }] = await world.city.database.query<ChainHead>(headSql, [
    home,
    stationId,
    incarnation,
  ]);
  const { environment } = desk;
  return actions.map((action) => {
    const { streamKind, streamId, type, payload } = action;
    const { wire, header, headerHash } = sealAsCity(
      { environment },
      { feed: action.feed ?? HOME, stationId, incarnation },
      head,
      {
        ...{ streamKind, streamId, type, payload, schemaVersion: 1 },
        id: action.id ?? environment.newId(),
        actorId: action.actorId ?? desk.clerk.staffId,
        baseRevision: action.baseRevision ?? 1,
      },
    );
    head = { sequence: header.sequence, headerHash };
    return wire;
  });
}

export const pushing = (actions: readonly WireAction[], more: Partial<PushInput> = {}): PushInput => ({
  versions: cityVersions,
  epoch: null,
  actions: [...actions],
  ...more,
});

/** A fact on a case, which whoever has the case may add (SYNC-6). */
export const noteOn = ({ caseId, feed }: KnownAtCity): ForgedAction => ({
  ...{ streamKind: 'case', streamId: caseId, feed, type: 'case.noted', payload: { note: '记一笔' } },
});

/** An order to erase a case, with the request of another person before it (LOG-8). */
export function erasureOf(
  known: KnownAtCity,
  newId: () => string,
  streamId: string = known.caseId,
): readonly ForgedAction[] {
  const asked = { streamKind: 'erasure', streamId: newId(), feed: known.feed } as const;
  const request = { caseId: known.caseId, ground: 'consent_withdrawn', reason: '依法' };
  return [
    { ...asked, type: 'erasure.requested', payload: request, baseRevision: 0, actorId: newId() },
    {
      ...{ ...asked, type: 'log.erased', baseRevision: 1 },
      payload: { streamKind: 'case', streamId, reason: '依法', actionIds: [known.actionId] },
    },
  ];
}
