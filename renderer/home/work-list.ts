import type { WorkItem } from '../../contract/home.ts';
import type { CaseActionType } from '../../domain/cases/actions.ts';
import type { Calendar } from '../../domain/deadlines/calendar.ts';
import { endOfChinaDay, toChinaDate, toChinaTime } from '../../domain/deadlines/china-time.ts';
import { describeDueAt, describeRemaining } from '../../domain/deadlines/describe.ts';
import type { DeadlineStatus } from '../../domain/deadlines/due.ts';
import { urgencyOf } from '../status/urgency.ts';

export interface WorkGroup {
  readonly id: WorkItem['group'];
  readonly title: string;
  /** Behind the title: what to do with them. */
  readonly note: string;
  readonly items: readonly WorkItem[];
}

const groupHeads: readonly Omit<WorkGroup, 'items'>[] = [
  { id: 'overdue', title: '超期', note: '先处理' },
  { id: 'today', title: '今天到期', note: '今天之内办完' },
  { id: 'waiting', title: '等我处理', note: '按期限先后' },
];

/** The groups that hold something, the most pressing first. */
export function groupsOf(items: readonly WorkItem[]): readonly WorkGroup[] {
  return groupHeads
    .map((head) => ({ ...head, items: items.filter((item) => item.group === head.id) }))
    .filter((group) => group.items.length > 0);
}

/**
 * The row that is selected now: the same case if it is still there, else the one that took its place, else the first.
 * Null for an empty list.
 */
export function selectedIn(
  ids: readonly string[],
  wanted: { readonly caseId: string; readonly index: number } | null,
): { readonly caseId: string; readonly index: number } | null {
  const at = wanted === null ? 0 : ids.indexOf(wanted.caseId);
  const index = at >= 0 ? at : Math.min(wanted?.index ?? 0, ids.length - 1);
  const caseId = ids[index];
  return caseId === undefined ? null : { caseId, index };
}

/** Short words for the small button of a row; the main button says them in full. */
const shortLabels: Partial<Readonly<Record<CaseActionType, string>>> = {
  'mediation.started': '调解',
  'mediation.session_held': '写记录',
  'agreement.reached_written': '写协议',
  'agreement.signed': '签章',
  'performance.recorded': '履行',
};

export function shortLabel({ action, label }: NonNullable<WorkItem['next']>): string {
  return shortLabels[action] ?? label;
}

type Row = Pick<WorkItem, 'group' | 'dueAt' | 'warnAt' | 'provisional'>;

/** Its group, but no calmer than its warning: what waits is amber from there on, as in the ledger. */
export function rowUrgency(row: Row, now: number): DeadlineStatus {
  switch (row.group) {
    case 'overdue':
      return 'overdue';
    case 'today':
      return 'warning';
    case 'waiting':
      return urgencyOf(row, now);
  }
}

/**
 * What stands in the column of time: how long it is over or what is left today, else by when; 暂定 apart, for it has its
 * own small words.
 */
export function timeText({ group, dueAt }: Row, now: number, calendar: Calendar): string {
  if (dueAt === null) return '没有期限';
  if (group === 'waiting') return describeDueAt({ dueAt, provisional: false }, now);
  return describeRemaining({ dueAt }, now, calendar);
}

/** Stands behind a deadline that was counted through a year whose holidays are not announced yet. */
export const PROVISIONAL = '（暂定）';

/** The line under each count. */
export function countNotes(
  items: readonly WorkItem[],
  now: number,
  calendar: Calendar,
): Readonly<Record<WorkItem['group'], string>> {
  const first = (group: WorkItem['group']) => items.find((item) => item.group === group && item.dueAt !== null);
  const note = (group: WorkItem['group'], words: (dueAt: number) => string, none: string): string => {
    const item = first(group);
    return item?.dueAt ? `${words(item.dueAt)}${item.provisional ? PROVISIONAL : ''}` : none;
  };
  return {
    overdue: note(
      'overdue',
      (dueAt) => `最久的一件${describeRemaining({ dueAt }, now, calendar)}`,
      '没有超期的，保持住',
    ),
    today: note('today', (dueAt) => `最早的一件 ${clockOf(dueAt)}`, '今天没有到期的'),
    waiting: note(
      'waiting',
      (dueAt) => `最早的一件 ${describeDueAt({ dueAt, provisional: false }, now)}`,
      '按期限先后排',
    ),
  };
}

function clockOf(dueAt: number): string {
  return dueAt === endOfChinaDay(toChinaDate(dueAt)) ? '24:00' : toChinaTime(dueAt);
}
