import { type Actor, holdsAny } from '../access/roles.ts';
import { findGbt31000Category } from '../codes/gbt31000-categories.ts';
import { formDefinitions } from '../documents/form.ts';
import { executionFits } from '../signing/executed.ts';
import { paperMarkProblem } from '../signing/paper-places.ts';
import type { CaseAction, CaseActionPayloads } from './actions.ts';
import { citizenGuards } from './citizen-guards.ts';
import { confirmationGuards } from './confirmation-guards.ts';
import { missingDocuments } from './dossier.ts';
import { errandGuards } from './errand-guards.ts';
import { openErrands } from './errands.ts';
import { type Guard, onPayload } from './guard-check.ts';
import { handoverGuards } from './handover-guards.ts';
import { documentProblem, paperRules } from './papers.ts';
import { extensionProblem, type RulesInForce, shippedRules } from './rules-in-force.ts';
import { type CaseState, currentSessions, listedFiles, partiesOf, wasFollowedUp } from './state.ts';

/** Why an action is not possible, in the words that the clerk reads, with the source of the rule. */
export interface GuardFailure {
  readonly guard: GuardName;
  readonly message: string;
  readonly source?: string;
}

function knownParty(state: CaseState, partyId: string | undefined): boolean {
  return partyId !== undefined && partiesOf(state).some((party) => party.id === partyId);
}

/** Every guard that the workflow table may name, with the article or rule it enforces. */
export const guards = {
  nobody_refuses: {
    source: '人民调解法第十七条',
    check: (state) => {
      const refusing = partiesOf(state).filter((party) => party.willingness === 'refused');
      return refusing.length === 0
        ? null
        : `${refusing.map((party) => party.name).join('、')}明确拒绝调解，不能开始或继续调解`;
    },
  },
  has_both_sides: {
    check: (state) =>
      partiesOf(state).some((party) => party.role === 'respondent') ? null : '还没有登记被申请人，调解要有双方当事人',
  },
  is_assigned_mediator: {
    check: (state, actor) => (state.mediatorIds.includes(actor.staffId) ? null : '本案没有交办给您，由承办调解员办理'),
  },
  not_anothers_case: {
    check: (state, actor) => {
      const free = state.mediatorIds.length === 0 || state.mediatorIds.includes(actor.staffId);
      return free || holdsAny(actor, ['manager']) ? null : '本案没有交办给您，由承办调解员或者主任办理';
    },
  },
  suits_mediation: {
    source: 'GB/T 31000-2015 事件类别',
    check: onPayload('case.triaged', (state, payload) => {
      const category = state.registration ? findGbt31000Category(state.registration.gbtCategory) : null;
      if (!category || category.suitsMediation || payload.route === 'department') return null;
      return `「${category.name}」不属于民间纠纷，请分流到主管部门`;
    }),
  },
  route_is_mediation: {
    check: (state) => (state.route === 'department' ? '已分流到主管部门，请办理「转办」' : null),
  },
  all_parties_consent: {
    source: '人民法院在线调解规则、人民调解工作规范',
    check: onPayload('mediation.extended', (state, payload) => {
      const missing = partiesOf(state).filter((party) => !payload.consentedPartyIds.includes(party.id));
      return missing.length === 0 ? null : `延期要当事人都同意，还缺${missing.map((party) => party.name).join('、')}`;
    }),
  },
  extension_left: {
    check: (state, _actor, _payload, rules) => extensionProblem(state, rules),
  },
  session_held: {
    source: '人民调解法第二十七条',
    check: (state) => (currentSessions(state).length > 0 ? null : '先写调解记录，再登记结果'),
  },
  known_party: {
    check: (state, _actor, payload) => {
      if (payload === undefined) return null;
      const { partyId } = payload as { partyId?: string };
      return knownParty(state, partyId) ? null : '当事人不在本案中';
    },
  },
  agreement_names_parties: {
    check: (state, _actor, payload) => {
      if (payload === undefined) return null;
      const { text } = payload as CaseActionPayloads['agreement.reached_written'];
      return text.performance.every((item) => knownParty(state, item.partyId))
        ? null
        : '履行事项里有不在本案中的当事人';
    },
  },
  mark_fits: {
    source: '人民调解法第二十九条',
    check: onPayload('agreement.signed', (state, payload, actor) => {
      const agreement = state.agreement;
      if (!agreement) return '还没有协议';
      if (payload.version !== agreement.version) return `协议已改为第 ${agreement.version} 版，旧版的签名不能用`;
      if (payload.kind === 'seal' && !holdsAny(actor, ['manager'])) return '委员会印章由主任加盖';
      if (payload.kind === 'party' && !knownParty(state, payload.signerId)) return '签名人不在本案当事人中';
      if (payload.kind === 'mediator' && !state.mediatorIds.includes(payload.signerId ?? '')) {
        return '签名的调解员不是本案承办人';
      }
      if (payload.signedOn < agreement.text.reachedOn) return '签名日期早于达成协议的日期，请核对';
      const same = agreement.marks.some(
        ({ kind, signerId }) => kind === payload.kind && (kind === 'seal' || signerId === payload.signerId),
      );
      return same ? '这一处已经签过' : null;
    }),
  },
  known_mark: {
    check: onPayload('agreement.mark_withdrawn', (state, payload) =>
      state.agreement?.marks.some((mark) => mark.actionId === payload.markActionId) ? null : '没有这处签名',
    ),
  },
  known_item: {
    check: onPayload('performance.recorded', (state, payload) =>
      state.agreement?.text.performance.some((item) => item.id === payload.itemId) ? null : '协议里没有这项履行内容',
    ),
  },
  close_reason_fits: {
    check: onPayload('case.closed', (state, payload) => {
      const fitting = closeReasonsByStatus[state.status] ?? [];
      return fitting.includes(payload.reason) ? null : '结案原因与案件现在的情况不符';
    }),
  },
  followed_up: {
    source: '全国人民调解工作规范（回访）',
    check: onPayload('case.closed', (state, payload) =>
      payload.reason !== 'performed' || wasFollowedUp(state) ? null : '先回访，再结案',
    ),
  },
  dossier_complete: {
    source: '人民调解法第二十七条',
    check: (state) => {
      const missing = missingDocuments(state);
      return missing.length === 0 ? null : `卷宗还缺：${missing.join('、')}`;
    },
  },
  flag_within_role: {
    // Whoever hears of a child or of violence marks the case; who may see it then, and when that ends, the manager says.
    check: (state, actor, payload) => {
      if (payload === undefined) return null;
      const { flag } = payload as CaseActionPayloads['case.flagged'];
      if (flag === 'supervised' && openErrands(state).some(({ kind }) => kind === 'supervise'))
        return '督办在办，反馈得到认可才结束';
      const marksAnew = flag === 'sensitive' && !state.flags.includes('sensitive');
      if (flag === 'escalated' || marksAnew || holdsAny(actor, ['manager'])) return null;
      if (flag === 'supervised' && holdsAny(actor, ['head'])) return null;
      return flag === 'supervised' ? '「督办」由主任设置' : '「敏感」已经设置，名单和取消由主任办理';
    },
  },
  flag_changes: {
    check: onPayload('case.flagged', (state, payload) => {
      const namesOthers = payload.flag === 'sensitive' && payload.viewerIds !== undefined;
      return state.flags.includes(payload.flag) && !namesOthers ? '已经设置过了' : null;
    }),
  },
  flag_is_set: {
    check: onPayload('case.unflagged', (state, payload) =>
      state.flags.includes(payload.flag) ? null : '没有这个标记',
    ),
  },
  not_itself: {
    check: onPayload('case.linked', (state, payload) => {
      if (payload.caseId === state.id) return '不能关联自己';
      return state.linkedCaseIds.includes(payload.caseId) ? '已经关联过了' : null;
    }),
  },
  same_parties_stay: {
    source: '人民调解法第二十九条',
    check: onPayload('case.corrected', (state, payload) => {
      const kept = new Set(payload.registration.parties.map((party) => party.id));
      const lost = partiesOf(state).filter((party) => !kept.has(party.id));
      const present = new Set(state.sessions.flatMap((session) => session.presentPartyIds));
      const bound = lost.filter((party) => present.has(party.id));
      return bound.length === 0 ? null : `${bound.map((party) => party.name).join('、')}已参加过调解，不能从本案去掉`;
    }),
  },
  ...handoverGuards,
  form_fits: {
    check: onPayload('document.issued', (state, payload) => documentProblem(state, payload.form, payload.subject)),
  },
  paper_mark_fits: {
    source: '人民调解法第二十九条',
    check: onPayload('document.signed', (state, payload, actor) => paperMarkProblem(state, payload, actor)),
  },
  execution_fits: {
    source: '人民调解法第二十九条',
    check: onPayload('document.executed', executionFits),
  },
  known_document: {
    check: onPayload('document.printed', (state, payload) =>
      state.documents.some((document) => document.id === payload.documentId) ? null : '没有这份文书',
    ),
  },
  new_file: {
    check: onPayload('file.attached', (state, payload) =>
      listedFiles(state).some((file) => file.sha256 === payload.sha256) ? '这份材料已经在案件里' : null,
    ),
  },
  file_fits: {
    check: onPayload('file.attached', (state, { providerId, paper }) => {
      if (providerId !== undefined && !knownParty(state, providerId)) return '提供人不在本案当事人中';
      if (paper === undefined || paperRules[paper.form].subjects(state).includes(paper.subject)) return null;
      return `本案没有这份${formDefinitions[paper.form].shortTitle}`;
    }),
  },
  known_file: {
    check: onPayload('file.removed', (state, payload) =>
      listedFiles(state).some((file) => file.fileId === payload.fileId) ? null : '没有这份材料，或者已经移出',
    ),
  },
  review_is_open: {
    check: onPayload('case.reviewed', (state, payload) =>
      state.reviews.some(({ actionId }) => actionId === payload.reviewedActionId) ? null : '这一条已经核对过了',
    ),
  },
  own_review: {
    check: (state, actor, payload) => {
      if (holdsAny(actor, ['manager'])) return null;
      const asked = (payload as CaseActionPayloads['case.reviewed'] | undefined)?.reviewedActionId;
      const isOwn = state.reviews.some(
        ({ actionId, actorId }) => actorId === actor.staffId && (asked === undefined || actionId === asked),
      );
      return isOwn ? null : '待核对的内容由办理人本人或者主任核对';
    },
  },
  no_room_open: {
    check: ({ rooms }) => (rooms.at(-1)?.ended === null ? '在线调解室还开着，结束以后才能再开' : null),
  },
  room_names_people: {
    check: onPayload('room.opened', (state, { seats }) => {
      const stranger = seats.find(({ kind, personId }) => kind === 'party' && !knownParty(state, personId));
      if (stranger) return `${stranger.name}不在本案当事人中`;
      const other = seats.find(
        ({ kind, personId }) => kind === 'mediator' && !state.mediatorIds.includes(personId ?? ''),
      );
      return other ? `${other.name}不是本案的承办调解员` : null;
    }),
  },
  ...confirmationGuards,
  ...errandGuards,
  ...citizenGuards,
} as const satisfies Record<string, Guard>;

export type GuardName = keyof typeof guards;

const closeReasonsByStatus: Partial<
  Record<CaseState['status'], readonly CaseActionPayloads['case.closed']['reason'][]>
> = {
  refused: ['refused'],
  transferred: ['transferred'],
  failed: ['not_mediated'],
  terminated: ['not_mediated'],
  performing: ['settled_otherwise', 'went_to_court'],
  follow_up: ['performed', 'settled_otherwise', 'went_to_court'],
};

/** Close reasons that fit a state, for the form that asks. */
export function fittingCloseReasons(
  status: CaseState['status'],
): readonly CaseActionPayloads['case.closed']['reason'][] {
  return closeReasonsByStatus[status] ?? [];
}

export function runGuard(
  name: GuardName,
  state: CaseState,
  actor: Actor,
  action: Pick<CaseAction, 'type'> & { payload?: unknown },
  rules: RulesInForce = shippedRules,
): GuardFailure | null {
  const guard: Guard = guards[name];
  const message = guard.check(state, actor, action.payload, rules);
  if (message === null) return null;
  return guard.source === undefined ? { guard: name, message } : { guard: name, message, source: guard.source };
}
