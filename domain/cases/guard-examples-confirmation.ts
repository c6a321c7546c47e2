import type { GuardExample } from './guard-examples.ts';
import { attempt, caseIn, prepared, withAction } from './testing.ts';
import { testActor, testApplicant, testId } from './testing-facts.ts';

const clerk = testActor('clerk');
const performing = caseIn('performing');
const oral = withAction(caseIn('mediating'), 'agreement.reached_oral');
const applied = withAction(performing, 'confirmation.applied');
const filed = withAction(applied, 'confirmation.filed');
const accepted = withAction(filed, 'confirmation.accepted');
const confirmed = withAction(accepted, 'confirmation.ruled');
const withoutAgreement = { ...caseIn('closed'), agreement: null };
const settlesTitle = {
  outside_courts: 'no',
  wrong_court: 'no',
  status: 'no',
  other_procedure: 'no',
  title: 'yes',
} as const;

/** For tests only: the guards of the court's confirmation, as {@link GuardExample}. */
export const confirmationGuardExamples: readonly GuardExample[] = [
  {
    guard: 'agreement_in_writing',
    says: '口头协议不能申请司法确认：申请时要向法院提交调解协议书',
    source: '民诉法解释第三百五十四条',
    refused: attempt(oral, clerk, 'confirmation.applied'),
    allowed: attempt(performing, clerk, 'confirmation.applied'),
  },
  {
    guard: 'agreement_in_effect',
    says: '没有调解协议，不能申请司法确认',
    source: '人民调解法第三十三条',
    refused: attempt(withoutAgreement, clerk, 'confirmation.applied'),
    allowed: attempt(caseIn('closed'), clerk, 'confirmation.applied'),
  },
  {
    guard: 'joint_application',
    says: '司法确认要各方当事人共同申请，还缺李某',
    source: '人民调解法第三十三条',
    refused: attempt(performing, clerk, 'confirmation.applied', {
      applicants: [{ partyId: testApplicant.id, agentNames: [] }],
    }),
    allowed: attempt(performing, clerk, 'confirmation.applied'),
  },
  {
    guard: 'court_would_accept',
    says: '「涉及物权、知识产权确权」的，法院裁定不予受理。权属争议另行起诉；只写怎么用、怎么分、付多少钱的，可以申请。已经告知、当事人仍要申请的，请勾选「当事人坚持申请」',
    source: '民诉法解释第三百五十五条',
    refused: attempt(performing, clerk, 'confirmation.applied', { precheck: settlesTitle }),
    allowed: attempt(performing, clerk, 'confirmation.applied', { precheck: settlesTitle, insists: true }),
  },
  {
    guard: 'application_is_new',
    says: '司法确认现在是「待递交法院」，已经申请过了',
    refused: attempt(applied, clerk, 'confirmation.applied'),
    allowed: attempt(withAction(applied, 'confirmation.withdrawn'), clerk, 'confirmation.applied'),
  },
  {
    guard: 'application_is_made',
    says: '还没有登记共同申请',
    refused: attempt(performing, clerk, 'confirmation.filed'),
    allowed: attempt(applied, clerk, 'confirmation.filed'),
  },
  {
    guard: 'application_is_filed',
    says: '司法确认现在是「待递交法院」，申请还没有递交法院',
    refused: attempt(applied, clerk, 'confirmation.asked_to_correct'),
    allowed: attempt(accepted, clerk, 'confirmation.asked_to_correct'),
  },
  {
    guard: 'correction_is_asked',
    says: '司法确认现在是「已递交法院」，法院没有要求补正',
    refused: attempt(filed, clerk, 'confirmation.corrected'),
    allowed: attempt(prepared('confirmation.corrected', performing), clerk, 'confirmation.corrected'),
  },
  {
    guard: 'acceptance_is_due',
    says: '司法确认现在是「裁定有效」，已经办完',
    refused: attempt(confirmed, clerk, 'confirmation.accepted'),
    allowed: attempt(filed, clerk, 'confirmation.accepted'),
  },
  {
    guard: 'ruling_is_due',
    says: '司法确认现在是「待递交法院」，申请还没有递交法院',
    refused: attempt(applied, clerk, 'confirmation.ruled'),
    allowed: attempt(filed, clerk, 'confirmation.ruled'),
  },
  {
    guard: 'ruling_fits',
    says: '法院已经受理，受理后发现不该受理的，裁定驳回申请，请选「裁定驳回申请」',
    source: '民诉法解释第三百五十五条',
    refused: attempt(accepted, clerk, 'confirmation.ruled', { outcome: 'not_accepted' }),
    allowed: attempt(filed, clerk, 'confirmation.ruled', { outcome: 'not_accepted' }),
  },
  {
    guard: 'ruling_is_attached',
    says: '没有这份裁定书扫描件，或者已经移出，请先附上',
    refused: attempt(accepted, clerk, 'confirmation.ruled', { fileId: testId(699) }),
    allowed: attempt(accepted, clerk, 'confirmation.ruled', { fileId: accepted.files[0]?.fileId ?? null }),
  },
  {
    guard: 'application_is_open',
    says: '司法确认现在是「裁定有效」，已经办完',
    refused: attempt(confirmed, clerk, 'confirmation.withdrawn'),
    allowed: attempt(accepted, clerk, 'confirmation.withdrawn'),
  },
];
