import type { PlainDate } from '../text/chinese-date.ts';
import { checkCreditCode } from './credit-code.ts';
import { checkDocumentNumber, findDocumentKind } from './document-kinds.ts';
import { checkIdNumber } from './id-number.ts';
import type { Party, PersonParty } from './party.ts';
import { isMinor } from './party-age.ts';

/** Something about a party that a clerk should see beside the field. Only errors stop a save. */
export interface PartyProblem {
  readonly severity: 'error' | 'warning';
  /** Field of the party; `agents.0.idNumber` for an agent's. */
  readonly path: string;
  readonly message: string;
}

function personProblems(person: PersonParty, today: PlainDate | null): PartyProblem[] {
  const problems: PartyProblem[] = [];
  if (person.birthDate !== null && today !== null && person.birthDate > today) {
    problems.push({ severity: 'error', path: 'birthDate', message: '出生日期在今天以后，请核对' });
  }
  if (person.documentNumber !== null && person.documentKind !== null) {
    const checked = checkDocumentNumber(person.documentKind, person.documentNumber, today);
    if (!checked.ok) problems.push({ severity: 'error', path: 'documentNumber', message: checked.message });
    if (findDocumentKind(person.documentKind)?.residentId) problems.push(...contradictions(person, today));
  }
  if (today !== null && isMinor(person, today) && !person.agents.some((agent) => agent.relation === 'guardian')) {
    problems.push({
      severity: 'warning',
      path: 'agents',
      message: '未满 18 周岁，调解和签协议要由监护人代理，请添加法定代理人（民法典第二十三条）',
    });
  }
  return problems;
}

function contradictions(person: PersonParty, today: PlainDate | null): PartyProblem[] {
  const fromNumber = checkIdNumber(person.documentNumber ?? '', today);
  if (!fromNumber.ok) return [];
  const problems: PartyProblem[] = [];
  if (person.birthDate !== null && person.birthDate !== fromNumber.birthDate) {
    const message = `与身份证号码里的出生日期 ${fromNumber.birthDate} 不一致`;
    problems.push({ severity: 'warning', path: 'birthDate', message });
  }
  const opposite = fromNumber.sex === 'male' ? '2' : '1';
  if (person.sex === opposite) {
    const message = `与身份证号码里的性别（${fromNumber.sex === 'male' ? '男' : '女'}）不一致`;
    problems.push({ severity: 'warning', path: 'sex', message });
  }
  return problems;
}

function agentProblems(party: Party, today: PlainDate | null): PartyProblem[] {
  return party.agents.flatMap((agent, index) => {
    if (agent.idNumber === null) return [];
    const checked = checkIdNumber(agent.idNumber, today);
    return checked.ok
      ? []
      : [{ severity: 'error' as const, path: `agents.${index}.idNumber`, message: checked.message }];
  });
}

/**
 * What the schema of a party cannot say, because it needs today's date or because it only warns: births in the future,
 * contradictions with the identity number, a minor without a guardian, a doubtful credit code (GB 32100). Without `today`,
 * where the clock is suspect (LOG-10), what needs a clock is left out.
 */
export function findPartyProblems(party: Party, today: PlainDate | null): readonly PartyProblem[] {
  if (party.kind === 'person') return [...personProblems(party, today), ...agentProblems(party, today)];
  const problems = agentProblems(party, today);
  if (party.creditCode !== null) {
    const checked = checkCreditCode(party.creditCode);
    if (!checked.ok) problems.push({ severity: 'warning', path: 'creditCode', message: checked.message });
  }
  return problems;
}
