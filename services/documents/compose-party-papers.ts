import { suggestTitle } from '../../domain/cases/title.ts';
import { findMojType } from '../../domain/codes/moj-types.ts';
import type { NamedParty } from '../../domain/documents/fields.ts';
import type { FormInput } from '../../domain/documents/form.ts';
import { type Agent, isByMandate } from '../../domain/parties/agent.ts';
import { findDocumentKind } from '../../domain/parties/document-kinds.ts';
import { findPartyRole, type Party } from '../../domain/parties/party.ts';
import { speaksThroughGuardian } from '../../domain/parties/privacy.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { printedPartiesOf } from './compose-parties.ts';
import { type FormFacts, type FormSubject, frameOf } from './form-facts.ts';

/** Forms that say who the parties are and who acts for them: the first part of a dossier. */

/** 张某与李某邻里纠纷, as dossiers are named. */
export function disputeName({ registration }: FormFacts): string {
  return suggestTitle(registration.parties, registration.mojType);
}

export function namedParty({ role, name }: Pick<Party, 'role' | 'name'>): NamedParty {
  return { role: findPartyRole(role)?.name ?? '当事人', name };
}

export function disputeTypeOf({ registration }: FormFacts): string {
  return findMojType(registration.mojType)?.name ?? '';
}

/** The day of the form is that of the visit: nobody applies before, and a pen writes the day of the signature. */
export function composeApplication(facts: FormFacts): FormInput<'application'> {
  const { registration, state } = facts;
  return {
    ...frameOf(facts),
    parties: printedPartiesOf(registration.parties, state.receivedOn),
    facts: registration.facts,
    demands: [...registration.demands],
    appliedOn: null,
  };
}

export function composeRightsNotice(facts: FormFacts): FormInput<'rights-notice'> {
  return {
    ...frameOf(facts),
    parties: facts.registration.parties.map(namedParty),
    disputeType: disputeTypeOf(facts),
  };
}

type Identified = FormInput<'party-identity'>['people'][number];

function identifiedAgent(agent: Agent, of: string): Identified {
  return {
    role: isByMandate(agent) ? '委托代理人' : '法定代理人',
    name: agent.name,
    documentKind: agent.idNumber === null ? '' : '居民身份证',
    documentNumber: agent.idNumber ?? '',
    of,
  };
}

function identified(party: Party): Identified[] {
  const { name } = party;
  const { role } = namedParty(party);
  const agents = party.agents.map((agent) => identifiedAgent(agent, name));
  if (party.kind === 'person') {
    const documentKind = party.documentKind === null ? '' : (findDocumentKind(party.documentKind)?.name ?? '');
    return [{ role, name, documentKind, documentNumber: party.documentNumber ?? '', of: '' }, ...agents];
  }
  const { creditCode, legalRepresentative } = party;
  const documentKind = creditCode === null ? '' : '统一社会信用代码';
  const unit: Identified = { role, name, documentKind, documentNumber: creditCode ?? '', of: '' };
  const head = { role: '法定代表人或负责人', documentKind: '', documentNumber: '', of: name } as const;
  return [unit, ...(legalRepresentative === null ? [] : [{ ...head, name: legalRepresentative }]), ...agents];
}

export function composePartyIdentity(facts: FormFacts): FormInput<'party-identity'> {
  return { ...frameOf(facts), people: facts.registration.parties.flatMap(identified) };
}

function partyAt({ registration, state }: FormFacts, subject: FormSubject): Party {
  const party = registration.parties[subject];
  if (!party) throw new RangeError(`case ${state.id} has no party ${subject}`);
  return party;
}

export function composeMandate(facts: FormFacts, subject: FormSubject): FormInput<'mandate'> {
  const party = partyAt(facts, subject);
  const on = plainDateAt(facts.preparedAt);
  const [printed] = printedPartiesOf([{ ...party, agents: party.agents.filter(isByMandate) }], on);
  if (!printed) throw new RangeError(`case ${facts.state.id} has no party ${subject}`);
  return { ...frameOf(facts), party: printed, dispute: disputeName(facts), signedOn: null };
}

export function composePrivacyNotice(facts: FormFacts, subject: FormSubject): FormInput<'privacy-notice'> {
  const party = partyAt(facts, subject);
  const { name, phone, address } = facts.settings;
  return {
    ...frameOf(facts),
    dispute: disputeName(facts),
    party: namedParty(party),
    ...{ center: name, phone, address },
    child: speaksThroughGuardian(party, plainDateAt(facts.preparedAt)),
  };
}

export function composeDeliveryAddress(facts: FormFacts, subject: FormSubject): FormInput<'delivery-address'> {
  const party = partyAt(facts, subject);
  return {
    ...frameOf(facts),
    dispute: disputeName(facts),
    party: namedParty(party),
    address: party.address ?? '',
    contact: party.phone ?? '',
  };
}
