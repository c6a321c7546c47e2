import type { AgreementText } from '../../domain/cases/agreement.ts';
import type { Registration } from '../../domain/cases/registration.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { findMojType } from '../../domain/codes/moj-types.ts';
import { findSource, type SourceCode } from '../../domain/codes/sources.ts';
import type { AcceptanceRegisterData } from '../../domain/documents/acceptance-register.ts';
import type { FormInput, FormKind } from '../../domain/documents/form.ts';
import { formatInstant, plainDateAt } from '../../domain/text/chinese-date.ts';
import { composeClosingReport, composeDossierNote } from './compose-closing.ts';
import { composeConfirmationApplication, composeMediationProof } from './compose-confirmation.ts';
import {
  composeEvidenceList,
  composeFollowUpRecord,
  composeInvestigationRecord,
  composeReceipt,
  composeTerminationNotice,
} from './compose-outcome.ts';
import { printedPartiesOf } from './compose-parties.ts';
import {
  composeApplication,
  composeDeliveryAddress,
  composeMandate,
  composePartyIdentity,
  composePrivacyNotice,
  composeRightsNotice,
} from './compose-party-papers.ts';
import { composeReferralLetter, composeReferralReceipt, composeReferralReply } from './compose-referral.ts';
import { composeSlip } from './compose-slip.ts';
import { type FormFacts, type FormSubject, frameOf, routeNames } from './form-facts.ts';

type SourceBox = Pick<AcceptanceRegisterData, 'source' | 'sourceBody'>;

/** Boxes of 案件来源 on the register, and the sender beside the box where the box alone does not name it. */
const sourceBoxes: { readonly [Code in SourceCode]: SourceBox } = {
  application: { source: '当事人申请', sourceBody: '' },
  code: { source: '当事人申请', sourceBody: '一码解纠纷' },
  active: { source: '人民调解委员会主动调解', sourceBody: '' },
  grid: { source: '人民调解委员会主动调解', sourceBody: '网格上报' },
  police: { source: '公安机关移交', sourceBody: '' },
  court: { source: '人民法院委托', sourceBody: '' },
  procuratorate: { source: '有关部门移交', sourceBody: '人民检察院' },
  petition: { source: '有关部门移交', sourceBody: '信访部门' },
  department: { source: '有关部门移交', sourceBody: '' },
  hotline: { source: '有关部门移交', sourceBody: '12345 热线' },
};

/** The facts as told, then what each side wants: the oral application that the register stands for has both. */
function factsWithDemands({ facts, demands }: Registration): string {
  if (demands.length === 0) return facts;
  if (demands.length === 1) return `${facts}\n当事人申请事项：${demands[0]}`;
  return [facts, '当事人申请事项：', ...demands.map((demand, index) => `${index + 1}．${demand}`)].join('\n');
}

function acceptanceRegister(facts: FormFacts): FormInput<'acceptance-register'> {
  const { state, registration } = facts;
  const acceptedOn = state.instants.acceptedAt === undefined ? null : plainDateAt(state.instants.acceptedAt);
  const applied = findSource(registration.source)?.mojSource === 'application';
  return {
    ...frameOf(facts),
    acceptedOn,
    basis: applied ? 'application' : 'consent',
    parties: printedPartiesOf(registration.parties, acceptedOn ?? state.receivedOn),
    disputeType: findMojType(registration.mojType)?.name ?? '',
    ...sourceBoxes[registration.source],
    facts: factsWithDemands(registration),
    registrar: facts.staffName(state.registeredBy),
    remarks: '',
  };
}

/** Ways that stay open are told when the mediation ends, which is after its last session (人民调解法 26). */
function routesToldAt(state: CaseState, session: number): string[] {
  return session === state.sessions.length - 1 ? routeNames(state.ending?.routesTold ?? []) : [];
}

function mediationRecord(facts: FormFacts, subject: FormSubject): FormInput<'mediation-record'> {
  const { state, registration } = facts;
  const session = state.sessions[subject];
  if (!session) throw new RangeError(`case ${state.id} has no session ${subject}`);
  const present = registration.parties.filter((party) => session.presentPartyIds.includes(party.id));
  return {
    ...frameOf(facts),
    session: subject + 1,
    heldOn: session.heldOn,
    startedAt: formatInstant(session.startedAt).slice(11),
    endedAt: formatInstant(session.endedAt).slice(11),
    place: session.place,
    parties: printedPartiesOf(present, session.heldOn),
    participants: session.helpers.map(({ name, identity, consented }) => ({ name, identity, consented })),
    rightsTold: session.rightsTold,
    record: session.record,
    result: session.result,
    routesTold: routesToldAt(state, subject),
    mediators: session.mediatorIds.map(facts.staffName),
    recorder: facts.staffName(session.recorderId),
    signedOn: null,
  };
}

function agreementText({ state, text }: FormFacts): AgreementText {
  const found = text ?? state.agreement?.text;
  if (!found) throw new RangeError(`case ${state.id} has no agreement`);
  return found;
}

/** What written and oral agreements both print. */
function agreed(facts: FormFacts) {
  const { registration, state } = facts;
  const text = agreementText(facts);
  const nameOf = new Map(registration.parties.map((party) => [party.id, party.name]));
  return {
    ...frameOf(facts),
    parties: printedPartiesOf(registration.parties, text.reachedOn),
    facts: text.facts,
    terms: [...text.terms],
    performance: text.performance.map((item) => ({
      who: nameOf.get(item.partyId) ?? '',
      what: item.what,
      amountFen: item.amountFen,
      dueOn: item.dueOn,
      method: item.method ?? '',
      place: '',
    })),
    performanceNote: '',
    mediators: state.mediatorIds.map(facts.staffName),
    verification: facts.verification,
  };
}

function agreement(facts: FormFacts): FormInput<'agreement'> {
  const { state } = facts;
  const text = agreementText(facts);
  const recorderId = state.sessions.at(-1)?.recorderId;
  return {
    ...agreed(facts),
    courtCopy: text.judicialConfirmation,
    recorder: recorderId === undefined ? '' : facts.staffName(recorderId),
    // The day of effect is that of the last mark (人民调解法 29); before that a pen fills the blank.
    signedOn: facts.text === undefined ? (state.agreement?.effectiveOn ?? null) : null,
  };
}

function oralAgreementRegister(facts: FormFacts): FormInput<'oral-agreement-register'> {
  return { ...agreed(facts), agreedOn: agreementText(facts).reachedOn };
}

/** One for each form, in the order of the dossier. */
const composers: { readonly [K in FormKind]: (facts: FormFacts, subject: FormSubject) => FormInput<K> } = {
  slip: composeSlip,
  application: composeApplication,
  'acceptance-register': acceptanceRegister,
  'rights-notice': composeRightsNotice,
  'privacy-notice': composePrivacyNotice,
  'party-identity': composePartyIdentity,
  'delivery-address': composeDeliveryAddress,
  mandate: composeMandate,
  'investigation-record': composeInvestigationRecord,
  'evidence-list': composeEvidenceList,
  'mediation-record': mediationRecord,
  'termination-notice': composeTerminationNotice,
  agreement,
  'oral-agreement-register': oralAgreementRegister,
  receipt: composeReceipt,
  'follow-up-record': composeFollowUpRecord,
  'mediation-proof': composeMediationProof,
  'confirmation-application': composeConfirmationApplication,
  'referral-letter': composeReferralLetter,
  'referral-receipt': composeReferralReceipt,
  'referral-reply': composeReferralReply,
  'closing-report': composeClosingReport,
  'dossier-note': composeDossierNote,
};

/**
 * The fields of a form, filled from a case. Whether the case has what the form shows is the workflow's to say
 * (`documentProblem` in domain/cases/guards.ts).
 * @throws RangeError where the case has no such session or agreement
 */
export function composeForm<K extends FormKind>(form: K, facts: FormFacts, subject: FormSubject): FormInput<K> {
  return composers[form](facts, subject);
}
