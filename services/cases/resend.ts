import type { CaseView } from '../../contract/cases.ts';
import { ServiceError } from '../../contract/errors.ts';
import type { CaseAction } from '../../domain/cases/actions.ts';
import { workflowRow } from '../../domain/cases/workflow.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { readAction } from '../log/append.ts';
import { groupToSettle, type SetAsideStep } from '../sync/set-aside.ts';
import { appendSettling, wasSettled } from '../sync/settle.ts';
import { type ActInput, checkedAction, doAction, requireCurrent } from './act.ts';
import { caseView } from './view.ts';

export interface ResendInput extends ActInput {
  /** Settles the first action of the group; the same id again changes nothing. */
  readonly settlingId: string;
  /** The group as the person saw it: the first is done anew by `action`. */
  readonly actionIds: readonly string[];
  /** Of the others, those that are done again as they were, in their order, by new ids; the rest is withdrawn. */
  readonly followers: readonly { readonly actionId: string; readonly resentAs: string }[];
}

/**
 * Does the first action of a group anew on the case as it is, with what was changed, and those of its followers that
 * were chosen; and settles the whole group: all in one transaction. The settlings stand before the new actions in the
 * chain, so that the city holds nothing behind a group that is settled.
 * @throws ServiceError as `groupToSettle` and `actOnCase`; NOT_POSSIBLE_NOW naming the follower that may not be done.
 */
export async function resendGroup(dependencies: Dependencies, caller: Caller, input: ResendInput): Promise<CaseView> {
  const { store, environment } = dependencies;
  const { caseId, actionId, settlingId, actionIds } = input;
  const action = await checkedAction(dependencies, input.action);
  return store.write(async (writes) => {
    if (await wasSettled(writes, input, 'settling.resent')) return caseView(writes, dependencies, caller, caseId);
    let state = await requireCurrent(writes, dependencies, caller, input);
    const group = await groupToSettle(writes, caller, 'settling.resent', actionIds);
    const [first, ...held] = group;
    if (first?.stored.header.streamId !== caseId || first.stored.header.type !== action.type) {
      throw new ServiceError('INVALID_INPUT', { detail: '重发的要和原来那一步是同一件案子、同一种办理。' });
    }
    const chosen = followersOf(held, input.followers);
    const successors = new Map([[first.stored.header.id, actionId], ...input.followers.map(pairOf)]);
    for (const [index, { stored }] of group.entries()) {
      const { id } = stored.header;
      const resentAs = successors.get(id);
      const one = { id: index === 0 ? settlingId : environment.newId(), actionId: id };
      if (resentAs === undefined)
        await appendSettling(writes, dependencies, caller.staffId, { ...one, type: 'settling.withdrawn', payload: {} });
      else
        await appendSettling(writes, dependencies, caller.staffId, {
          ...one,
          type: 'settling.resent',
          payload: { resentAs },
        });
    }
    state = await doAction(writes, dependencies, caller, { actionId, caseId, state, action });
    for (const follower of chosen) {
      try {
        state = await doAction(writes, dependencies, caller, { caseId, state, ...follower });
      } catch (error) {
        throw followerRefused(follower.action, error);
      }
    }
    return caseView(writes, dependencies, caller, caseId);
  });
}

const pairOf = ({ actionId, resentAs }: ResendInput['followers'][number]) => [actionId, resentAs] as const;

/** The chosen followers with what they said, in the order in which they were done. */
function followersOf(
  held: readonly SetAsideStep[],
  wanted: ResendInput['followers'],
): readonly { readonly actionId: string; readonly action: CaseAction }[] {
  const known = new Set(held.map(({ stored }) => stored.header.id));
  if (wanted.some(({ actionId }) => !known.has(actionId))) throw new ServiceError('NOT_FOUND');
  const ids = new Map(wanted.map(pairOf));
  return held.flatMap(({ stored }) => {
    const actionId = ids.get(stored.header.id);
    if (actionId === undefined) return [];
    const { header, payload } = readAction(stored);
    if (payload === null) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '有一步的内容已依法删除，不能重发。' });
    return [{ actionId, action: { type: header.type, payload } as CaseAction }];
  });
}

function followerRefused({ type }: CaseAction, error: unknown): unknown {
  if (!(error instanceof ServiceError)) return error;
  const detail = `后面的「${workflowRow(type).label}」现在不能重发：${error.message}`;
  return new ServiceError(error.code, { ...error.data, detail }, { cause: error });
}
