import { followUpMethods, satisfactions } from '../../domain/cases/actions.ts';
import { askedSexes } from '../../domain/cases/investigation.ts';
import { currentPaper } from '../../domain/cases/outdated-papers.ts';
import { type CaseState, evidenceOf } from '../../domain/cases/state.ts';
import type { FormInput } from '../../domain/documents/form.ts';
import { formatInstant, plainDateAt } from '../../domain/text/chinese-date.ts';
import { nameIn } from '../../domain/text/name-in.ts';
import { printedPartiesOf } from './compose-parties.ts';
import { disputeName, disputeTypeOf, namedParty } from './compose-party-papers.ts';
import { type FormFacts, type FormSubject, frameOf, routeNames } from './form-facts.ts';

/** Forms of what was brought, and of what came after the mediation. */

export function composeInvestigationRecord(facts: FormFacts, subject: FormSubject): FormInput<'investigation-record'> {
  const { state, staffName } = facts;
  const asking = state.investigations[subject];
  if (!asking) throw new RangeError(`case ${state.id} has no investigation ${subject}`);
  const { askedSex, askedAge, askedName, askedAddress } = asking;
  return {
    ...frameOf(facts),
    heldOn: asking.heldOn,
    startedAt: formatInstant(asking.startedAt).slice(11),
    endedAt: formatInstant(asking.endedAt).slice(11),
    place: asking.place,
    participants: asking.participants ?? '',
    investigators: asking.investigatorIds.map(staffName),
    asked: {
      name: askedName,
      sex: askedSexes.find(({ code }) => code === askedSex)?.name ?? '',
      age: askedAge ?? null,
      address: askedAddress ?? '',
    },
    record: asking.record,
    recorder: staffName(asking.recorderId),
  };
}

/** What a file is called, without the end that says how it is stored. */
function nameOnPaper(name: string): string {
  return name.replace(/\.[A-Za-z0-9]{2,5}$/, '');
}

export function composeEvidenceList(facts: FormFacts): FormInput<'evidence-list'> {
  const nameOf = new Map(facts.registration.parties.map(({ id, name }) => [id, name]));
  return {
    ...frameOf(facts),
    materials: evidenceOf(facts.state).map(({ name, copies, providerId }) => ({
      name: nameOnPaper(name),
      copies: copies ?? 1,
      provider: nameOf.get(providerId ?? '') ?? '',
    })),
  };
}

export function composeTerminationNotice(facts: FormFacts): FormInput<'termination-notice'> {
  const { state, registration } = facts;
  const { ending, instants } = state;
  if (!ending) throw new RangeError(`the mediation of case ${state.id} has not ended`);
  return {
    ...frameOf(facts),
    parties: registration.parties.map(namedParty),
    disputeType: disputeTypeOf(facts),
    acceptedOn: instants.acceptedAt === undefined ? null : plainDateAt(instants.acceptedAt),
    reason: ending.reason,
    routes: routeNames(ending.routesTold),
    toldOn: ending.toldOn === '' ? null : ending.toldOn,
  };
}

/** The number of the paper that stands for the agreement; empty for an oral one, and while none was issued. */
export function agreementNumber(state: CaseState): string {
  const { agreement } = state;
  return agreement === null ? '' : (currentPaper(state, 'agreement', agreement.version)?.number ?? '');
}

export function composeReceipt(facts: FormFacts, subject: FormSubject): FormInput<'receipt'> {
  const { state, registration } = facts;
  const record = state.performance[subject];
  const item = state.agreement?.text.performance.find(({ id }) => id === record?.itemId);
  if (!record || !item) throw new RangeError(`case ${state.id} has no performance ${subject}`);
  const payer = registration.parties.find(({ id }) => id === item.partyId);
  const others = registration.parties.filter(({ id }) => id !== item.partyId);
  return {
    ...frameOf(facts),
    agreementNumber: agreementNumber(state),
    payer: payer?.name ?? '',
    // Agreements say who performs, not to whom: only where there is one other party is that clear.
    receivers: others.length === 1 ? others.map(({ name }) => name) : [],
    what: item.what,
    method: item.method ?? '',
    partly: record.outcome === 'partly',
    amountFen: record.amountFen,
    performedOn: record.performedOn,
  };
}

export function composeFollowUpRecord(facts: FormFacts, subject: FormSubject): FormInput<'follow-up-record'> {
  const { state, registration } = facts;
  const visit = state.followUps[subject];
  if (!visit) throw new RangeError(`case ${state.id} has no follow-up ${subject}`);
  const { visitedOn, method, result, satisfaction, performed } = visit;
  return {
    ...frameOf(facts),
    parties: printedPartiesOf(registration.parties, visitedOn),
    agreementNumber: agreementNumber(state),
    dispute: disputeName(facts),
    visitedOn,
    method: nameIn(followUpMethods, method, ''),
    performed: performed ? '协议已经履行完毕' : '协议还没有履行完毕',
    satisfaction: satisfaction === 'not_asked' ? '' : nameIn(satisfactions, satisfaction, ''),
    result,
  };
}
