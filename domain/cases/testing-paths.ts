import type { CaseActionType } from './actions.ts';
import type { CaseStatus } from './status.ts';

/** For tests only: the actions that bring a case to each of its states, one way of several. */

const registered: readonly CaseActionType[] = ['case.registered', 'document.issued', 'file.attached'];
const accepted: readonly CaseActionType[] = [...registered, 'case.accepted'];
const triaged: readonly CaseActionType[] = [...accepted, 'case.triaged'];
const assigned: readonly CaseActionType[] = [...triaged, 'case.assigned'];
const signedIn: readonly CaseActionType[] = [...assigned, 'case.signed_in', 'consent.recorded', 'consent.recorded'];
const mediating: readonly CaseActionType[] = [...signedIn, 'mediation.started', 'mediation.session_held'];
/** With the first party's signature, so that there is a mark to withdraw and one to add. */
const agreed: readonly CaseActionType[] = [...mediating, 'agreement.reached_written', 'agreement.signed'];
const performing: readonly CaseActionType[] = [...agreed, 'agreement.signed', 'agreement.signed', 'agreement.signed'];
const followUp: readonly CaseActionType[] = [...performing, 'performance.recorded', 'performance.recorded'];
/** Register, notice of rights, identities, record and agreement: all that the dossier must hold. */
const papers: readonly CaseActionType[] = Array.from({ length: 5 }, () => 'document.issued' as const);
const closed: readonly CaseActionType[] = [...followUp, 'follow_up.recorded', ...papers, 'case.closed'];

/** A way to every state, by actions that the workflow table allows. */
export const pathTo: Readonly<Record<CaseStatus, readonly CaseActionType[]>> = {
  registered,
  refused: [...registered, 'case.refused'],
  accepted,
  triaged,
  assigned,
  returned: [...assigned, 'case.returned'],
  signed_in: signedIn,
  mediating,
  agreed,
  performing,
  follow_up: followUp,
  failed: [...mediating, 'mediation.failed'],
  terminated: [...mediating, 'mediation.terminated'],
  transferred: [...triaged, 'case.transferred'],
  closed,
  archived: [...closed, 'case.archived'],
};
