import type { CaseView } from '../../contract/cases.ts';
import { ServiceError } from '../../contract/errors.ts';
import { withKnownValues } from '../../domain/access/masked-parties.ts';
import { holdsAny } from '../../domain/access/roles.ts';
import {
  type CaseAction,
  type CaseActionPayloads,
  type CaseActionType,
  caseActionSchemas,
} from '../../domain/cases/actions.ts';
import { beyondPeriod } from '../../domain/cases/confirmation-dates.ts';
import { datesAhead } from '../../domain/cases/dates-ahead.ts';
import { datesBehind } from '../../domain/cases/dates-behind.ts';
import { errandOf } from '../../domain/cases/errands.ts';
import { beyondRules } from '../../domain/cases/rules-in-force.ts';
import { type CaseState, partiesOf } from '../../domain/cases/state.ts';
import { asParty } from '../../domain/cases/suggest-mediator.ts';
import { privacyProblem } from '../../domain/parties/privacy.ts';
import { seenCase } from '../access/seen-case.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { findDone } from '../log/done.ts';
import type { Writes } from '../ports.ts';
import { problemsByClock } from '../setup/clock.ts';
import { isShown } from '../sync/fold.ts';
import { seenRevision } from '../sync/revision.ts';
import { completeHandover, restateImported } from './handover.ts';
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
const notByHand: readonly CaseActionType[] = [
  'case.registered',
  'document.issued',
  // The picture is made of what the pad sent, in `services/signing`.
  'document.signed',
  'document.executed',
  'file.attached',
  // The city alone tells how a room ended.
  'room.ended',
  // Comes with an offer by itself (handover.ts).
  'case.restated',
];

/** @throws ServiceError INVALID_INPUT with a message for each field. */
function parseAction({ type, payload }: ActInput['action'], by: 'hand' | 'service'): CaseAction {
  const isKept = by === 'hand' && notByHand.includes(type as CaseActionType);
  if (!Object.hasOwn(caseActionSchemas, type) || isKept) {
    throw new ServiceError('INVALID_INPUT', { detail: '没有这个办理动作，请更新程序后再试。' });
  }
  const parsed = caseActionSchemas[type as CaseActionType].safeParse(payload ?? {});
  if (parsed.success) return { type, payload: parsed.data } as CaseAction;
  const fields = Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]));
  throw new ServiceError('INVALID_INPUT', { fields });
}

/**
 * The action as its schema reads it, after everything that can be checked without the case.
 * @throws ServiceError INVALID_INPUT with a message for each field.
 */
export async function checkedAction(
  dependencies: Dependencies,
  asked: ActInput['action'],
  by: 'hand' | 'service' = 'hand',
): Promise<CaseAction> {
  const action = parseAction(asked, by);
  // The picture of a mark is made of what the pad sent; nobody may name another file as the mark of a person.
  if (by === 'hand' && action.type === 'agreement.signed' && action.payload.picture !== undefined) {
    throw new ServiceError('INVALID_INPUT', { fields: { picture: '签名图样由签名板生成，不能另外指定' } });
  }
  const fields = await problemsByClock(dependencies, (today) => {
    const found = datesAhead(action, today);
    if (action.type !== 'case.corrected') return found;
    const { registration } = action.payload;
    for (const [path, message] of Object.entries(registrationProblems(registration, today, dependencies.divisions))) {
      found[`registration.${path}`] = message;
    }
    return found;
  });
  if (Object.keys(fields).length > 0) throw new ServiceError('INVALID_INPUT', { fields });
  return action;
}

/**
 * The case as it is, where it is what the author saw (LOG-5).
 * @throws ServiceError NOT_FOUND; STALE_REVISION with the case as it is now.
 */
export async function requireCurrent(
  writes: Writes,
  dependencies: Dependencies,
  caller: Caller,
  { caseId, baseRevision }: Pick<ActInput, 'caseId' | 'baseRevision'>,
): Promise<CaseState> {
  const found = await seenCase(writes, caller, 'cases.act', caseId);
  if ((await seenRevision(writes, found.state)) !== baseRevision) {
    throw new ServiceError('STALE_REVISION', { current: await caseView(writes, dependencies, caller, caseId) });
  }
  return found.state;
}

/**
 * Does a checked action on the case as it is, in the caller's transaction, with the rows that screens read (LOG-1).
 * @throws ServiceError INVALID_INPUT with a message for each field; NOT_ALLOWED, NOT_POSSIBLE_NOW (LOG-6).
 */
export async function doAction(
  writes: Writes,
  dependencies: Dependencies,
  caller: Caller,
  change: { actionId: string; caseId: string; state: CaseState; action: CaseAction },
): Promise<CaseState> {
  const { state: before } = change;
  const action = withKnownParties(before, change.action);
  const behind = datesBehind(before, action);
  if (Object.keys(behind).length > 0) throw new ServiceError('INVALID_INPUT', { fields: behind });
  const rules = await dependencies.rules.current(writes.settings);
  const beyond = { ...beyondRules(action, rules.deadlines), ...beyondPeriod(before, action, rules.calendar) };
  if (Object.keys(beyond).length > 0) throw new ServiceError('INVALID_INPUT', { fields: beyond });
  if (action.type === 'consent.recorded') requireGuardian(before, action.payload);
  if (action.type === 'case.assigned') await requireMediators(writes, before, action.payload.mediatorIds);
  if (action.type === 'case.linked') await requireKnownCase(writes, caller, action.payload.caseId);
  requireOwnErrand(caller, before, action);
  if (action.type === 'case.flagged') await requireViewers(writes, caller, action.payload.viewerIds ?? null);
  const complete = { ...change, action: await completeHandover(writes, before, action) };
  const known = await restateImported(writes, dependencies, caller, complete);
  const state = await applyCaseAction(writes, dependencies, caller, { ...complete, state: known });
  await saveCase(writes, dependencies, state);
  if (action.type === 'case.assigned') await writes.directory.noteAssigned(caller.staffId, action.payload.mediatorIds);
  return state;
}

/** A correction by who saw some of it masked leaves that as it is. */
function withKnownParties(before: CaseState, action: CaseAction): CaseAction {
  if (action.type !== 'case.corrected') return action;
  const { registration, ...rest } = action.payload;
  const parties = withKnownValues(registration.parties, partiesOf(before));
  return { type: action.type, payload: { ...rest, registration: { ...registration, parties } } };
}

/** Of whom a case is opened to, one must be able to assign and close it: no case may be out of every manager's sight. */
async function requireViewers(
  { directory }: Pick<Writes, 'directory'>,
  caller: Caller,
  viewerIds: readonly string[] | null,
): Promise<void> {
  if (viewerIds === null) return;
  const named = await Promise.all([...viewerIds, caller.staffId].map((staffId) => directory.staff(staffId)));
  const refuse = (message: string) => new ServiceError('INVALID_INPUT', { fields: { viewerIds: message } });
  if (named.some((member) => !member?.active)) throw refuse('名单里有人不在岗，请重新选择');
  if (!named.some((member) => member?.roles.includes('manager'))) throw refuse('名单里至少要有一位主任');
}

/** @throws ServiceError INVALID_INPUT where a child is said to have agreed without a guardian (个人信息保护法 31). */
function requireGuardian(before: CaseState, { partyId, privacy }: CaseActionPayloads['consent.recorded']): void {
  const party = partiesOf(before).find(({ id }) => id === partyId);
  const problem = party && privacy ? privacyProblem(party, privacy) : null;
  if (problem !== null) throw new ServiceError('INVALID_INPUT', { fields: { 'privacy.by': problem } });
}

/** Each helper answers for itself: a department handler writes nothing for another department. */
function requireOwnErrand(caller: Caller, before: CaseState, action: CaseAction): void {
  if (action.type !== 'errand.received' && action.type !== 'errand.answered') return;
  if (holdsAny(caller, ['clerk', 'mediator', 'manager'])) return;
  const errand = errandOf(before, action.payload.errandId);
  if (!errand || errand.to === caller.unit) return;
  throw new ServiceError('INVALID_INPUT', { fields: { errandId: '这一项是请其他单位办的，由该单位反馈' } });
}

/** @throws ServiceError INVALID_INPUT where somebody is not on duty, or is a party of the case. */
async function requireMediators(
  { directory }: Pick<Writes, 'directory'>,
  before: CaseState,
  staffIds: readonly string[],
): Promise<void> {
  const refuse = (message: string) => new ServiceError('INVALID_INPUT', { fields: { mediatorIds: message } });
  for (const staffId of staffIds) {
    const member = await directory.staff(staffId);
    if (!member?.active || !member.roles.includes('mediator')) throw refuse('选的人不是在岗调解员，请重新选择');
    const party = asParty(member, partiesOf(before));
    if (party !== null) throw refuse(`${party}，请另选一位`);
  }
}

/** Does one action on a case (LOG-1, LOG-5, LOG-6). The same action id again changes nothing and answers the same. */
export async function actOnCase(dependencies: Dependencies, caller: Caller, input: ActInput): Promise<CaseView> {
  const action = await checkedAction(dependencies, input.action);
  return dependencies.store.write(async (writes) => {
    const { actionId, caseId } = input;
    await seenCase(writes, caller, 'cases.act', caseId);
    const deed = { streamKind: 'case', streamId: caseId, type: action.type } as const;
    if (!(await findDone(writes.log, actionId, deed))) {
      const state = await requireCurrent(writes, dependencies, caller, input);
      await doAction(writes, dependencies, caller, { actionId, caseId, state, action });
    }
    const view = await caseView(writes, dependencies, caller, caseId);
    // An offer that is refused here is shown once more, with its reason, and then no longer (SYNC-6).
    const after = (await writes.cases.find(caseId))?.state;
    if (after && !(await isShown(writes, after))) await writes.cases.remove(caseId);
    return view;
  });
}
