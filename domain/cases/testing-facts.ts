import type { Actor, Role } from '../access/roles.ts';
import { chinaInstant } from '../deadlines/china-time.ts';
import { partySchema } from '../parties/party.ts';
import type { CaseActionPayloads } from './actions.ts';
import type { AgreementText } from './agreement.ts';
import { type Registration, registrationRules } from './registration.ts';
import type { Restatement } from './restatement.ts';

/** For tests only: the people, the dispute and the agreement of one made-up case, the same on every machine. */

/** The n-th id of the tests; a UUIDv7 by its form. */
export function testId(n: number): string {
  return `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

export const testDay = '2026-11-23';
export const testStaff = {
  clerk: testId(1),
  mediator: testId(2),
  manager: testId(3),
  it: testId(4),
  head: testId(41),
  department_handler: testId(42),
  grid_worker: testId(43),
  acceptance_street: testId(44),
  acceptance_area: testId(45),
  acceptance_city: testId(46),
  security: testId(47),
  auditor: testId(48),
} as const satisfies Record<Role, string>;
export const testCaseId = testId(100);
/** Where the case begins, and the center of another district. */
export const testGiver = { stationId: testId(5), feed: '410105', name: '金水区综治中心' };
export const testReceiver = { stationId: testId(6), feed: '410102', name: '中原区综治中心' };

/** The staff member of a role; the mediator is the one to whom the case is assigned. */
export function testActor(role: Role): Actor {
  return { staffId: testStaff[role], roles: [role] };
}

export const testApplicant = partySchema.parse({
  id: testId(10),
  kind: 'person',
  role: 'applicant',
  name: '张某',
  documentKind: '111',
  documentNumber: '410105197801010010',
  sex: '1',
  birthDate: '1978-01-01',
  ethnicity: '01',
  education: '70',
  personCategory: '03',
  address: '郑州市金水区兴达路街道鸿苑社区 3 号楼 2 单元 501',
  phone: '13800001203',
});
export const testRespondent = partySchema.parse({
  id: testId(11),
  kind: 'person',
  role: 'respondent',
  name: '李某',
  phone: '13900004508',
});
export const testParties: Registration['parties'] = [testApplicant, testRespondent];

export function testRegistration(changes: Partial<Registration> = {}): Registration {
  return registrationRules.parse({
    title: '张某与李某邻里纠纷',
    occurredOn: '2026-11-20',
    place: { code: '410105', detail: '鸿苑社区 3 号楼 2 单元' },
    scale: '01',
    peopleCount: 2,
    mojType: '02',
    gbtCategory: '0203',
    screeningTag: 'neighbour',
    source: 'application',
    amountFen: null,
    facts: '李某倒垃圾时把垃圾掉在楼道里，张某多次交涉。',
    demands: ['不再遗撒', '把楼道清理干净'],
    riskLevel: 'low',
    complexity: 'simple',
    urgent: false,
    parties: testParties,
    ...changes,
  });
}

export function testAgreement(changes: Partial<AgreementText> = {}): AgreementText {
  return {
    facts: '李某倒垃圾时把垃圾掉在楼道里，双方为此争吵。',
    terms: ['李某今后袋装垃圾，不再遗撒。', '李某清理 4 至 5 层楼道，并付清洁费 200 元。'],
    performance: [
      { id: testId(20), partyId: testId(11), what: '清理楼道', amountFen: null, dueOn: '2026-11-25' },
      { id: testId(21), partyId: testId(11), what: '付清洁费', amountFen: 20_000, dueOn: '2026-11-30' },
    ],
    reachedOn: testDay,
    place: '鸿苑社区调解室',
    judicialConfirmation: false,
    ...changes,
  };
}

/** The n-th photo that is attached in tests. */
export function testFile(n: number): CaseActionPayloads['file.attached'] {
  return {
    fileId: testId(600 + n),
    sha256: n.toString(16).padStart(64, '0'),
    bytes: 1_000 + n,
    mediaType: 'image/jpeg',
    name: `楼道 ${n}.jpg`,
    kind: 'scene',
  };
}

/** What the case says of its beginning, had it come with an import. */
export function testRestatement(): Restatement {
  return {
    chunkId: testId(997),
    importedBy: testStaff.clerk,
    importedAt: chinaInstant(testDay, '09:00'),
    rows: [{ caseId: testCaseId, status: 'accepted', hash: '0'.repeat(64) }],
  };
}
