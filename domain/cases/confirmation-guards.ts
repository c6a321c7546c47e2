import { obstaclesIn } from '../confirmation/precheck.ts';
import { type ConfirmationStep, stepProblem } from '../confirmation/stages.ts';
import { type Guard, onPayload } from './guard-check.ts';
import { signingPartyIds } from './next-status.ts';
import { listedFiles, partiesOf } from './state.ts';

const follows = (step: ConfirmationStep): Guard => ({
  check: ({ confirmation }) => stepProblem(step, confirmation?.stage ?? null),
});

/** The guards of the court's confirmation. */
export const confirmationGuards = {
  agreement_in_writing: {
    source: '民诉法解释第三百五十四条',
    check: ({ agreement }) =>
      agreement?.form === 'oral' ? '口头协议不能申请司法确认：申请时要向法院提交调解协议书' : null,
  },
  agreement_in_effect: {
    source: '人民调解法第三十三条',
    check: ({ agreement }) => {
      if (!agreement) return '没有调解协议，不能申请司法确认';
      return agreement.effectiveOn === null ? '协议还没有生效，生效以后才能申请司法确认' : null;
    },
  },
  joint_application: {
    source: '人民调解法第三十三条',
    check: onPayload('confirmation.applied', (state, { applicants }) => {
      const asking = new Set(applicants.map(({ partyId }) => partyId));
      const missing = partiesOf(state).filter(({ id }) => signingPartyIds(state).includes(id) && !asking.has(id));
      if (missing.length > 0) {
        return `司法确认要各方当事人共同申请，还缺${missing.map(({ name }) => name).join('、')}`;
      }
      return applicants.every(({ partyId }) => signingPartyIds(state).includes(partyId)) ? null : '申请人不在本案中';
    }),
  },
  court_would_accept: {
    source: '民诉法解释第三百五十五条',
    check: onPayload('confirmation.applied', (_state, { precheck, insists }) => {
      const [first] = obstaclesIn(precheck);
      if (!first || insists) return null;
      return `「${first.short}」的，法院裁定不予受理。${first.advice}已经告知、当事人仍要申请的，请勾选「当事人坚持申请」`;
    }),
  },
  application_is_new: follows('applied'),
  application_is_made: follows('filed'),
  application_is_filed: follows('asked_to_correct'),
  correction_is_asked: follows('corrected'),
  acceptance_is_due: follows('accepted'),
  ruling_is_due: follows('ruled'),
  application_is_open: follows('withdrawn'),
  ruling_fits: {
    source: '民诉法解释第三百五十五条',
    check: onPayload('confirmation.ruled', ({ confirmation }, { outcome }) =>
      outcome === 'not_accepted' && confirmation?.acceptance
        ? '法院已经受理，受理后发现不该受理的，裁定驳回申请，请选「裁定驳回申请」'
        : null,
    ),
  },
  ruling_is_attached: {
    check: onPayload('confirmation.ruled', (state, { fileId }) =>
      fileId === null || listedFiles(state).some((file) => file.fileId === fileId)
        ? null
        : '没有这份裁定书扫描件，或者已经移出，请先附上',
    ),
  },
} as const satisfies Record<string, Guard>;
