import { ServiceError } from '../../contract/errors.ts';
import type { CaseAction } from '../../domain/cases/actions.ts';
import type { CenterRef } from '../../domain/cases/handover-actions.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { forbiddenAt, forbiddenItems, forbiddenWords } from '../../domain/directory/grid-forbidden.ts';
import { centersFrom } from '../directory/centers.ts';
import { staffNames } from '../directory/staff-names.ts';
import type { Reads } from '../ports.ts';

/**
 * The action with what only the center knows for certain: which centers there are and who this one is, and the names of
 * the people whom the history mentions, which travel with it (SYNC-6). Other actions are as they are.
 * @throws ServiceError NOT_POSSIBLE_NOW where the city has not told of the centers yet, or the case came with an import;
 *   INVALID_INPUT for a center that is not there.
 */
export async function completeHandover(reads: Reads, state: CaseState, action: CaseAction): Promise<CaseAction> {
  switch (action.type) {
    case 'handover.offered': {
      const { here, others } = await centersFrom(reads);
      if (!here) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: NOT_ENROLLED });
      // How it began is in the import, among other people's cases: the other center could not see it (LOG-7).
      if ((await reads.imports.chunkOf(state.id)) !== null) {
        throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '从旧台账导入的案件不能移交，请在对方中心重新登记。' });
      }
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

async function peopleOf(reads: Reads, state: CaseState): Promise<Record<string, string>> {
  const names = await staffNames(reads);
  const mentioned = new Set(state.mediatorIds);
  for (const session of state.sessions) for (const id of session.mediatorIds) mentioned.add(id);
  for (const { header } of await reads.sync.stream('case', state.id)) mentioned.add(header.actorId);
  const found = [...mentioned].flatMap((id) => {
    const name = names.get(id);
    return name === undefined ? [] : [[id, name] as const];
  });
  return Object.fromEntries(found);
}
