import type { Actor } from '../access/roles.ts';
import { chinaInstant } from '../deadlines/china-time.ts';
import type { Action, ActionHeader } from '../log/action.ts';
import { CASE_SCHEMA_VERSION, type CaseActionPayloads, type CaseActionType } from './actions.ts';
import { rateable, unanswered } from './citizen.ts';
import { fittingCloseReasons } from './guards.ts';
import { penOf } from './handover.ts';
import { reduceCase } from './reducer.ts';
import { type CaseState, openPerformance, partiesOf, wasFollowedUp } from './state.ts';
import type { CaseStatus } from './status.ts';
import { confirmationPayloads } from './testing-confirmation.ts';
import { errandPayloads } from './testing-errands.ts';
import {
  testAgreement,
  testCaseId,
  testDay,
  testFile,
  testGiver,
  testId,
  testParties,
  testReceiver,
  testRegistration,
  testRestatement,
  testStaff,
} from './testing-facts.ts';
import { nextDocument, nextExecution, nextMark, nextPaperMark, signableRecord, signedText } from './testing-papers.ts';
import { pathTo } from './testing-paths.ts';
import { roomPayloads } from './testing-room.ts';

/** For tests only: the case of testing-facts.ts in any state, and for every action a payload that fits it there. */

function partyIds(state: CaseState | null): readonly string[] {
  return (state ? partiesOf(state) : testParties).map((party) => party.id);
}

const offerIdOf = (state: CaseState | null): string => state?.handover?.offer?.id ?? testId(998);

const told = { reason: '双方差距太大', routesTold: ['court' as const], toldOn: testDay };

const payloads: { readonly [Type in CaseActionType]: (state: CaseState | null) => CaseActionPayloads[Type] } = {
  'case.registered': () => ({
    registration: testRegistration(),
    caseNumber: '金矛调〔2026〕4127',
    queryCode: 'K7MW-3XPT',
    receivedOn: testDay,
  }),
  'case.corrected': (state) => ({ registration: state?.registration ?? testRegistration(), reason: '地址写错' }),
  'case.accepted': () => ({}),
  'case.refused': () => ({ reason: '法院已经受理', law: '人民调解工作若干规定第二十二条' }),
  'case.triaged': () => ({ route: 'peoples_mediation', complexity: 'simple', urgent: false }),
  'case.assigned': () => ({ mediatorIds: [testStaff.mediator], chosenByParties: false }),
  'case.signed_in': () => ({}),
  'case.returned': () => ({ reason: '不属于本辖区' }),
  'case.transferred': () => ({ to: '金水区城市管理局', reason: '属于行政部门职责' }),
  'consent.recorded': (state) => ({
    partyId:
      (state ? partiesOf(state) : testParties).find((party) => party.willingness !== 'willing')?.id ??
      partyIds(state)[0] ??
      testId(10),
    willingness: 'willing',
  }),
  'mediation.started': () => ({ startedAt: chinaInstant(testDay, '17:31') }),
  'mediation.session_held': (state) => ({
    heldOn: testDay,
    startedAt: chinaInstant(testDay, '17:31'),
    endedAt: chinaInstant(testDay, '18:20'),
    place: '鸿苑社区调解室',
    presentPartyIds: [...partyIds(state)],
    mediatorIds: [testStaff.mediator],
    recorderId: testStaff.mediator,
    helpers: [],
    openSession: false,
    rightsTold: true,
    record: '双方陈述了经过。',
    result: '李某愿意清理楼道。',
  }),
  'investigation.recorded': () => ({
    heldOn: testDay,
    startedAt: chinaInstant(testDay, '15:00'),
    endedAt: chinaInstant(testDay, '15:40'),
    place: '3号楼楼道',
    investigatorIds: [testStaff.mediator],
    askedName: '赵某',
    askedSex: '1',
    askedAge: 52,
    askedAddress: '鸿苑社区 3 号楼 2 单元 401',
    record: '问：楼道里的垃圾是谁掉的？\n答：看见过李某下楼时漏出来。',
    recorderId: testStaff.mediator,
  }),
  'mediation.extended': (state) => ({ days: 30, consentedPartyIds: [...partyIds(state)], reason: '等鉴定结果' }),
  'agreement.reached_written': () => ({ text: testAgreement() }),
  'agreement.reached_oral': () => ({ text: testAgreement() }),
  'agreement.revised': () => ({ text: testAgreement({ terms: ['李某今后袋装垃圾。'] }), reason: '条款写错' }),
  'agreement.signed': nextMark,
  'agreement.mark_withdrawn': (state) => ({
    markActionId: state?.agreement?.marks[0]?.actionId ?? testId(999),
    reason: '记错了人',
  }),
  'mediation.failed': () => told,
  'mediation.terminated': () => told,
  'performance.recorded': (state) => {
    const item = (state && (openPerformance(state)[0] ?? state.agreement?.text.performance[0])) ?? null;
    const { id, amountFen } = item ?? { id: testId(20), amountFen: null };
    return { itemId: id, outcome: 'performed', performedOn: '2026-11-24', amountFen };
  },
  'follow_up.recorded': () => ({
    visitedOn: '2026-11-26',
    method: 'phone',
    result: '楼道已经清理，双方没有再争吵。',
    satisfaction: 'satisfied',
    performed: true,
  }),
  'case.closed': (state) => {
    const fitting = state ? fittingCloseReasons(state.status) : [];
    const visited = state !== null && wasFollowedUp(state);
    return { reason: fitting.find((reason) => reason !== 'performed' || visited) ?? 'performed' };
  },
  'case.archived': () => ({ retention: 'short' }),
  'dossier.noted': () => ({ text: '调解记录原件一页有涂改，当事人已在涂改处按指印。' }),
  'case.reopened': () => ({ reason: '当事人反悔' }),
  'case.flagged': () => ({ flag: 'escalated', reason: '当事人扬言报复' }),
  'case.unflagged': (state) => ({ flag: state?.flags[0] ?? 'escalated', reason: '情况已经缓和' }),
  'police.reported': () => ({
    department: '兴达路派出所',
    reportedAt: chinaInstant(testDay, '17:40'),
    note: '扬言报复',
  }),
  'case.linked': () => ({ caseId: testId(101) }),
  'case.noted': () => ({ note: '李某说周末在家。' }),
  'case.evaluated': () => ({ evaluatedOn: '2026-12-01', opinion: '处置及时。' }),
  'case.reviewed': (state) => ({ reviewedActionId: state?.reviews[0]?.actionId ?? testId(999) }),
  'document.issued': nextDocument,
  'document.signed': nextPaperMark,
  'document.executed': nextExecution,
  'document.printed': (state) => ({ documentId: state?.documents[0]?.id ?? testId(300), copies: 1 }),
  'file.attached': (state) => testFile((state?.files.length ?? 0) + 1),
  'file.removed': (state) => ({ fileId: state?.files[0]?.fileId ?? testId(600), reason: '附错了案件' }),
  'handover.offered': () => ({
    from: testGiver,
    to: testReceiver,
    reason: '双方都住在中原区',
    toldOn: testDay,
    people: { [testStaff.mediator]: '张卫' },
  }),
  'handover.withdrawn': (state) => ({ offerId: offerIdOf(state), reason: '当事人不愿意去' }),
  'handover.accepted': (state) => ({ offerId: offerIdOf(state) }),
  'handover.refused': (state) => ({ offerId: offerIdOf(state), reason: '纠纷发生地不在本区' }),
  'handover.returned': () => ({ outcome: 'unfinished', report: '一方已搬走，请继续办理。', people: {} }),
  'case.restated': testRestatement,
  'citizen.told': () => ({ telling: 'message', words: '昨天又漏了。' }),
  'citizen.rated': (state) => ({ subject: (state && rateable(state)[0]) ?? 'acceptance', grade: 'satisfied' }),
  'citizen.answered': (state) => ({
    answeredId: (state && unanswered(state)[0]?.id) ?? testId(999),
    words: '调解员明天上午上门。',
  }),
  ...confirmationPayloads,
  ...errandPayloads,
  ...roomPayloads,
};

/** A payload that passes the schema and, in a state where the action fits, the guards of the case given. */
export function validPayload<Type extends CaseActionType>(
  type: Type,
  state: CaseState | null,
): CaseActionPayloads[Type] {
  return payloads[type](state);
}

/** Somebody's try to do an action on a case. */
export interface Attempt<Type extends CaseActionType = CaseActionType> {
  readonly state: CaseState;
  readonly actor: Actor;
  readonly type: Type;
  readonly payload?: unknown;
}

export function attempt<Type extends CaseActionType>(
  state: CaseState,
  actor: Actor,
  type: Type,
  changes: Partial<CaseActionPayloads[Type]> = {},
): Attempt<Type> {
  return { state, actor, type, payload: { ...validPayload(type, state), ...changes } };
}

/** An action as the log stores it, the n-th of its case, ten minutes after the one before. */
export function storedAction(
  type: CaseActionType,
  payload: unknown,
  n: number,
  changes: Partial<ActionHeader> = {},
): Action<unknown> {
  const header: ActionHeader = {
    id: testId(1000 + n),
    streamKind: 'case',
    streamId: testCaseId,
    type,
    schemaVersion: CASE_SCHEMA_VERSION,
    actorId: testStaff.clerk,
    stationId: testId(5),
    incarnation: 1,
    sequence: n,
    previousHash: '',
    payloadHash: '',
    baseRevision: n - 1,
    deviceTime: chinaInstant(testDay, '09:00') + n * 600_000,
    clockOffset: null,
    algorithms: 'test',
    ...changes,
  };
  return { header, payload };
}

/** The station that may do it: the one to which the case is offered answers, else the one with the pen acts. */
export function stationFor(state: CaseState, type: CaseActionType): string {
  const answers = type === 'handover.accepted' || type === 'handover.refused';
  return answers ? (state.handover?.offer?.to.stationId ?? testReceiver.stationId) : penOf(state);
}

/** What a hand-over or the court's confirmation needs to have happened before; the case as it is for any other action. */
export function prepared(type: CaseActionType, state: CaseState): CaseState {
  switch (type) {
    case 'handover.withdrawn':
    case 'handover.accepted':
    case 'handover.refused':
      return withAction(state, 'handover.offered');
    case 'handover.returned':
      return handedOver(state);
    case 'confirmation.filed':
    case 'confirmation.withdrawn':
      return withAction(state, 'confirmation.applied');
    case 'confirmation.asked_to_correct':
    case 'confirmation.accepted':
    case 'confirmation.ruled':
      return withAction(prepared('confirmation.filed', state), 'confirmation.filed');
    case 'confirmation.corrected':
      return withAction(prepared('confirmation.asked_to_correct', state), 'confirmation.asked_to_correct');
    case 'errand.received':
    case 'errand.answered':
    case 'errand.withdrawn':
      return withAction(state, 'errand.asked');
    case 'errand.judged': {
      const supervised = withAction(state, 'errand.asked', { kind: 'supervise', what: '限期化解' });
      return withAction(supervised, 'errand.answered');
    }
    case 'errand.summed_up':
      return withAction(withAction(state, 'errand.asked'), 'errand.answered');
    case 'document.signed':
      return withAction(state, 'document.issued', signableRecord(state));
    case 'document.executed': {
      if (state.agreement?.form === 'written' && state.agreement.effectiveOn !== null)
        return withAction(state, 'document.issued', signedText(state));
      let signed = withAction(state, 'document.issued', signableRecord(state));
      while (signed.documents.at(-1)?.marks?.length !== 3) signed = withAction(signed, 'document.signed');
      return signed;
    }
    case 'citizen.answered':
      return withAction(state, 'citizen.told');
    default:
      return state;
  }
}

/** The case in its state at the receiver's: it was handed over before, and worked on there since. */
export function handedOver(state: CaseState): CaseState {
  const { handover } = withAction(withAction(caseIn('registered'), 'handover.offered'), 'handover.accepted');
  return { ...state, handover };
}

/** The case after one more action; without a payload a valid one is made. */
export function withAction<Type extends CaseActionType>(
  state: CaseState,
  type: Type,
  payload: CaseActionPayloads[Type] = validPayload(type, state),
): CaseState {
  return reduceCase(state, storedAction(type, payload, state.revision + 1, { stationId: stationFor(state, type) }));
}

/** The actions of the case up to a state, as the log stores them. */
export function actionsTo(status: CaseStatus): readonly Action<unknown>[] {
  const actions: Action<unknown>[] = [];
  let state: CaseState | null = null;
  for (const [index, type] of pathTo[status].entries()) {
    const action = storedAction(type, validPayload(type, state), index + 1);
    state = reduceCase(state, action);
    actions.push(action);
  }
  return actions;
}

/** The test case in a state, its guards satisfied as far as they can be there. */
export function caseIn(status: CaseStatus): CaseState {
  let state: CaseState | null = null;
  for (const action of actionsTo(status)) state = reduceCase(state, action);
  if (!state) throw new RangeError(`no way to ${status}`);
  return state;
}
