import type { Role } from '../access/roles.ts';
import type { CaseActionType } from './actions.ts';
import type { GuardName } from './guards.ts';
import { type CaseStatus, caseStatusIds } from './status.ts';

/**
 * The workflow of a case, as data (LOG-6): buttons, server checks and the test matrix all derive from this table.
 * docs/workflow.md lists the same rules with their reasons.
 */
export interface WorkflowRow {
  readonly rule: `WF-${number}`;
  readonly action: CaseActionType;
  /** What the button says. */
  readonly label: string;
  /** States in which the action may be done; an empty list is the start of a case. */
  readonly from: readonly CaseStatus[];
  /** The state after it: one state, `same`, or the name of a rule in next-status.ts. */
  readonly to: CaseStatus | 'same' | 'after_marks' | 'after_oral' | 'after_performance';
  readonly roles: readonly Role[];
  readonly guards: readonly GuardName[];
  /** A fact happened in the world and is kept even where it does not fit; a decision can be set aside (LOG-9). */
  readonly kind: 'fact' | 'decision';
}

const everyone: readonly Role[] = ['clerk', 'mediator', 'manager'];
const desk: readonly Role[] = ['clerk', 'manager'];
const mediator: readonly Role[] = ['mediator'];
const manager: readonly Role[] = ['manager'];

const beforeMediation: readonly CaseStatus[] = ['registered', 'accepted', 'triaged', 'assigned', 'returned', 'signed_in'];
const untilAgreed: readonly CaseStatus[] = [...beforeMediation, 'mediating'];
const notArchived = caseStatusIds.filter((status) => status !== 'archived');

export const caseWorkflow: readonly WorkflowRow[] = [
  { rule: 'WF-1', action: 'case.registered', label: '登记', from: [], to: 'registered', roles: everyone, guards: [], kind: 'fact' },
  { rule: 'WF-2', action: 'case.corrected', label: '更正登记', from: untilAgreed, to: 'same', roles: everyone, guards: ['same_parties_stay'], kind: 'decision' },
  { rule: 'WF-3', action: 'case.accepted', label: '受理', from: ['registered'], to: 'accepted', roles: desk, guards: [], kind: 'decision' },
  { rule: 'WF-4', action: 'case.refused', label: '不予受理', from: ['registered'], to: 'refused', roles: desk, guards: [], kind: 'decision' },
  { rule: 'WF-5', action: 'case.triaged', label: '分流', from: ['accepted'], to: 'triaged', roles: desk, guards: ['suits_mediation'], kind: 'decision' },
  { rule: 'WF-6', action: 'case.assigned', label: '交办', from: ['triaged', 'returned', 'assigned'], to: 'assigned', roles: desk, guards: ['route_is_mediation'], kind: 'decision' },
  { rule: 'WF-7', action: 'case.signed_in', label: '签收', from: ['assigned'], to: 'signed_in', roles: mediator, guards: ['is_assigned_mediator'], kind: 'decision' },
  { rule: 'WF-8', action: 'case.returned', label: '退回', from: ['assigned', 'signed_in'], to: 'returned', roles: mediator, guards: ['is_assigned_mediator'], kind: 'decision' },
  { rule: 'WF-9', action: 'case.transferred', label: '转办', from: ['accepted', 'triaged', 'returned', 'signed_in', 'mediating'], to: 'transferred', roles: desk, guards: [], kind: 'decision' },
  { rule: 'WF-10', action: 'consent.recorded', label: '登记当事人意愿', from: untilAgreed, to: 'same', roles: everyone, guards: ['known_party'], kind: 'fact' },
  { rule: 'WF-11', action: 'mediation.started', label: '开始调解', from: ['signed_in'], to: 'mediating', roles: mediator, guards: ['is_assigned_mediator', 'has_both_sides', 'nobody_refuses'], kind: 'decision' },
  { rule: 'WF-12', action: 'mediation.session_held', label: '写调解记录', from: ['mediating'], to: 'same', roles: mediator, guards: ['is_assigned_mediator', 'nobody_refuses'], kind: 'fact' },
  { rule: 'WF-13', action: 'mediation.extended', label: '延期', from: ['signed_in', 'mediating'], to: 'same', roles: manager, guards: ['not_extended_yet', 'all_parties_consent'], kind: 'decision' },
  { rule: 'WF-14', action: 'agreement.reached_written', label: '达成书面协议', from: ['mediating'], to: 'agreed', roles: mediator, guards: ['is_assigned_mediator', 'nobody_refuses', 'session_held', 'agreement_names_parties'], kind: 'fact' },
  { rule: 'WF-15', action: 'agreement.reached_oral', label: '达成口头协议', from: ['mediating'], to: 'after_oral', roles: mediator, guards: ['is_assigned_mediator', 'nobody_refuses', 'session_held', 'agreement_names_parties'], kind: 'fact' },
  { rule: 'WF-16', action: 'agreement.revised', label: '修改协议', from: ['agreed'], to: 'same', roles: ['mediator', 'manager'], guards: ['agreement_names_parties'], kind: 'decision' },
  { rule: 'WF-17', action: 'agreement.signed', label: '登记签名盖章', from: ['agreed'], to: 'after_marks', roles: everyone, guards: ['mark_fits'], kind: 'fact' },
  { rule: 'WF-18', action: 'agreement.mark_withdrawn', label: '撤销误记的签名', from: ['agreed'], to: 'same', roles: manager, guards: ['known_mark'], kind: 'decision' },
  { rule: 'WF-19', action: 'mediation.failed', label: '调解不成', from: ['mediating', 'agreed'], to: 'failed', roles: mediator, guards: ['is_assigned_mediator', 'session_held'], kind: 'decision' },
  { rule: 'WF-20', action: 'mediation.terminated', label: '终止', from: ['accepted', 'triaged', 'assigned', 'returned', 'signed_in', 'mediating', 'agreed'], to: 'terminated', roles: ['mediator', 'manager'], guards: [], kind: 'decision' },
  { rule: 'WF-21', action: 'performance.recorded', label: '登记履行', from: ['performing', 'follow_up'], to: 'after_performance', roles: everyone, guards: ['known_item'], kind: 'fact' },
  { rule: 'WF-22', action: 'follow_up.recorded', label: '回访', from: ['performing', 'follow_up'], to: 'same', roles: everyone, guards: [], kind: 'fact' },
  { rule: 'WF-23', action: 'case.closed', label: '结案', from: ['refused', 'transferred', 'failed', 'terminated', 'performing', 'follow_up'], to: 'closed', roles: ['mediator', 'manager'], guards: ['close_reason_fits', 'followed_up'], kind: 'decision' },
  { rule: 'WF-24', action: 'case.archived', label: '归档', from: ['closed'], to: 'archived', roles: desk, guards: ['dossier_complete'], kind: 'decision' },
  { rule: 'WF-25', action: 'case.reopened', label: '重新办理', from: ['refused', 'transferred', 'failed', 'terminated', 'closed', 'archived'], to: 'accepted', roles: manager, guards: [], kind: 'decision' },
  { rule: 'WF-26', action: 'case.flagged', label: '设标记', from: notArchived, to: 'same', roles: everyone, guards: ['flag_within_role', 'flag_changes'], kind: 'decision' },
  { rule: 'WF-27', action: 'case.unflagged', label: '取消标记', from: notArchived, to: 'same', roles: everyone, guards: ['flag_within_role', 'flag_is_set'], kind: 'decision' },
  { rule: 'WF-28', action: 'police.reported', label: '报告公安', from: notArchived, to: 'same', roles: everyone, guards: [], kind: 'fact' },
  { rule: 'WF-29', action: 'case.linked', label: '关联案件', from: notArchived, to: 'same', roles: everyone, guards: ['not_itself'], kind: 'decision' },
  { rule: 'WF-30', action: 'case.noted', label: '记一笔', from: caseStatusIds, to: 'same', roles: everyone, guards: [], kind: 'fact' },
  { rule: 'WF-31', action: 'case.evaluated', label: '考评', from: ['closed', 'archived'], to: 'same', roles: manager, guards: [], kind: 'decision' },
  { rule: 'WF-32', action: 'document.issued', label: '出具文书', from: caseStatusIds, to: 'same', roles: everyone, guards: ['form_fits'], kind: 'fact' },
  { rule: 'WF-33', action: 'document.printed', label: '打印', from: caseStatusIds, to: 'same', roles: everyone, guards: ['known_document'], kind: 'fact' },
];

const byAction = new Map(caseWorkflow.map((row) => [row.action, row]));

export function workflowRow(action: CaseActionType): WorkflowRow {
  const row = byAction.get(action);
  if (!row) throw new RangeError(`no workflow row for ${action}`);
  return row;
}
