import type { Actor } from '../access/roles.ts';
import type { Gbt31000CategoryCode } from '../codes/gbt31000-categories.ts';
import type { Party } from '../parties/party.ts';
import type { GuardName } from './guards.ts';
import type { CaseState } from './state.ts';
import { type Attempt, attempt, caseIn, withAction } from './testing.ts';
import { testActor, testAgreement, testApplicant, testId, testRegistration, testRespondent } from './testing-facts.ts';

const clerk = testActor('clerk');
const mediator = testActor('mediator');
const manager = testActor('manager');
const stranger: Actor = { staffId: testId(77), roles: ['mediator'] };

const refuse = (state: CaseState, party: Party) =>
  withAction(state, 'consent.recorded', { partyId: party.id, willingness: 'refused' });
export const inCategory = (gbtCategory: Gbt31000CategoryCode) =>
  withAction(caseIn('accepted'), 'case.corrected', { registration: testRegistration({ gbtCategory }), reason: '更正' });
const withoutRespondent = withAction(caseIn('signed_in'), 'case.corrected', {
  registration: testRegistration({ parties: [testApplicant] }),
  reason: '更正',
});

const performing = caseIn('performing');
const mediating = caseIn('mediating');
const notYetMediated: CaseState = { ...mediating, sessions: [] };
const flagged = withAction(caseIn('accepted'), 'case.flagged', { flag: 'sensitive', reason: '涉未成年人' });
const escalated = withAction(caseIn('accepted'), 'case.flagged', { flag: 'escalated', reason: '扬言报复' });
const toDepartment = withAction(caseIn('accepted'), 'case.triaged', {
  route: 'department',
  complexity: 'simple',
  urgent: false,
});
const linked = withAction(caseIn('accepted'), 'case.linked', { caseId: testId(101) });
const strangerItem = { id: testId(22), partyId: testId(88), what: '搬走杂物', amountFen: null, dueOn: null };

export interface GuardExample {
  readonly guard: GuardName;
  readonly says: string;
  readonly source?: string;
  readonly refused: Attempt;
  readonly allowed: Attempt;
}

/** For tests only: each guard with an action that it refuses, in its words, and a like one that passes. */
export const guardExamples: readonly GuardExample[] = [
  {
    guard: 'nobody_refuses',
    says: '李某明确拒绝调解，不能开始或继续调解',
    source: '人民调解法第十七条',
    refused: attempt(refuse(caseIn('signed_in'), testRespondent), mediator, 'mediation.started'),
    allowed: attempt(caseIn('signed_in'), mediator, 'mediation.started'),
  },
  {
    guard: 'nobody_refuses',
    says: '张某、李某明确拒绝调解，不能开始或继续调解',
    source: '人民调解法第十七条',
    refused: attempt(refuse(refuse(mediating, testApplicant), testRespondent), mediator, 'mediation.session_held'),
    allowed: attempt(
      withAction(refuse(mediating, testRespondent), 'consent.recorded'),
      mediator,
      'mediation.session_held',
    ),
  },
  {
    guard: 'has_both_sides',
    says: '还没有登记被申请人，调解要有双方当事人',
    refused: attempt(withoutRespondent, mediator, 'mediation.started'),
    allowed: attempt(caseIn('signed_in'), mediator, 'mediation.started'),
  },
  {
    guard: 'is_assigned_mediator',
    says: '本案没有交办给您，由承办调解员办理',
    refused: attempt(caseIn('assigned'), stranger, 'case.signed_in'),
    allowed: attempt(caseIn('assigned'), mediator, 'case.signed_in'),
  },
  {
    guard: 'not_anothers_case',
    says: '本案没有交办给您，由承办调解员或者主任办理',
    refused: attempt(mediating, stranger, 'mediation.terminated'),
    allowed: attempt(mediating, manager, 'mediation.terminated'),
  },
  {
    guard: 'suits_mediation',
    says: '「国有土地上房屋征收」不属于民间纠纷，请分流到主管部门',
    source: 'GB/T 31000-2015 事件类别',
    refused: attempt(inCategory('1101'), clerk, 'case.triaged'),
    allowed: attempt(inCategory('1101'), clerk, 'case.triaged', { route: 'department' }),
  },
  {
    guard: 'route_is_mediation',
    says: '已分流到主管部门，请办理「转办」',
    refused: attempt(toDepartment, clerk, 'case.assigned'),
    allowed: attempt(caseIn('triaged'), clerk, 'case.assigned'),
  },
  {
    guard: 'all_parties_consent',
    says: '延期要当事人都同意，还缺李某',
    source: '人民法院在线调解规则、人民调解工作规范',
    refused: attempt(mediating, manager, 'mediation.extended', { consentedPartyIds: [testApplicant.id] }),
    allowed: attempt(mediating, manager, 'mediation.extended'),
  },
  {
    guard: 'extension_left',
    says: '本案已延期一次，不能再延',
    refused: attempt(withAction(mediating, 'mediation.extended'), manager, 'mediation.extended'),
    allowed: attempt(mediating, manager, 'mediation.extended'),
  },
  {
    guard: 'session_held',
    says: '先写调解记录，再登记结果',
    source: '人民调解法第二十七条',
    refused: attempt(notYetMediated, mediator, 'agreement.reached_oral'),
    allowed: attempt(mediating, mediator, 'agreement.reached_oral'),
  },
  {
    guard: 'known_party',
    says: '当事人不在本案中',
    refused: attempt(mediating, clerk, 'consent.recorded', { partyId: testId(88) }),
    allowed: attempt(mediating, clerk, 'consent.recorded'),
  },
  {
    guard: 'agreement_names_parties',
    says: '履行事项里有不在本案中的当事人',
    refused: attempt(mediating, mediator, 'agreement.reached_written', {
      text: testAgreement({ performance: [strangerItem] }),
    }),
    allowed: attempt(mediating, mediator, 'agreement.reached_written'),
  },
  {
    guard: 'known_item',
    says: '协议里没有这项履行内容',
    refused: attempt(performing, clerk, 'performance.recorded', { itemId: testId(888) }),
    allowed: attempt(performing, clerk, 'performance.recorded'),
  },
  {
    guard: 'close_reason_fits',
    says: '结案原因与案件现在的情况不符',
    refused: attempt(caseIn('failed'), manager, 'case.closed', { reason: 'performed' }),
    allowed: attempt(caseIn('failed'), manager, 'case.closed', { reason: 'not_mediated' }),
  },
  {
    guard: 'close_reason_fits',
    says: '结案原因与案件现在的情况不符',
    refused: attempt(caseIn('performing'), manager, 'case.closed', { reason: 'performed' }),
    allowed: attempt(caseIn('performing'), manager, 'case.closed', { reason: 'settled_otherwise' }),
  },
  {
    guard: 'followed_up',
    says: '先回访，再结案',
    source: '全国人民调解工作规范（回访）',
    refused: attempt(caseIn('follow_up'), manager, 'case.closed', { reason: 'performed' }),
    allowed: attempt(withAction(caseIn('follow_up'), 'follow_up.recorded'), manager, 'case.closed', {
      reason: 'performed',
    }),
  },
  {
    guard: 'dossier_complete',
    says: '卷宗还缺：受理登记表或者申请书、权利义务告知书、当事人身份证明、调解记录、调解协议书',
    source: '人民调解法第二十七条',
    refused: attempt({ ...caseIn('closed'), documents: [] }, clerk, 'case.archived'),
    allowed: attempt(caseIn('closed'), clerk, 'case.archived'),
  },
  {
    guard: 'flag_within_role',
    says: '「督办」由主任设置',
    refused: attempt(mediating, clerk, 'case.flagged', { flag: 'supervised' }),
    allowed: attempt(mediating, manager, 'case.flagged', { flag: 'supervised' }),
  },
  {
    guard: 'flag_within_role',
    says: '「敏感」已经设置，名单和取消由主任办理',
    refused: attempt(flagged, mediator, 'case.unflagged', { flag: 'sensitive' }),
    allowed: attempt(flagged, manager, 'case.unflagged', { flag: 'sensitive' }),
  },
  {
    guard: 'flag_changes',
    says: '已经设置过了',
    refused: attempt(escalated, clerk, 'case.flagged', { flag: 'escalated' }),
    allowed: attempt(flagged, clerk, 'case.flagged', { flag: 'escalated' }),
  },
  {
    guard: 'flag_is_set',
    says: '没有这个标记',
    refused: attempt(flagged, clerk, 'case.unflagged', { flag: 'escalated' }),
    allowed: attempt(escalated, clerk, 'case.unflagged', { flag: 'escalated' }),
  },
  {
    guard: 'not_itself',
    says: '不能关联自己',
    refused: attempt(mediating, clerk, 'case.linked', { caseId: mediating.id }),
    allowed: attempt(mediating, clerk, 'case.linked'),
  },
  {
    guard: 'not_itself',
    says: '已经关联过了',
    refused: attempt(linked, clerk, 'case.linked', { caseId: testId(101) }),
    allowed: attempt(linked, clerk, 'case.linked', { caseId: testId(102) }),
  },
  {
    guard: 'same_parties_stay',
    says: '李某已参加过调解，不能从本案去掉',
    source: '人民调解法第二十九条',
    refused: attempt(mediating, clerk, 'case.corrected', {
      registration: testRegistration({ parties: [testApplicant] }),
    }),
    allowed: attempt(caseIn('signed_in'), clerk, 'case.corrected', {
      registration: testRegistration({ parties: [testApplicant] }),
    }),
  },
];
