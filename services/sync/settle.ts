import { SETTLING_SCHEMA_VERSION, type SettlingPayloads, type SettlingType } from '../../domain/sync/settling.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { appendAction } from '../log/append.ts';
import { findDone } from '../log/done.ts';
import type { Writes } from '../ports.ts';
import { groupToSettle } from './set-aside.ts';

type Needed = Pick<Dependencies, 'store' | 'environment'>;

/** A group as the person saw it, and the id of what settles its first action: the same id again changes nothing. */
export interface GroupInput {
  readonly settlingId: string;
  readonly actionIds: readonly string[];
}

/**
 * Appends what settles one action (LOG-1), on a stream of its own: it changes no revision that anybody works on.
 * @param id of the new action
 */
export async function appendSettling<Type extends SettlingType>(
  writes: Writes,
  { environment }: Pick<Dependencies, 'environment'>,
  actorId: string,
  { id, actionId, type, payload }: { id: string; actionId: string; type: Type; payload: SettlingPayloads[Type] },
): Promise<void> {
  const before = await writes.log.stream('settling', actionId);
  await appendAction(writes.log, environment, {
    id,
    streamKind: 'settling',
    streamId: actionId,
    type,
    schemaVersion: SETTLING_SCHEMA_VERSION,
    payload,
    actorId,
    baseRevision: before.length,
  });
}

/** True where this very settling is in the log already: its answer was lost, and it is asked for again. */
export async function wasSettled(
  writes: Pick<Writes, 'log'>,
  { settlingId, actionIds }: GroupInput,
  type: SettlingType,
): Promise<boolean> {
  const deed = { streamKind: 'settling', streamId: actionIds[0] ?? '', type } as const;
  return (await findDone(writes.log, settlingId, deed)) !== null;
}

async function settleAll<Type extends 'settling.withdrawn' | 'settling.handed_over'>(
  { store, environment }: Needed,
  caller: Caller,
  input: GroupInput,
  { type, payload }: { type: Type; payload: SettlingPayloads[Type] },
): Promise<void> {
  await store.write(async (writes) => {
    if (await wasSettled(writes, input, type)) return;
    const group = await groupToSettle(writes, caller, type, input.actionIds);
    for (const [index, { stored }] of group.entries()) {
      const id = index === 0 ? input.settlingId : environment.newId();
      await appendSettling(writes, { environment }, caller.staffId, { id, actionId: stored.header.id, type, payload });
    }
  });
}

/**
 * Takes a whole group back: nothing comes of it, and it stays in the log.
 * @throws as {@link groupToSettle}
 */
export async function withdrawGroup(dependencies: Needed, caller: Caller, input: GroupInput): Promise<void> {
  await settleAll(dependencies, caller, input, { type: 'settling.withdrawn', payload: {} });
}

/**
 * Leaves a group to the city's manager.
 * @throws as {@link groupToSettle}
 */
export async function handGroupToCity(
  dependencies: Needed,
  caller: Caller,
  { note, ...input }: GroupInput & { readonly note: string },
): Promise<void> {
  await settleAll(dependencies, caller, input, { type: 'settling.handed_over', payload: { note } });
}
