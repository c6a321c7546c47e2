import { ServiceError } from '../../contract/errors.ts';
import type { CaseAction } from '../../domain/cases/actions.ts';
import type { CenterRef } from '../../domain/cases/handover-actions.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { forbiddenAt, forbiddenItems, forbiddenWords } from '../../domain/directory/grid-forbidden.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { centersFrom } from '../directory/centers.ts';
import { staffNames } from '../directory/staff-names.ts';
import { importedBeginning, restatementIn, sealRows } from '../imports/import-rows.ts';
import type { Reads, Writes } from '../ports.ts';
import { counts } from '../sync/fold.ts';
import { applyCaseAction } from './write.ts';

/**
 * The action with what only the center knows for certain: which centers there are and who this one is, and the names of
 * the people whom the history mentions, which travel with it (SYNC-6). Other actions are as they are.
 * @throws ServiceError NOT_POSSIBLE_NOW where the city has not told of the centers yet; INVALID_INPUT for a center that is
 *   not there.
 */
export async function completeHandover(reads: Reads, state: CaseState, action: CaseAction): Promise<CaseAction> {
  switch (action.type) {
    case 'handover.offered': {
      const { here, others } = await centersFrom(reads);
      if (!here) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: NOT_ENROLLED });
      const to = others.find(({ stationId }) => stationId === action.payload.to.stationId);
      if (!to) throw new ServiceError('INVALID_INPUT', { fields: { to: '市里没有这个中心，请从列表里重新选择' } });
      await refuseForbidden(reads, state, to);
      return { ...action, payload: { ...action.payload, from: here, to, people: await peopleOf(reads, state) } };
    }
    case 'handover.returned':
      return { ...action, payload: { ...action.payload, people: await peopleOf(reads, state) } };
    default:
      return action;
  }
}

/** @throws ServiceError INVALID_INPUT that names the item of the 禁入清单 that keeps the case from a community */
async function refuseForbidden(
  { settings }: Pick<Reads, 'settings'>,
  { registration }: CaseState,
  to: CenterRef,
): Promise<void> {
  const items = forbiddenItems((await settings.settings())?.settings.gridForbidden ?? '');
  const found = forbiddenAt(items, to.place, registration?.facts ?? '');
  if (found) throw new ServiceError('INVALID_INPUT', { fields: { to: forbiddenWords(found) } });
}

const NOT_ENROLLED = '本中心还没有接入市平台，或者还没有收到中心名单，不能移交。请管理员在「数据同步」里看一下。';

/**
 * Before a case that came with an import is offered, its own stream says how it began (WF-64): the chunk is among other
 * people's cases, which the other center may not see (LOG-7). Said once; in the caller's transaction.
 */
export async function restateImported(
  writes: Writes,
  dependencies: Pick<Dependencies, 'environment' | 'rules'>,
  caller: Caller,
  { state, action }: { readonly state: CaseState; readonly action: CaseAction },
): Promise<CaseState> {
  if (action.type !== 'handover.offered') return state;
  const imported = await importedBeginning(writes, state.id, dependencies.environment);
  if (!imported || restatementIn((await writes.sync.stream('case', state.id)).filter(counts))) return state;
  const { chunk, entry, row } = imported;
  const { entries, bodies } = sealRows(row ? [row] : [], dependencies.environment);
  const actionId = dependencies.environment.newId();
  const { id: chunkId, actorId: importedBy, deviceTime: importedAt } = chunk.header;
  // Of one that was erased only the entry is left.
  const payload = { chunkId, importedBy, importedAt, rows: row ? [...entries] : [entry] };
  const restated = await applyCaseAction(writes, dependencies, caller, {
    actionId,
    caseId: state.id,
    state,
    action: { type: 'case.restated', payload },
  });
  await writes.imports.keepRows(actionId, bodies);
  return restated;
}

async function peopleOf(reads: Reads, state: CaseState): Promise<Record<string, string>> {
  const names = await staffNames(reads);
  const mentioned = new Set([state.registeredBy, ...state.mediatorIds]);
  for (const session of state.sessions) for (const id of session.mediatorIds) mentioned.add(id);
  for (const { header } of await reads.sync.stream('case', state.id)) mentioned.add(header.actorId);
  const found = [...mentioned].flatMap((id) => {
    const name = names.get(id);
    return name === undefined ? [] : [[id, name] as const];
  });
  return Object.fromEntries(found);
}
