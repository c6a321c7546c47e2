import { v7 as newId } from 'uuid';
import type { CaseView } from '../../contract/cases.ts';
import type { CaseActionPayloads, CaseActionType } from '../../domain/cases/actions.ts';
import type { AgreementText } from '../../domain/cases/agreement.ts';
import type { Registration } from '../../domain/cases/registration.ts';
import { testAgreement, testRegistration } from '../../domain/cases/testing-facts.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import type { Api } from './api.ts';

/** Does an action on the newest revision. */
export async function act<Type extends CaseActionType>(
  api: Api,
  caseId: string,
  type: Type,
  payload: CaseActionPayloads[Type],
): Promise<CaseView> {
  const { state } = await api.cases.get({ caseId });
  return api.cases.act({ actionId: newId(), caseId, baseRevision: state.revision, action: { type, payload } });
}

/** The case of testing-facts.ts at a real center, its parties made anew, waiting to be accepted. */
export async function registeredCase(api: Api, changes: Partial<Registration> = {}): Promise<string> {
  const today = plainDateAt(Date.now());
  const place = { code: '410105016002', detail: '3 号楼 2 单元' };
  const wanted = testRegistration({ occurredOn: today, place, ...changes });
  const parties = wanted.parties.map((party) => ({ ...party, id: newId() }));
  const caseId = newId();
  await api.cases.register({
    actionId: newId(),
    caseId,
    registration: { ...wanted, parties },
    accept: false,
    receivedOn: today,
    linkedCaseIds: [],
  });
  return caseId;
}

const stops = ['accepted', 'triaged', 'assigned', 'signed_in', 'mediating', 'session', 'agreed'] as const;
type Stop = (typeof stops)[number];

/** Brings a registered case on, by the one person of a small center who holds all three roles. */
export async function bringTo(api: Api, caseId: string, stop: Stop): Promise<CaseView> {
  let view = await api.cases.get({ caseId });
  for (const each of stops.slice(0, stops.indexOf(stop) + 1)) view = await step(api, caseId, each);
  return view;
}

async function step(api: Api, caseId: string, stop: Stop): Promise<CaseView> {
  const me = await api.sessions.me();
  if (!me) throw new Error('nobody is signed in');
  const now = Date.now();
  const today = plainDateAt(now);
  switch (stop) {
    case 'accepted':
      return act(api, caseId, 'case.accepted', {});
    case 'triaged':
      return act(api, caseId, 'case.triaged', { route: 'peoples_mediation', complexity: 'general', urgent: false });
    case 'assigned':
      return act(api, caseId, 'case.assigned', { mediatorIds: [me.staffId], chosenByParties: false });
    case 'signed_in':
      return act(api, caseId, 'case.signed_in', {});
    case 'mediating':
      return act(api, caseId, 'mediation.started', { startedAt: now });
    case 'session': {
      const { state } = await api.cases.get({ caseId });
      return act(api, caseId, 'mediation.session_held', {
        heldOn: today,
        startedAt: now,
        endedAt: now,
        place: '调解室 2',
        presentPartyIds: (state.registration?.parties ?? []).map(({ id }) => id),
        mediatorIds: [me.staffId],
        recorderId: me.staffId,
        helpers: [],
        openSession: true,
        rightsTold: true,
        record: '双方陈述，调解员宣读有关规定。',
        result: '双方达成一致。',
      });
    }
    case 'agreed':
      return act(api, caseId, 'agreement.reached_written', { text: await agreementOf(api, caseId, today) });
  }
}

/** An agreement with two things for the respondent to do, today. */
export async function agreementOf(api: Api, caseId: string, today: string): Promise<AgreementText> {
  const { state } = await api.cases.get({ caseId });
  const partyId = state.registration?.parties[1]?.id ?? '';
  const { performance, ...text } = testAgreement({ reachedOn: today });
  return { ...text, performance: performance.map((item) => ({ ...item, id: newId(), partyId, dueOn: today })) };
}
