import type { CaseView } from '../../contract/cases.ts';
import { ServiceError } from '../../contract/errors.ts';
import { type CaseAction, type CaseActionType, caseActionSchemas } from '../../domain/cases/actions.ts';
import { datesAhead } from '../../domain/cases/dates-ahead.ts';
import { datesBehind } from '../../domain/cases/dates-behind.ts';
import { beyondRules } from '../../domain/cases/rules-in-force.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { findDone } from '../log/done.ts';
import { problemsByClock } from '../setup/clock.ts';
import { seenRevision } from '../sync/revision.ts';
import { registrationProblems, requireKnownCase } from './register.ts';
import { caseView } from './view.ts';
import { applyCaseAction, saveCase } from './write.ts';

export interface ActInput {
  readonly actionId: string;
  readonly caseId: string;
  /** The revision that the author saw; mandatory (LOG-5). */
  readonly baseRevision: number;
  readonly action: { readonly type: string; readonly payload: unknown };
}

/** Made by the service itself, with what only it may choose: numbers, codes and file hashes. */
const notByHand: readonly CaseActionType[] = ['case.registered', 'document.issued', 'file.attached'];

/** @throws ServiceError INVALID_INPUT with a message for each field. */
function parseAction({ type, payload }: ActInput['action']): CaseAction {
  if (!Object.hasOwn(caseActionSchemas, type) || notByHand.includes(type as CaseActionType)) {
    throw new ServiceError('INVALID_INPUT', { detail: '没有这个办理动作，请更新程序后再试。' });
  }
  const parsed = caseActionSchemas[type as CaseActionType].safeParse(payload ?? {});
  if (parsed.success) return { type, payload: parsed.data } as CaseAction;
  const fields = Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]));
  throw new ServiceError('INVALID_INPUT', { fields });
}

/** Does one action on a case (LOG-1, LOG-5, LOG-6). The same action id again changes nothing and answers the same. */
export async function actOnCase(dependencies: Dependencies, caller: Caller, input: ActInput): Promise<CaseView> {
  const { store, divisions } = dependencies;
  const action = parseAction(input.action);
  const fields = await problemsByClock(dependencies, (today) => {
    const found = datesAhead(action, today);
    if (action.type !== 'case.corrected') return found;
    for (const [path, message] of Object.entries(registrationProblems(action.payload.registration, today, divisions))) {
      found[`registration.${path}`] = message;
    }
    return found;
  });
  if (Object.keys(fields).length > 0) throw new ServiceError('INVALID_INPUT', { fields });

  return store.write(async (writes) => {
    const { caseId } = input;
    const found = await writes.cases.find(caseId);
    if (!found) throw new ServiceError('NOT_FOUND');
    const deed = { streamKind: 'case', streamId: caseId, type: action.type } as const;
    if (await findDone(writes.log, input.actionId, deed)) return caseView(writes, dependencies, caller, caseId);
    if ((await seenRevision(writes, found.state)) !== input.baseRevision) {
      throw new ServiceError('STALE_REVISION', { current: await caseView(writes, dependencies, caller, caseId) });
    }
    const behind = datesBehind(found.state, action);
    if (Object.keys(behind).length > 0) throw new ServiceError('INVALID_INPUT', { fields: behind });
    const beyond = beyondRules(action, (await dependencies.rules.current(writes.settings)).deadlines);
    if (Object.keys(beyond).length > 0) throw new ServiceError('INVALID_INPUT', { fields: beyond });
    if (action.type === 'case.assigned') await requireMediators(action.payload.mediatorIds);
    if (action.type === 'case.linked') await requireKnownCase(writes, action.payload.caseId);
    const change = { actionId: input.actionId, caseId, state: found.state, action };
    const state = await applyCaseAction(writes, dependencies, caller, change);
    await saveCase(writes, dependencies, state);
    if (action.type === 'case.assigned')
      await writes.directory.noteAssigned(caller.staffId, action.payload.mediatorIds);
    return caseView(writes, dependencies, caller, caseId);

    async function requireMediators(staffIds: readonly string[]): Promise<void> {
      for (const staffId of staffIds) {
        const member = await writes.directory.staff(staffId);
        if (member?.active && member.roles.includes('mediator')) continue;
        throw new ServiceError('INVALID_INPUT', { fields: { mediatorIds: '选的人不是在岗调解员，请重新选择' } });
      }
    }
  });
}
