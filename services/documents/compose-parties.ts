import { findEthnicGroup } from '../../domain/codes/ethnic-groups.ts';
import { findSex } from '../../domain/codes/sex.ts';
import type { PrintedAgent, PrintedParty } from '../../domain/documents/fields.ts';
import { type Agent, findAgentAuthority, findAgentRelation } from '../../domain/parties/agent.ts';
import { findDocumentKind } from '../../domain/parties/document-kinds.ts';
import { checkIdNumber } from '../../domain/parties/id-number.ts';
import { findPartyRole, type Party, type PersonParty, type UnitParty } from '../../domain/parties/party.ts';
import { partyAge } from '../../domain/parties/party-age.ts';
import type { PlainDate } from '../../domain/text/chinese-date.ts';

/** GB/T 2261.1 codes that say nothing (未知, 未说明): the form's field stays blank for a pen. */
const unsaid: readonly string[] = ['0', '9'];

function sexOf(person: PersonParty): string {
  if (person.sex !== null) return unsaid.includes(person.sex) ? '' : (findSex(person.sex)?.name ?? '');
  if (person.documentNumber === null || person.documentKind === null) return '';
  if (!findDocumentKind(person.documentKind)?.residentId) return '';
  const result = checkIdNumber(person.documentNumber, null);
  if (!result.ok) return '';
  return result.sex === 'male' ? '男' : '女';
}

/** A guardian is the statutory agent (民法典 23): the note says how related, and no authority was given by anybody. */
function printedAgent(agent: Agent): PrintedAgent {
  const shared = { name: agent.name, contact: agent.phone ?? '', idNumber: agent.idNumber };
  if (agent.relation === 'guardian') {
    return { ...shared, capacity: '法定代理人', relation: agent.relationNote ?? '监护人', authority: '' };
  }
  return {
    ...shared,
    capacity: '委托代理人',
    relation: agent.relationNote ?? findAgentRelation(agent.relation)?.name ?? '',
    authority: findAgentAuthority(agent.authority)?.name ?? '',
  };
}

function shared(party: Party) {
  return {
    role: findPartyRole(party.role)?.name ?? '当事人',
    name: party.name,
    agents: party.agents.map(printedAgent),
  } as const;
}

function printedPerson(person: PersonParty, on: PlainDate): PrintedParty {
  return {
    kind: 'person',
    ...shared(person),
    sex: sexOf(person),
    ethnicity: person.ethnicity === null ? '' : (findEthnicGroup(person.ethnicity)?.name ?? ''),
    age: partyAge(person, on),
    occupation: person.occupation ?? '',
    contact: person.phone ?? '',
    // The form has one row for 单位或住址: where papers reach the person comes first.
    address: person.address ?? person.workplace ?? '',
    idNumber: person.documentNumber,
  };
}

function printedUnit(unit: UnitParty): PrintedParty {
  return {
    kind: 'unit',
    ...shared(unit),
    representative: unit.legalRepresentative ?? '',
    representativeTitle: unit.legalRepresentativeTitle ?? '',
    address: unit.address ?? '',
    contact: [unit.contactName, unit.phone].filter((part) => part !== null).join(' '),
    creditCode: unit.creditCode,
  };
}

/** The parties as a form prints them; ages in full years on the day that the form speaks of. */
export function printedPartiesOf(parties: readonly Party[], on: PlainDate): PrintedParty[] {
  return parties.map((party) => (party.kind === 'person' ? printedPerson(party, on) : printedUnit(party)));
}
