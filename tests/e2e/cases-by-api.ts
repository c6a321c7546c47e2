import { randomUUID } from 'node:crypto';
import type { CaseView, Registered } from '../../contract/cases.ts';
import type { CaseActionPayloads, CaseActionType } from '../../domain/cases/actions.ts';
import type { Registration } from '../../domain/cases/registration.ts';
import { testRegistration } from '../../domain/cases/testing-facts.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import type { Api } from '../browser/api.ts';

/** Cases made through the API, where a test is about what comes after them. */

const place = { code: '410105016002', detail: '3 号楼 2 单元' };

export function registerByApi(api: Api, change: Partial<Registration> = {}): Promise<Registered> {
  const today = toChinaDate(Date.now());
  return api.cases.register({
    actionId: randomUUID(),
    caseId: randomUUID(),
    registration: testRegistration({ place, occurredOn: today, ...change }),
    accept: true,
    receivedOn: today,
    linkedCaseIds: [],
  });
}

/** Does an action on the newest revision. */
export async function actByApi<Type extends CaseActionType>(
  api: Api,
  caseId: string,
  type: Type,
  payload: CaseActionPayloads[Type],
): Promise<CaseView> {
  const { state } = await api.cases.get({ caseId });
  return api.cases.act({ actionId: randomUUID(), caseId, baseRevision: state.revision, action: { type, payload } });
}
