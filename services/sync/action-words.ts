import { caseWorkflow } from '../../domain/cases/workflow.ts';
import type { StreamKind } from '../../domain/log/action.ts';

const recordNames: Readonly<Record<StreamKind, string>> = {
  case: '案件',
  center: '中心设置',
  staff: '工作人员',
  import: '导入',
  erasure: '依法删除',
  settling: '未采纳步骤的处理',
  grant: '移交通知',
  station: '中心名单',
};

const actionLabels = new Map<string, string>([
  ...caseWorkflow.map(({ action, label }) => [action, label] as const),
  ['center.established', '初始化中心'],
  ['center.settings_changed', '改设置'],
  ['staff.registered', '添加人员'],
  ['staff.activity_changed', '停用或启用账号'],
  ['staff.roles_changed', '改岗位'],
  ['staff.contact_changed', '改联系电话'],
  ['staff.mediation_changed', '改擅长'],
  ['import.opened', '开始导入'],
  ['import.chunk', '导入一批'],
  ['import.committed', '完成导入'],
  ['erasure.requested', '申请依法删除'],
  ['erasure.refused', '退回删除申请'],
  ['log.erased', '批准并执行依法删除'],
]);

/** What kind of record an action is of, for people; a kind that this version does not know as it is called. */
export function recordName(kind: StreamKind): string {
  return recordNames[kind] ?? kind;
}

/** What was done, in words: 受理, 交办 …, without a word of the case. */
export function actionLabel(type: string): string {
  return actionLabels.get(type) ?? type;
}
