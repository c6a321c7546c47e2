import { v7 as newId } from 'uuid';
import { type Registration, registrationRules } from '../../domain/cases/registration.ts';
import { partySchema } from '../../domain/parties/party.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import type { Api } from './api.ts';
import { bringTo } from './case-to.ts';

export interface MediatedCase {
  readonly caseId: string;
  /** Son, who asks, and daughter of the man who left the flat. */
  readonly partyIds: readonly [son: string, daughter: string];
}

function heirs(): readonly Registration['parties'][number][] {
  const shared = { kind: 'person', ethnicity: '01', willingness: 'willing' } as const;
  return [
    partySchema.parse({
      ...shared,
      id: newId(),
      role: 'applicant',
      name: '刘某甲',
      sex: '1',
      birthDate: '1979-03-07',
      occupation: '职员',
      phone: '13800006001',
      address: '郑州市中原区建设路街道某小区 5 号楼',
    }),
    partySchema.parse({
      ...shared,
      id: newId(),
      role: 'respondent',
      name: '刘某乙',
      sex: '2',
      birthDate: '1982-06-15',
      occupation: '教师',
      phone: '13800006002',
      address: '郑州市中原区绿东村街道某小区 2 号楼',
    }),
  ];
}

/**
 * The report's second case, brought through the API from the door to the end of its first session, by one person who
 * holds all three roles (the sample's own account): what is left is the agreement.
 */
export async function mediatedCase(api: Api): Promise<MediatedCase> {
  const caseId = newId();
  const parties = heirs();
  const today = plainDateAt(Date.now());
  const registration = registrationRules.parse({
    title: '刘某甲与刘某乙继承纠纷',
    occurredOn: today,
    place: { code: '410102002003', detail: '5号楼1单元302' },
    scale: '01',
    peopleCount: 2,
    mojType: '01',
    gbtCategory: '0103',
    screeningTag: 'family',
    source: 'application',
    amountFen: 36_000_000,
    facts:
      '刘某于 2026 年 4 月去世，留有中原区住房一套。其子刘某甲、其女刘某乙对该房如何继承、价值如何分割意见不一，申请调解。',
    demands: ['就房屋的居住使用和折价补偿达成一致'],
    riskLevel: 'low',
    complexity: 'general',
    urgent: false,
    parties,
  });
  await api.cases.register({
    actionId: newId(),
    caseId,
    registration,
    accept: false,
    receivedOn: today,
    linkedCaseIds: [],
  });
  await bringTo(api, caseId, 'session');
  const [son, daughter] = parties.map(({ id }) => id);
  if (!son || !daughter) throw new Error('two heirs are needed');
  return { caseId, partyIds: [son, daughter] };
}
