import { CASE_SCHEMA_VERSION, type CaseActionPayloads } from '../../domain/cases/actions.ts';
import type { CenterRef } from '../../domain/cases/handover-actions.ts';
import { workflowRow } from '../../domain/cases/workflow.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import type { Json } from '../../domain/log/canonical-json.ts';
import type { PlainDate } from '../../domain/text/chinese-date.ts';
import type { Environment } from '../../services/environment.ts';
import type { NewAction } from '../../services/log/append.ts';
import type { Transaction } from '../db/database.ts';
import { currentEpoch, type ServerIdentity } from '../sync/epoch.ts';
import { appendOwn } from '../sync/own-chain.ts';
import { createProjector } from '../sync/projector.ts';

/** What the citizen and the center read of who sends the case. */
const CITY_NAME = '一码解纠纷';

type IntakeActionType =
  | 'case.registered'
  | 'handover.offered'
  | 'case.noted'
  | 'citizen.told'
  | 'citizen.rated'
  | 'room.ended'
  | 'file.attached';
/** A step of the city on a case. */
export type Step = {
  readonly [Type in IntakeActionType]: {
    readonly type: Type;
    readonly payload: CaseActionPayloads[Type];
    /** Where whoever asks for it has named it already; the same id is the same step. */
    readonly id?: string;
  };
}[IntakeActionType];

interface OnCase {
  readonly feed: string;
  readonly caseId: string;
  /** That the case has now; 0 for one that these steps begin. */
  readonly revision: number;
  /** Facts beside whoever has the pen: they do not raise it (SYNC-6). */
  readonly isBeside?: boolean;
}

/** What citizens say stands beside the work, and counts for no revision. */
const isSaid = (type: IntakeActionType): boolean => workflowRow(type).hand === 'citizen';

/** Appends steps of the city on a case that it has the pen of (SYNC-6). The transaction holds the feed's row already. */
export async function appendSteps(
  tx: Transaction,
  { divisions, environment }: { readonly divisions: Directory; readonly environment: Environment },
  { feed, caseId, revision, isBeside = false }: OnCase,
  steps: readonly Step[],
): Promise<void> {
  const identity = await currentEpoch(tx);
  const station = { stationId: identity.serverId, incarnation: identity.epoch };
  const projector = createProjector({ divisions, environment, station });
  const actions = steps.map(
    ({ id = environment.newId(), type, payload }, index): NewAction<Json> => ({
      id,
      streamKind: 'case',
      streamId: caseId,
      type,
      schemaVersion: CASE_SCHEMA_VERSION,
      payload: payload as unknown as Json,
      actorId: identity.serverId,
      baseRevision: isBeside ? revision : revision + (isSaid(type) ? 0 : index),
    }),
  );
  await appendOwn(tx, { environment, projector, identity }, feed, actions);
}

const centersSql = `SELECT station_id AS "stationId", feed, name, place_code AS place FROM stations
  WHERE feed = $1 AND revoked_at IS NULL AND starts_with($2, coalesce(place_code, ''))
  ORDER BY length(coalesce(place_code, '')) DESC, enrolled_at, station_id LIMIT 1`;

/**
 * Who is asked first of what happened at a place: its community, else its street, else the center of the district, and of
 * several the one that enrolled first. Null while there is none.
 */
export async function centerOf(
  { query }: Pick<Transaction, 'query'>,
  feed: string,
  placeCode: string,
): Promise<CenterRef | null> {
  const [center] = await query<Omit<CenterRef, 'place'> & { readonly place: string | null }>(centersSql, [
    feed,
    placeCode,
  ]);
  if (!center) return null;
  const { place, ...ref } = center;
  return place === null ? ref : { ...ref, place };
}

export function offerStep(
  { serverId }: Pick<ServerIdentity, 'serverId'>,
  feed: string,
  to: CenterRef,
  today: PlainDate,
): Extract<Step, { type: 'handover.offered' }> {
  return {
    type: 'handover.offered',
    payload: {
      from: { stationId: serverId, feed, name: CITY_NAME },
      to,
      reason: '群众扫码提交，请当地中心受理',
      // Where it goes stands on the page on which it was submitted.
      toldOn: today,
      people: { [serverId]: CITY_NAME },
    },
  };
}
