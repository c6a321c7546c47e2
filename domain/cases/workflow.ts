import type { Role } from '../access/roles.ts';
import type { CaseActionType } from './actions.ts';
import { citizenWorkflow } from './citizen-workflow.ts';
import { confirmationWorkflow } from './confirmation-workflow.ts';
import { errandWorkflow } from './errand-workflow.ts';
import type { GuardName } from './guards.ts';
import { handoverStatuses } from './handover.ts';
import { handoverWorkflow } from './handover-workflow.ts';
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
  readonly to: CaseStatus | 'same' | 'after_marks' | 'after_oral' | 'after_performance' | 'taken_over';
  readonly roles: readonly Role[];
  readonly guards: readonly GuardName[];
  /** A fact happened in the world and is kept even where it does not fit; a decision can be set aside (LOG-9). */
  readonly kind: 'fact' | 'decision';
  /**
   * At which center (SYNC-6): the one with the pen, the one to which the case is offered, or any that has the case. What
   * a citizen says the city writes down, and nobody else.
   */
  readonly hand: 'pen' | 'offered' | 'any' | 'citizen';
}

const everyone: readonly Role[] = ['clerk', 'mediator', 'manager'];
/** See a part of the cases (domain/access/permissions.ts), and tell what they find. */
const outside: readonly Role[] = ['department_handler', 'grid_worker'];
const desk: readonly Role[] = ['clerk', 'manager'];
const mediator: readonly Role[] = ['mediator'];
const manager: readonly Role[] = ['manager'];

const untilAgreed = handoverStatuses;
const notArchived = caseStatusIds.filter((status) => status !== 'archived');

type Rest = Pick<WorkflowRow, 'from' | 'to'> & {
  readonly by: readonly Role[];
  readonly guards?: readonly GuardName[];
  /** `pen` unless said. */
  readonly hand?: WorkflowRow['hand'];
};
type RowArguments = readonly [rule: WorkflowRow['rule'], action: CaseActionType, label: string, rest: Rest];

function row(
  kind: WorkflowRow['kind'],
  [rule, action, label, { by, guards = [], hand = 'pen', ...moves }]: RowArguments,
): WorkflowRow {
  return { rule, action, label, ...moves, roles: by, guards, kind, hand };
}

const fact = (...given: RowArguments): WorkflowRow => row('fact', given);
const decision = (...given: RowArguments): WorkflowRow => row('decision', given);

export const caseWorkflow: readonly WorkflowRow[] = [
  fact('WF-1', 'case.registered', '登记', { from: [], to: 'registered', by: [...everyone, 'grid_worker'] }),
  decision('WF-2', 'case.corrected', '更正登记', {
    from: untilAgreed,
    to: 'same',
    by: everyone,
    guards: ['same_parties_stay'],
  }),
  decision('WF-3', 'case.accepted', '受理', { from: ['registered'], to: 'accepted', by: desk }),
  decision('WF-4', 'case.refused', '不予受理', { from: ['registered'], to: 'refused', by: desk }),
  decision('WF-5', 'case.triaged', '分流', {
    from: ['accepted'],
    to: 'triaged',
    by: desk,
    guards: ['suits_mediation'],
  }),
  decision('WF-6', 'case.assigned', '交办', {
    from: ['triaged', 'returned', 'assigned'],
    to: 'assigned',
    by: desk,
    guards: ['route_is_mediation'],
  }),
  decision('WF-7', 'case.signed_in', '签收', {
    from: ['assigned'],
    to: 'signed_in',
    by: mediator,
    guards: ['is_assigned_mediator'],
  }),
  decision('WF-8', 'case.returned', '退回', {
    from: ['assigned', 'signed_in'],
    to: 'returned',
    by: mediator,
    guards: ['is_assigned_mediator'],
  }),
  decision('WF-9', 'case.transferred', '转办', {
    from: ['accepted', 'triaged', 'returned', 'signed_in', 'mediating'],
    to: 'transferred',
    by: desk,
  }),
  fact('WF-10', 'consent.recorded', '登记当事人意愿', {
    from: untilAgreed,
    to: 'same',
    by: everyone,
    guards: ['known_party'],
  }),
  decision('WF-11', 'mediation.started', '开始调解', {
    from: ['signed_in'],
    to: 'mediating',
    by: mediator,
    guards: ['is_assigned_mediator', 'has_both_sides', 'nobody_refuses'],
  }),
  fact('WF-12', 'mediation.session_held', '写调解记录', {
    from: ['mediating'],
    to: 'same',
    by: mediator,
    guards: ['is_assigned_mediator', 'nobody_refuses'],
  }),
  decision('WF-13', 'mediation.extended', '延期', {
    from: ['signed_in', 'mediating'],
    to: 'same',
    by: manager,
    guards: ['extension_left', 'all_parties_consent'],
  }),
  fact('WF-14', 'agreement.reached_written', '达成书面协议', {
    from: ['mediating'],
    to: 'agreed',
    by: mediator,
    guards: ['is_assigned_mediator', 'has_both_sides', 'nobody_refuses', 'session_held', 'agreement_names_parties'],
  }),
  fact('WF-15', 'agreement.reached_oral', '达成口头协议', {
    from: ['mediating'],
    to: 'after_oral',
    by: mediator,
    guards: ['is_assigned_mediator', 'has_both_sides', 'nobody_refuses', 'session_held', 'agreement_names_parties'],
  }),
  decision('WF-16', 'agreement.revised', '修改协议', {
    from: ['agreed'],
    to: 'same',
    by: ['mediator', 'manager'],
    guards: ['not_anothers_case', 'agreement_names_parties'],
  }),
  fact('WF-17', 'agreement.signed', '登记签名盖章', {
    from: ['agreed'],
    to: 'after_marks',
    by: everyone,
    guards: ['mark_fits'],
  }),
  decision('WF-18', 'agreement.mark_withdrawn', '撤销误记的签名', {
    from: ['agreed'],
    to: 'same',
    by: manager,
    guards: ['known_mark'],
  }),
  decision('WF-19', 'mediation.failed', '调解不成', {
    from: ['mediating', 'agreed'],
    to: 'failed',
    by: mediator,
    guards: ['is_assigned_mediator', 'session_held'],
  }),
  decision('WF-20', 'mediation.terminated', '终止', {
    from: ['accepted', 'triaged', 'assigned', 'returned', 'signed_in', 'mediating', 'agreed'],
    to: 'terminated',
    by: ['mediator', 'manager'],
    guards: ['not_anothers_case'],
  }),
  fact('WF-21', 'performance.recorded', '登记履行', {
    from: ['performing', 'follow_up'],
    to: 'after_performance',
    by: everyone,
    guards: ['known_item'],
  }),
  fact('WF-22', 'follow_up.recorded', '回访', { from: ['performing', 'follow_up'], to: 'same', by: everyone }),
  decision('WF-23', 'case.closed', '结案', {
    from: ['refused', 'transferred', 'failed', 'terminated', 'performing', 'follow_up'],
    to: 'closed',
    by: ['mediator', 'manager'],
    guards: ['not_anothers_case', 'close_reason_fits', 'followed_up', 'answers_are_given'],
  }),
  decision('WF-24', 'case.archived', '归档', {
    from: ['closed'],
    to: 'archived',
    by: desk,
    guards: ['dossier_complete'],
  }),
  decision('WF-25', 'case.reopened', '重新办理', {
    from: ['refused', 'transferred', 'failed', 'terminated', 'closed', 'archived'],
    to: 'accepted',
    by: manager,
  }),
  decision('WF-26', 'case.flagged', '设标记', {
    from: notArchived,
    to: 'same',
    by: [...everyone, 'head'],
    guards: ['flag_within_role', 'flag_changes'],
  }),
  decision('WF-27', 'case.unflagged', '取消标记', {
    from: notArchived,
    to: 'same',
    by: [...everyone, 'head'],
    guards: ['flag_within_role', 'flag_is_set'],
  }),
  fact('WF-28', 'police.reported', '报告公安', { from: notArchived, to: 'same', by: everyone, hand: 'any' }),
  decision('WF-29', 'case.linked', '关联案件', { from: notArchived, to: 'same', by: everyone, guards: ['not_itself'] }),
  fact('WF-30', 'case.noted', '记一笔', {
    from: caseStatusIds,
    to: 'same',
    by: [...everyone, 'head', ...outside],
    hand: 'any',
  }),
  decision('WF-31', 'case.evaluated', '考评', { from: ['closed', 'archived'], to: 'same', by: [...manager, 'head'] }),
  fact('WF-32', 'document.issued', '出具文书', {
    from: caseStatusIds,
    to: 'same',
    by: everyone,
    guards: ['form_fits'],
  }),
  fact('WF-33', 'document.printed', '打印', {
    from: caseStatusIds,
    to: 'same',
    by: everyone,
    guards: ['has_case', 'known_document'],
    hand: 'any',
  }),
  fact('WF-34', 'file.attached', '附材料', {
    from: caseStatusIds,
    to: 'same',
    by: [...everyone, ...outside],
    guards: ['has_case', 'new_file', 'file_fits'],
    hand: 'any',
  }),
  decision('WF-35', 'file.removed', '移出材料', {
    from: notArchived,
    to: 'same',
    by: everyone,
    guards: ['known_file'],
  }),
  fact('WF-36', 'case.reviewed', '核对', {
    from: caseStatusIds,
    to: 'same',
    by: everyone,
    guards: ['review_is_open', 'own_review'],
    hand: 'any',
  }),
  ...handoverWorkflow,
  fact('WF-42', 'dossier.noted', '写卷宗情况说明', { from: ['closed', 'archived'], to: 'same', by: everyone }),
  ...confirmationWorkflow,
  fact('WF-50', 'document.executed', '制作签署件', {
    from: notArchived,
    to: 'same',
    by: everyone,
    guards: ['execution_fits'],
  }),
  fact('WF-51', 'investigation.recorded', '写调查记录', {
    from: ['accepted', 'triaged', 'assigned', 'returned', 'signed_in', 'mediating', 'agreed'],
    to: 'same',
    by: everyone,
  }),
  ...errandWorkflow,
  ...citizenWorkflow,
  decision('WF-61', 'room.opened', '开在线调解室', {
    from: ['mediating'],
    to: 'same',
    by: mediator,
    guards: ['is_assigned_mediator', 'nobody_refuses', 'no_room_open', 'room_names_people'],
  }),
  fact('WF-62', 'room.ended', '在线调解结束', { from: notArchived, to: 'same', by: mediator, hand: 'any' }),
  fact('WF-63', 'document.signed', '在文书上签名', {
    from: notArchived,
    to: 'same',
    by: everyone,
    guards: ['paper_mark_fits'],
  }),
  fact('WF-64', 'case.restated', '附上旧台账的内容', { from: handoverStatuses, to: 'same', by: desk }),
];

const byAction = new Map(caseWorkflow.map((row) => [row.action, row]));

export function workflowRow(action: CaseActionType): WorkflowRow {
  const row = byAction.get(action);
  if (!row) throw new RangeError(`no workflow row for ${action}`);
  return row;
}
