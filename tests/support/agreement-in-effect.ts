import type { CaseView } from '../../contract/cases.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import { validPayload } from '../../domain/cases/testing.ts';
import { testAgreement } from '../../domain/cases/testing-facts.ts';
import { chinaInstant } from '../../domain/deadlines/china-time.ts';
import type { TestDesk } from './desk.ts';

/** For tests only: a case on its way to an agreement that both sides want the court to confirm. */

export const agreedText = testAgreement({ performance: [], judicialConfirmation: true });

export async function mediatedCase(desk: TestDesk): Promise<CaseView> {
  desk.clock.now = chinaInstant('2026-11-23', '10:00');
  const { caseId } = await desk.register();
  const triage = { route: 'peoples_mediation', complexity: 'general', urgent: false };
  await desk.act(desk.clerk, caseId, 'case.accepted');
  await desk.act(desk.clerk, caseId, 'case.triaged', triage);
  const mediatorIds = [desk.mediator.staffId];
  await desk.act(desk.manager, caseId, 'case.assigned', { mediatorIds, chosenByParties: false });
  await desk.act(desk.mediator, caseId, 'case.signed_in');
  await desk.act(desk.mediator, caseId, 'mediation.started', { startedAt: desk.clock.now });
  const session = {
    ...validPayload('mediation.session_held', null),
    startedAt: desk.clock.now,
    endedAt: desk.clock.now,
  };
  const people = { presentPartyIds: [], mediatorIds, recorderId: desk.mediator.staffId };
  return desk.act(desk.mediator, caseId, 'mediation.session_held', { ...session, ...people });
}

/** A written agreement that took effect on Monday, 23 November 2026. */
export async function agreementInEffect(desk: TestDesk): Promise<CaseView> {
  const { state } = await mediatedCase(desk);
  await desk.act(desk.mediator, state.id, 'agreement.reached_written', { text: agreedText });
  const mark = { version: 1, signedOn: '2026-11-23' };
  for (const { id } of partiesOf(state)) {
    await desk.act(desk.clerk, state.id, 'agreement.signed', {
      ...mark,
      kind: 'party',
      method: 'signature',
      signerId: id,
    });
  }
  const { staffId: signerId } = desk.mediator;
  await desk.act(desk.mediator, state.id, 'agreement.signed', {
    ...mark,
    kind: 'mediator',
    method: 'signature',
    signerId,
  });
  return desk.act(desk.manager, state.id, 'agreement.signed', { ...mark, kind: 'seal', method: 'seal' });
}
