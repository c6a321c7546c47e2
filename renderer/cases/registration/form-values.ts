import type { Registration } from '../../../domain/cases/registration.ts';
import type { ScreeningTagCode } from '../../../domain/codes/screening-tags.ts';
import type { AgentAuthority, AgentRelation } from '../../../domain/parties/agent.ts';
import type { DocumentKindCode } from '../../../domain/parties/document-kinds.ts';
import {
  maxAgents,
  type PartyKind,
  type PartyRole,
  type PersonParty,
  type Willingness,
} from '../../../domain/parties/party.ts';
import type { AmountValue } from '../../forms/amount-value.ts';

/** As typed: texts stay texts until the form is saved, so that nothing is lost to a conversion. */
export interface AgentValues {
  /** Tells the rows of the form apart; it is not sent. */
  readonly id: string;
  readonly name: string;
  readonly relation: AgentRelation | null;
  readonly relationNote: string;
  readonly idNumber: string | null;
  readonly phone: string;
  readonly authority: AgentAuthority | null;
}

/** Chosen in the field of the document: who has a credit code is a unit, everybody else a person. */
export const UNIT_DOCUMENT = 'unit';
export type DocumentChoice = DocumentKindCode | typeof UNIT_DOCUMENT;

/** Fields that the identity number fills in, and the age that the birth date does. */
export type FilledPartyField = 'sex' | 'birthDate' | 'statedAge';

/** What the program filled in last. A field that holds something else belongs to the person and is never overwritten. */
export type Filled<Field extends string> = Readonly<Partial<Record<Field, string>>>;

export interface PartyValues {
  readonly id: string;
  readonly role: PartyRole;
  readonly willingness: Willingness;
  readonly name: string;
  readonly document: DocumentChoice;
  readonly documentNumber: string | null;
  readonly sex: PersonParty['sex'];
  readonly birthDate: string | null;
  readonly statedAge: string;
  readonly ethnicity: PersonParty['ethnicity'];
  readonly education: PersonParty['education'];
  readonly personCategory: PersonParty['personCategory'];
  readonly occupation: string;
  readonly workplace: string;
  readonly phone: string;
  readonly address: string;
  readonly creditCode: string;
  readonly legalRepresentative: string;
  readonly legalRepresentativeTitle: string;
  readonly contactName: string;
  readonly agents: readonly AgentValues[];
  readonly filled: Filled<FilledPartyField>;
}

/** Nothing of 六防六促: a choice as well, so that it is not filled in again. */
export const NO_TAG = 'none';

export type FilledCaseField = 'peopleCount' | 'title' | 'mojType' | 'gbtCategory' | 'screeningTag';

export interface FormValues {
  readonly parties: readonly PartyValues[];
  readonly place: {
    readonly code: string | null;
    /** Names from area to place, so that a restored draft shows them at once. */
    readonly path: readonly string[];
    readonly detail: string;
    readonly longitude: string;
    readonly latitude: string;
  };
  readonly occurredOn: string | null;
  readonly peopleCount: string;
  readonly scale: Registration['scale'];
  readonly facts: string;
  readonly mojType: Registration['mojType'] | null;
  readonly gbtCategory: Registration['gbtCategory'] | null;
  readonly screeningTag: ScreeningTagCode | typeof NO_TAG | null;
  readonly demands: readonly string[];
  readonly amount: AmountValue;
  readonly source: Registration['source'];
  readonly riskLevel: Registration['riskLevel'];
  readonly complexity: Registration['complexity'];
  readonly urgency: 'normal' | 'urgent';
  readonly title: string;
  readonly receivedOn: string | null;
  readonly involvedUnits: string;
  /** The applicants were told by word of mouth how personal data is handled; null where that is not asked for here. */
  readonly notified: boolean | null;
  readonly filled: Filled<FilledCaseField>;
}

export type FieldPath = readonly (string | number)[];

export function newAgent(id: string, relation: AgentRelation | null = null): AgentValues {
  // A guardian acts by law, not by mandate: 特别授权 has no meaning there, but the field must hold one of the two.
  const authority = relation === 'guardian' ? 'special' : null;
  return { id, name: '', relation, relationNote: '', idNumber: null, phone: '', authority };
}

/** Who comes to the desk to apply is willing (人民调解法 17); of the others nobody knows yet. */
export function newParty(id: string, role: PartyRole): PartyValues {
  return {
    id,
    role,
    willingness: role === 'applicant' ? 'willing' : 'undecided',
    name: '',
    document: '111',
    documentNumber: null,
    sex: null,
    birthDate: null,
    statedAge: '',
    ethnicity: null,
    education: null,
    personCategory: null,
    occupation: '',
    workplace: '',
    phone: '',
    address: '',
    creditCode: '',
    legalRepresentative: '',
    legalRepresentativeTitle: '',
    contactName: '',
    agents: [],
    filled: {},
  };
}

/** The role that the next party most likely has. */
export function nextRole(parties: readonly PartyValues[]): PartyRole {
  const last = parties.at(-1)?.role;
  return last === undefined ? 'applicant' : last === 'third_party' ? 'third_party' : 'respondent';
}

/** An empty form: an applicant and a respondent, as nearly every dispute has; without a day where the clock is suspect. */
export function newForm(newId: () => string, today: string | null): FormValues {
  return {
    parties: [newParty(newId(), 'applicant'), newParty(newId(), 'respondent')],
    place: { code: null, path: [], detail: '', longitude: '', latitude: '' },
    occurredOn: null,
    peopleCount: '',
    scale: '01',
    facts: '',
    mojType: null,
    gbtCategory: null,
    screeningTag: null,
    demands: [],
    amount: null,
    source: 'application',
    riskLevel: 'low',
    complexity: 'general',
    urgency: 'normal',
    title: '',
    receivedOn: today,
    involvedUnits: '',
    notified: false,
    filled: {},
  };
}

export function partyKind(party: Pick<PartyValues, 'document'>): PartyKind {
  return party.document === UNIT_DOCUMENT ? 'unit' : 'person';
}

const defaults: ReadonlySet<keyof PartyValues> = new Set(['id', 'role', 'willingness', 'document', 'filled', 'agents']);

/** Nothing has been typed yet: such a party is not saved, and Alt+N uses it before it makes another. */
export function isUntouched(party: PartyValues): boolean {
  if (party.agents.length > 0) return false;
  return Object.entries(party).every(
    ([field, value]) =>
      defaults.has(field as keyof PartyValues) || value === null || (typeof value === 'string' && value.trim() === ''),
  );
}

export function canTakeAgent(party: PartyValues): boolean {
  return party.agents.length < maxAgents;
}
