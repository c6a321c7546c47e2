import type { Registration } from '../../../domain/cases/registration.ts';
import { suggestTitle } from '../../../domain/cases/title.ts';
import type { Agent } from '../../../domain/parties/agent.ts';
import type { Party } from '../../../domain/parties/party.ts';
import {
  type AgentValues,
  type FormValues,
  NO_TAG,
  newParty,
  type PartyValues,
  UNIT_DOCUMENT,
} from '../registration/form-values.ts';

const words = (value: string | null | undefined): string => value ?? '';

function agentValues(agent: Agent, id: string): AgentValues {
  const { name, relation, relationNote, idNumber, phone, authority } = agent;
  return { id, name, relation, relationNote: words(relationNote), idNumber, phone: words(phone), authority };
}

function partyValues(party: Party, newId: () => string): PartyValues {
  const shared = {
    ...newParty(party.id, party.role),
    willingness: party.willingness,
    name: party.name,
    phone: words(party.phone),
    address: words(party.address),
    agents: party.agents.map((agent) => agentValues(agent, newId())),
  };
  if (party.kind === 'unit') {
    const { creditCode, legalRepresentative, legalRepresentativeTitle, contactName } = party;
    return {
      ...shared,
      document: UNIT_DOCUMENT,
      creditCode: words(creditCode),
      legalRepresentative: words(legalRepresentative),
      legalRepresentativeTitle: words(legalRepresentativeTitle),
      contactName: words(contactName),
    };
  }
  const { documentKind, documentNumber, sex, birthDate, statedAge, ethnicity, education, personCategory } = party;
  return {
    ...shared,
    document: documentKind ?? '111',
    documentNumber,
    sex,
    birthDate,
    statedAge: statedAge === null ? '' : String(statedAge),
    ethnicity,
    education,
    personCategory,
    occupation: words(party.occupation),
    workplace: words(party.workplace),
  };
}

interface Surroundings {
  /** Names from area to place, for the place's code. */
  readonly path: readonly string[];
  readonly receivedOn: string;
  readonly newId: () => string;
}

/**
 * A registration as the registration form shows it. Nothing of it counts as filled in by the program, so that nothing is
 * overwritten, but a title that the program would offer itself: it follows the names.
 */
export function formOfRegistration(registration: Registration, { path, receivedOn, newId }: Surroundings): FormValues {
  const { place, title, parties, mojType } = registration;
  return {
    parties: parties.map((party) => partyValues(party, newId)),
    place: {
      code: place.code,
      path,
      detail: words(place.detail),
      longitude: place.longitude === undefined ? '' : String(place.longitude),
      latitude: place.latitude === undefined ? '' : String(place.latitude),
    },
    occurredOn: registration.occurredOn,
    peopleCount: String(registration.peopleCount),
    scale: registration.scale,
    facts: registration.facts,
    mojType,
    gbtCategory: registration.gbtCategory,
    screeningTag: registration.screeningTag ?? NO_TAG,
    demands: registration.demands,
    amount: registration.amountFen,
    source: registration.source,
    riskLevel: registration.riskLevel,
    complexity: registration.complexity,
    urgency: registration.urgent ? 'urgent' : 'normal',
    title,
    receivedOn,
    involvedUnits: words(registration.involvedUnits),
    // Who was told what has an action of its own (WF-10).
    notified: null,
    filled: title === suggestTitle(parties, mojType) ? { title } : {},
  };
}
