import { findEducationLevel } from '../codes/education.ts';
import { findEthnicGroup } from '../codes/ethnic-groups.ts';
import { findPersonCategory } from '../codes/person-categories.ts';
import { findSex } from '../codes/sex.ts';
import { findAgentRelation } from '../parties/agent.ts';
import { findDocumentKind } from '../parties/document-kinds.ts';
import type { Party, PersonParty } from '../parties/party.ts';
import { privacyWords } from '../parties/privacy.ts';

export interface PersonFact {
  readonly label: string;
  readonly value: string;
}

type Coded = { readonly name: string } | null;
const named = (find: (code: string) => Coded, code: string | null): string | null =>
  code === null ? null : (find(code)?.name ?? code);

/** Everything that the record of a party says of the person, as it is called on the screens; what is not known is left out. */
export function personFacts(person: PersonParty): readonly PersonFact[] {
  const facts: readonly [string, string | null][] = [
    ['姓名', person.name],
    ['证件', named(findDocumentKind, person.documentKind)],
    ['证件号码', person.documentNumber],
    ['性别', named(findSex, person.sex)],
    ['出生日期', person.birthDate],
    ['自报年龄', person.statedAge === null ? null : String(person.statedAge)],
    ['民族', named(findEthnicGroup, person.ethnicity)],
    ['学历', named(findEducationLevel, person.education)],
    ['人员类别', named(findPersonCategory, person.personCategory)],
    ['职业', person.occupation],
    ['工作单位', person.workplace],
    ['住址', person.address],
    ['电话', person.phone],
    ['个人信息告知', person.privacy ? privacyWords(person.privacy) : null],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

/** What a party's record says of somebody who acts for it. */
export function agentFacts({ name, relation, idNumber, phone }: Party['agents'][number]): readonly PersonFact[] {
  const facts: readonly [string, string | null][] = [
    ['姓名', name],
    ['身份', findAgentRelation(relation)?.name ?? relation],
    ['证件号码', idNumber],
    ['电话', phone],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}
