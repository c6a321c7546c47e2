import * as z from 'zod';
import {
  ERASURE_SCHEMA_VERSION,
  type ErasureOrder,
  erasureGroundSchema,
  foldErasures,
} from '../../domain/personal-data/erasure.ts';
import type { Dependencies } from '../dependencies.ts';
import { appendAction, readAction } from '../log/append.ts';
import { eraseOnRequest } from '../log/erase.ts';
import type { Reads, Writes } from '../ports.ts';

/** An order to erase as it outlives the store that it was given in: ids and two people, no word of the case. */
export const listedErasureSchema = z.object({
  orderId: z.uuid(),
  caseId: z.uuid(),
  actionIds: z.array(z.uuid()),
  ground: erasureGroundSchema,
  requestedBy: z.uuid(),
  approvedBy: z.uuid(),
  /** When it was given, in ms. */
  at: z.int(),
});

export type ListedErasure = z.infer<typeof listedErasureSchema>;

/** What stands as the reason of an order that is repeated: the words of the first are not on the list. */
const REPEATED = '恢复旧备份以后，重新执行已经批准过的删除';

/**
 * The orders of this center that its log knows. Those of other centers come again from the city, in the feed of their case;
 * an order that repeats another stands under the id of the first.
 */
export async function erasuresOf({ log }: Pick<Reads, 'log'>): Promise<readonly ListedErasure[]> {
  const { stationId } = await log.station();
  const actions = (await log.erasureActions()).map(readAction).filter(({ header }) => header.stationId === stationId);
  const requests = new Map(foldErasures(actions).map((request) => [request.requestId, request]));
  return actions.flatMap(({ header, payload }) => {
    if (header.type !== 'log.erased' || payload === null) return [];
    const order = payload as ErasureOrder;
    const ground = erasureGroundSchema.safeParse(order.ground);
    return {
      orderId: order.repeats ?? header.id,
      caseId: order.streamId,
      actionIds: [...order.actionIds],
      ground: ground.success ? ground.data : 'other_law',
      // An older program took one person's word: then the center itself stands for the other.
      requestedBy: requests.get(header.streamId)?.requestedBy ?? stationId,
      approvedBy: header.actorId,
      at: header.deviceTime,
    };
  });
}

/** Both lists as one, in the order of time; what one of them knows is not taken from the other. */
export function joinedErasures(
  one: readonly ListedErasure[],
  other: readonly ListedErasure[],
): readonly ListedErasure[] {
  const joined = new Map(one.map((each) => [each.orderId, each]));
  for (const each of other) {
    const known = joined.get(each.orderId);
    const actionIds = [...new Set([...(known?.actionIds ?? []), ...each.actionIds])];
    joined.set(each.orderId, { ...(known ?? each), actionIds });
  }
  return [...joined.values()].toSorted((a, b) => a.at - b.at || (a.orderId < b.orderId ? -1 : 1));
}

/**
 * Gives each order once more that a restored store does not know (LOG-8), before anybody sees what it says. What is not in
 * the store is on its erasure list afterwards, if anything of its case is. Resolves to how many were given.
 */
export async function replayErasures(dependencies: Dependencies, list: readonly ListedErasure[]): Promise<number> {
  const { store } = dependencies;
  const missing = await store.read(async (reads) => {
    const known = new Set((await erasuresOf(reads)).map(({ orderId }) => orderId));
    return list.filter(({ orderId }) => !known.has(orderId));
  });
  let given = 0;
  for (const each of missing) given += await store.write((writes) => repeat(writes, dependencies, each));
  return given;
}

async function repeat(writes: Writes, dependencies: Dependencies, listed: ListedErasure): Promise<0 | 1> {
  const { caseId, ground, requestedBy, approvedBy, orderId, actionIds } = listed;
  const { environment } = dependencies;
  if (!(await writes.cases.find(caseId)) && !(await writes.imports.keepsRow(caseId))) return 0;
  const requestId = environment.newId();
  await appendAction(writes.log, environment, {
    ...{ id: environment.newId(), streamKind: 'erasure', streamId: requestId, type: 'erasure.requested' },
    schemaVersion: ERASURE_SCHEMA_VERSION,
    payload: { caseId, ground, reason: REPEATED },
    actorId: requestedBy,
    baseRevision: 0,
  });
  const repeats = { orderId, actionIds };
  await eraseOnRequest(writes, dependencies, {
    actionId: environment.newId(),
    requestId,
    approverId: approvedBy,
    repeats,
  });
  return 1;
}
