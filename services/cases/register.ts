import type { Registered } from '../../contract/cases.ts';
import { ServiceError } from '../../contract/errors.ts';
import { isInSight } from '../../domain/access/sight.ts';
import type { CaseActionPayloads } from '../../domain/cases/actions.ts';
import type { Registration } from '../../domain/cases/registration.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { queryCodeFrom } from '../../domain/center/numbering.ts';
import { canonicalJson } from '../../domain/log/canonical-json.ts';
import { findPartyProblems } from '../../domain/parties/party-problems.ts';
import type { PlainDate } from '../../domain/text/chinese-date.ts';
import { isSeen, requireSight, seenCase } from '../access/seen-case.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import type { Environment } from '../environment.ts';
import { readAction } from '../log/append.ts';
import { findDone, usedElsewhere } from '../log/done.ts';
import type { StoredAction } from '../log/port.ts';
import { takeNumber } from '../numbers/take-number.ts';
import type { Reads, Writes } from '../ports.ts';
import { problemsByClock } from '../setup/clock.ts';
import { seenRevision } from '../sync/revision.ts';
import { applyCaseAction, saveCase } from './write.ts';

export interface RegisterInput {
  readonly actionId: string;
  readonly caseId: string;
  readonly registration: Registration;
  readonly accept: boolean;
  readonly receivedOn: string;
  readonly linkedCaseIds: readonly string[];
  readonly draftId?: string | undefined;
}

/** Random codes tried before giving up: with 20^8 codes, even the second try is rare. */
const QUERY_CODE_TRIES = 20;

/** What only a clock and the directory can tell about a registration, by field path; `today` is null where the clock is suspect. */
export function registrationProblems(
  registration: Registration,
  today: PlainDate | null,
  divisions: Dependencies['divisions'],
): Record<string, string> {
  const fields: Record<string, string> = {};
  if (today !== null && registration.occurredOn > today) fields.occurredOn = '发生日期在今天之后，请核对';
  if (!divisions.find(registration.place.code)) fields['place.code'] = '没有这个区划，请从列表里重新选择发生地点';
  registration.parties.forEach((party, index) => {
    for (const problem of findPartyProblems(party, today)) {
      if (problem.severity === 'error') fields[`parties.${index}.${problem.path}`] = problem.message;
    }
  });
  return fields;
}

export async function freshQueryCode(
  exists: (code: string) => Promise<boolean>,
  environment: Environment,
): Promise<string> {
  for (let attempt = 0; attempt < QUERY_CODE_TRIES; attempt += 1) {
    const code = queryCodeFrom(environment.randomBytes(32));
    if (code !== null && !(await exists(code))) return code;
  }
  throw new Error(`no free query code in ${QUERY_CODE_TRIES} tries: the random source is broken`);
}

/** @throws ServiceError NOT_FOUND for a case to be linked that is not here. */
export async function requireKnownCase({ cases }: Pick<Reads, 'cases'>, caller: Caller, caseId: string): Promise<void> {
  const sight = requireSight(caller, 'cases.get');
  const found = await cases.find(caseId);
  if (!found || !isSeen(sight, found)) throw new ServiceError('NOT_FOUND', { detail: '没有要关联的案件。' });
}

/**
 * Registers a case, and accepts it in the same transaction when asked; one action id makes one case.
 * @throws ServiceError ALREADY_DONE where another action id made the case, or the id did something else.
 */
export async function registerCase(
  dependencies: Dependencies,
  caller: Caller,
  input: RegisterInput,
): Promise<Registered> {
  const { store, environment, divisions } = dependencies;
  const sight = requireSight(caller, 'cases.register');
  const fields = await problemsByClock(dependencies, (today) => {
    const found = registrationProblems(input.registration, today, divisions);
    if (today !== null && input.receivedOn > today) found.receivedOn = '登记日期在今天之后，请核对电脑日期';
    if (!isInSight(sight, { placeCode: input.registration.place.code, transferredTo: null }))
      found['place.code'] = '不在您的辖区，请选择辖区里的发生地点';
    return found;
  });
  if (Object.keys(fields).length > 0) throw new ServiceError('INVALID_INPUT', { fields });

  return store.write(async (writes) => {
    const deed = { streamKind: 'case', streamId: input.caseId, type: 'case.registered' } as const;
    const done = await findDone(writes.log, input.actionId, deed);
    if (done) return registeredBefore(writes, dependencies, caller, input, done);
    const there = await writes.cases.find(input.caseId);
    if (there && !isSeen(sight, there)) throw usedElsewhere();
    if (there) throw registeredElsewhere(there.state);
    for (const linked of input.linkedCaseIds) await requireKnownCase(writes, caller, linked);
    let state = await applyCaseAction(writes, dependencies, caller, {
      actionId: input.actionId,
      caseId: input.caseId,
      state: null,
      action: {
        type: 'case.registered',
        payload: {
          registration: input.registration,
          receivedOn: input.receivedOn,
          caseNumber: await takeCaseNumber(writes, dependencies, input.receivedOn),
          queryCode: await freshQueryCode((code) => writes.cases.queryCodeExists(code), environment),
        },
      },
    });
    const { caseId } = input;
    for (const linked of input.linkedCaseIds) {
      const action = { type: 'case.linked', payload: { caseId: linked } } as const;
      state = await applyCaseAction(writes, dependencies, caller, {
        actionId: environment.newId(),
        caseId,
        state,
        action,
      });
    }
    if (input.accept) state = await accept(writes, dependencies, caller, state);
    await saveCase(writes, dependencies, state);
    await discardDraft(writes, caller, input);
    return registered(state, false);
  });
}

async function takeCaseNumber(writes: Writes, dependencies: Dependencies, receivedOn: string): Promise<string> {
  const { settings } = (await dependencies.rules.current(writes.settings)).stored;
  return takeNumber(writes, settings, { series: 'case', year: Number(receivedOn.slice(0, 4)) });
}

function accept(writes: Writes, dependencies: Dependencies, caller: Caller, state: CaseState): Promise<CaseState> {
  const action = { type: 'case.accepted', payload: {} } as const;
  const change = { actionId: dependencies.environment.newId(), caseId: state.id, state, action };
  return applyCaseAction(writes, dependencies, caller, change);
}

async function discardDraft(writes: Writes, caller: Caller, { draftId }: RegisterInput): Promise<void> {
  if (draftId) await writes.drafts.discardDraft(caller.staffId, draftId);
}

/**
 * The registration asked for again because its answer was lost. What the first save left to do is done now: the draft
 * goes, and a case that nobody has decided on is accepted where that is asked for. What was typed in between is not in
 * the case, and the answer says so.
 */
async function registeredBefore(
  writes: Writes,
  dependencies: Dependencies,
  caller: Caller,
  input: RegisterInput,
  done: StoredAction,
): Promise<Registered> {
  const found = await seenCase(writes, caller, 'cases.register', input.caseId);
  let { state } = found;
  if (input.accept && state.status === 'registered') {
    state = await accept(writes, dependencies, caller, state);
    await saveCase(writes, dependencies, state);
  }
  await discardDraft(writes, caller, input);
  const { linkedCaseIds } = state;
  const sameLinks = canonicalJson(linkedCaseIds.toSorted()) === canonicalJson(input.linkedCaseIds.toSorted());
  const revision = await seenRevision(writes, state);
  return registered({ ...state, revision }, !(sameLinks && sameRegistration(done, input)));
}

/** Whether the log keeps what was sent now, byte for byte. An erased payload (LOG-8) tells nothing: then it does not. */
function sameRegistration(done: StoredAction, { registration, receivedOn }: RegisterInput): boolean {
  const kept = readAction(done).payload as CaseActionPayloads['case.registered'] | null;
  if (!kept) return false;
  return (
    canonicalJson({ registration: kept.registration, receivedOn: kept.receivedOn }) ===
    canonicalJson({ registration, receivedOn })
  );
}

function registeredElsewhere({ caseNumber }: CaseState): ServiceError {
  const which = caseNumber === '' ? '' : `（案号 ${caseNumber}）`;
  const detail = `这个案件已经登记过了${which}，没有再登记一次。写的内容还在，请从台账打开它看看。`;
  return new ServiceError('ALREADY_DONE', { detail });
}

function registered(state: CaseState, keptEarlier: boolean): Registered {
  const { id: caseId, caseNumber, queryCode, revision, status } = state;
  return { caseId, caseNumber, queryCode, revision, status, keptEarlier };
}
