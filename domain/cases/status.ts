/** The states of a case (docs/workflow.md). A draft is not a state: it is no action yet (LOG-1). */
export const caseStatuses = [
  { id: 'registered', name: '待受理', tone: 'waiting', group: '待受理' },
  { id: 'refused', name: '不予受理', tone: 'ended', group: '已终止' },
  { id: 'accepted', name: '待分流', tone: 'active', group: '办理中' },
  { id: 'triaged', name: '待交办', tone: 'active', group: '办理中' },
  { id: 'assigned', name: '待签收', tone: 'active', group: '办理中' },
  { id: 'returned', name: '已退回', tone: 'active', group: '办理中' },
  { id: 'signed_in', name: '已签收', tone: 'active', group: '办理中' },
  { id: 'mediating', name: '调解中', tone: 'active', group: '办理中' },
  { id: 'agreed', name: '协议待生效', tone: 'done', group: '已达成' },
  { id: 'performing', name: '履行中', tone: 'done', group: '已达成' },
  { id: 'follow_up', name: '待回访', tone: 'done', group: '已达成' },
  { id: 'failed', name: '调解不成', tone: 'ended', group: '已终止' },
  { id: 'terminated', name: '已终止', tone: 'ended', group: '已终止' },
  { id: 'transferred', name: '已转办', tone: 'ended', group: '已终止' },
  { id: 'closed', name: '已结案', tone: 'ended', group: '已结案' },
  { id: 'archived', name: '已归档', tone: 'ended', group: '已归档' },
] as const;

export type CaseStatus = (typeof caseStatuses)[number]['id'];
export type StatusTone = (typeof caseStatuses)[number]['tone'];

export const caseStatusIds = caseStatuses.map((status) => status.id) as readonly CaseStatus[];

const byId = new Map(caseStatuses.map((status) => [status.id, status]));

export function caseStatus(id: CaseStatus): (typeof caseStatuses)[number] {
  const status = byId.get(id);
  if (!status) throw new RangeError(`unknown case status ${id}`);
  return status;
}

/** States in which work on the case is still going on; similar-case hints look only here. */
export const openStatuses: readonly CaseStatus[] = [
  'registered',
  'accepted',
  'triaged',
  'assigned',
  'returned',
  'signed_in',
  'mediating',
  'agreed',
  'performing',
  'follow_up',
];
