import type { CaseActionPayloads } from './actions.ts';
import type { ConfirmationActionType } from './confirmation.ts';
import { type CaseState, partiesOf } from './state.ts';
import { testParties } from './testing-facts.ts';

/** For tests only: for every step of the court's confirmation a payload that fits the case of testing-facts.ts. */
export const confirmationPayloads: {
  readonly [Type in ConfirmationActionType]: (state: CaseState | null) => CaseActionPayloads[Type];
} = {
  'confirmation.applied': (state) => ({
    applicants: (state ? partiesOf(state) : testParties).map(({ id }) => ({ partyId: id, agentNames: [] })),
    basis: 'organisation_seat',
    court: '郑州市金水区人民法院',
    precheck: { outside_courts: 'no', wrong_court: 'no', status: 'no', other_procedure: 'no', title: 'no' },
    insists: false,
    aboutProperty: false,
    materials: ['agreement', 'mediation_proof', 'identity', 'address'],
    appliedOn: '2026-11-24',
  }),
  'confirmation.filed': () => ({
    filedOn: '2026-11-25',
    way: 'window',
    materials: ['agreement', 'mediation_proof', 'identity', 'address'],
  }),
  'confirmation.asked_to_correct': () => ({
    askedOn: '2026-11-26',
    dueOn: '2026-12-03',
    what: '补交李某的身份证复印件。',
  }),
  'confirmation.corrected': () => ({ correctedOn: '2026-11-27', what: '身份证复印件已补交。' }),
  'confirmation.accepted': () => ({ acceptedOn: '2026-11-26', courtCaseNumber: '（2026）豫0105民特128号' }),
  'confirmation.ruled': () => ({
    outcome: 'confirmed',
    rulingNumber: '（2026）豫0105民特128号',
    ruledOn: '2026-11-30',
    fileId: null,
  }),
  'confirmation.withdrawn': () => ({ withdrawnOn: '2026-11-27', reason: '协议已经履行完毕。' }),
};
