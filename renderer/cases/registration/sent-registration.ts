import type { Party } from '../../../domain/parties/party.ts';
import { type Privacy, usualPrivacy } from '../../../domain/parties/privacy.ts';
import { isFilledIn } from './fill-in.ts';
import {
  type AgentValues,
  type FormValues,
  isUntouched,
  NO_TAG,
  type PartyValues,
  UNIT_DOCUMENT,
} from './form-values.ts';

/** What goes to the center, not yet checked, and which lines of the form its lists come from. */
export interface Sent {
  readonly input: unknown;
  /** Index in the form of each party that is sent: those in which nothing is written are left out. */
  readonly partyIndexes: readonly number[];
  readonly demandIndexes: readonly number[];
}

/** NaN for what is no whole number, which the schema refuses with its own message. */
function wholeNumber(text: string): number {
  const plain = text.normalize('NFKC').trim();
  return /^\d+$/.test(plain) ? Number(plain) : Number.NaN;
}

function degrees(text: string): { readonly value?: number } {
  const plain = text.normalize('NFKC').trim();
  const value = Number(plain);
  return plain === '' || !Number.isFinite(value) ? {} : { value };
}

function statedAge(party: PartyValues): number | null {
  // An age that follows from the birth date is not a statement of its own: it would be wrong next year.
  return party.statedAge.trim() === '' || isFilledIn(party, 'statedAge') ? null : wholeNumber(party.statedAge);
}

function sentAgent({ id: _, ...agent }: AgentValues): Omit<AgentValues, 'id'> {
  return { ...agent, idNumber: agent.idNumber?.trim() ? agent.idNumber : null };
}

function sentParty(party: PartyValues): object {
  const { id, role, willingness, name, phone, address } = party;
  const shared = { id, role, willingness, name, phone, address, agents: party.agents.map(sentAgent) };
  if (party.document === UNIT_DOCUMENT) {
    const { creditCode, legalRepresentative, legalRepresentativeTitle, contactName } = party;
    return { kind: 'unit', ...shared, creditCode, legalRepresentative, legalRepresentativeTitle, contactName };
  }
  const { documentNumber, sex, birthDate, ethnicity, education, personCategory, occupation, workplace } = party;
  const hasNumber = documentNumber !== null && documentNumber.trim() !== '';
  return {
    kind: 'person',
    ...shared,
    documentKind: hasNumber ? party.document : null,
    documentNumber: hasNumber ? documentNumber : null,
    sex,
    birthDate,
    statedAge: statedAge(party),
    ethnicity,
    education,
    personCategory,
    occupation,
    workplace,
  };
}

/** That an applicant, who is there, was told how personal data is handled (个人信息保护法 17). */
function toldOf(party: PartyValues, { notified, receivedOn }: FormValues): { readonly privacy?: Privacy } {
  if (!notified || party.role !== 'applicant' || receivedOn === null) return {};
  return { privacy: usualPrivacy(looseParty(party), receivedOn) };
}

/** Indexes of the entries that are worth sending. */
function kept<Entry>(entries: readonly Entry[], keep: (entry: Entry) => boolean): readonly number[] {
  return entries.flatMap((entry, index) => (keep(entry) ? [index] : []));
}

export function sentRegistration(values: FormValues): Sent {
  const partyIndexes = kept(values.parties, (party) => !isUntouched(party));
  const demandIndexes = kept(values.demands, (line) => line.trim() !== '');
  const { place } = values;
  const longitude = degrees(place.longitude).value;
  const latitude = degrees(place.latitude).value;
  const input = {
    title: values.title,
    occurredOn: values.occurredOn,
    place: {
      code: place.code ?? '',
      ...(place.detail.trim() === '' ? {} : { detail: place.detail }),
      ...(longitude === undefined ? {} : { longitude }),
      ...(latitude === undefined ? {} : { latitude }),
    },
    scale: values.scale,
    peopleCount: wholeNumber(values.peopleCount),
    mojType: values.mojType,
    gbtCategory: values.gbtCategory,
    screeningTag: values.screeningTag === NO_TAG ? null : values.screeningTag,
    source: values.source,
    amountFen: typeof values.amount === 'number' ? values.amount : null,
    facts: values.facts,
    demands: demandIndexes.map((index) => values.demands[index]),
    ...(values.involvedUnits.trim() === '' ? {} : { involvedUnits: values.involvedUnits }),
    riskLevel: values.riskLevel,
    complexity: values.complexity,
    urgent: values.urgency === 'urgent',
    parties: partyIndexes.flatMap((index) => {
      const party = values.parties[index];
      return party ? [{ ...sentParty(party), ...toldOf(party, values) }] : [];
    }),
  };
  return { input, partyIndexes, demandIndexes };
}

/** A party as far as it is written, for checks that only read: unfinished fields as they are. */
export function looseParty(values: PartyValues): Party {
  const { id, role, willingness, name } = values;
  const text = (value: string | null): string | null => (value === null || value.trim() === '' ? null : value);
  const shared = { id, role, willingness, name, phone: text(values.phone), address: text(values.address) };
  const agents = values.agents.map((agent) => ({
    name: agent.name,
    relation: agent.relation ?? 'recommended',
    relationNote: text(agent.relationNote),
    idNumber: text(agent.idNumber),
    phone: text(agent.phone),
    authority: agent.authority ?? 'general',
  }));
  if (values.document === UNIT_DOCUMENT) {
    return {
      kind: 'unit',
      ...shared,
      agents,
      creditCode: text(values.creditCode),
      legalRepresentative: text(values.legalRepresentative),
      legalRepresentativeTitle: text(values.legalRepresentativeTitle),
      contactName: text(values.contactName),
    };
  }
  const age = statedAge(values);
  return {
    kind: 'person',
    ...shared,
    agents,
    documentKind: values.document,
    documentNumber: text(values.documentNumber),
    sex: values.sex,
    birthDate: text(values.birthDate),
    statedAge: age === null || Number.isNaN(age) ? null : age,
    ethnicity: values.ethnicity,
    education: values.education,
    personCategory: values.personCategory,
    occupation: text(values.occupation),
    workplace: text(values.workplace),
  };
}
