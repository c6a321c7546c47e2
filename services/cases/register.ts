import type { Registered } from '../../contract/cases.ts';
import { ServiceError } from '../../contract/errors.ts';
import type { Registration } from '../../domain/cases/registration.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { formatNumber, queryCodeFrom } from '../../domain/center/numbering.ts';
import { findPartyProblems } from '../../domain/parties/party-problems.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import type { Environment } from '../environment.ts';
import type { Writes } from '../ports.ts';
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

/** What only a clock and the directory can tell about a registration, by field path. */
export function registrationProblems(
  registration: Registration,
  today: string,
  divisions: Dependencies['divisions'],
): Record<string, string> {
  const fields: Record<string, string> = {};
  if (registration.occurredOn > today) fields.occurredOn = '发生日期在今天之后，请核对';
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

/** Registers a case, and accepts it in the same transaction when asked; one action id makes one case. */
export async function registerCase(
  dependencies: Dependencies,
  caller: Caller,
  input: RegisterInput,
): Promise<Registered> {
  const { store, environment, divisions } = dependencies;
  const today = plainDateAt(environment.now());
  const fields = registrationProblems(input.registration, today, divisions);
  if (input.receivedOn > today) fields.receivedOn = '登记日期在今天之后，请核对电脑日期';
  if (Object.keys(fields).length > 0) throw new ServiceError('INVALID_INPUT', { fields });

  return store.write(async (writes) => {
    const known = await writes.log.find(input.actionId);
    if (known) return registeredBefore(writes, known.header.streamId);
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
    if (input.accept) {
      const action = { type: 'case.accepted', payload: {} } as const;
      state = await applyCaseAction(writes, dependencies, caller, {
        actionId: environment.newId(),
        caseId,
        state,
        action,
      });
    }
    await saveCase(writes, dependencies, state);
    if (input.draftId) await writes.drafts.discardDraft(caller.staffId, input.draftId);
    return registered(state);
  });
}

async function takeCaseNumber(writes: Writes, { rules }: Dependencies, receivedOn: string): Promise<string> {
  const { settings } = (await rules.current(writes.settings)).stored;
  const year = Number(receivedOn.slice(0, 4));
  return formatNumber(settings.numbering.case, {
    year,
    shortName: settings.shortName,
    committee: settings.committee.shortName,
    counter: await writes.cases.nextNumber('case', year),
  });
}

async function registeredBefore(writes: Writes, caseId: string): Promise<Registered> {
  const found = await writes.cases.find(caseId);
  if (!found) throw new ServiceError('NOT_FOUND');
  return registered(found.state);
}

function registered(state: CaseState): Registered {
  const { id: caseId, caseNumber, queryCode, revision, status } = state;
  return { caseId, caseNumber, queryCode, revision, status };
}
