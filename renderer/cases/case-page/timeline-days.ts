import type { TimelineEntry } from '../../../contract/cases.ts';
import type { CaseActionType } from '../../../domain/cases/actions.ts';
import type { CaseStatus } from '../../../domain/cases/status.ts';
import { toChinaDate, weekdayName } from '../../../domain/deadlines/china-time.ts';
import type { PlainDate } from '../../../domain/text/chinese-date.ts';

export interface TimelineDay {
  readonly date: PlainDate;
  /** 2026-11-23 星期一 */
  readonly text: string;
  readonly entries: readonly TimelineEntry[];
}

/** The course of the case by days in China, in the order of the log. */
export function timelineDays(timeline: readonly TimelineEntry[]): readonly TimelineDay[] {
  const days: { date: PlainDate; text: string; entries: TimelineEntry[] }[] = [];
  for (const entry of timeline) {
    const date = toChinaDate(entry.at);
    const last = days.at(-1);
    if (last?.date === date) last.entries.push(entry);
    else days.push({ date, text: `${date} ${weekdayName(date)}`, entries: [entry] });
  }
  return days;
}

/** Papers and remarks accompany the work; they are no step of it. */
const besides: readonly CaseActionType[] = [
  'document.issued',
  'document.printed',
  'document.executed',
  'document.signed',
  'file.attached',
  'file.removed',
  'case.noted',
  'case.linked',
  'case.flagged',
  'case.unflagged',
  'case.corrected',
  'citizen.told',
  'citizen.rated',
  'citizen.answered',
  'case.restated',
];

/** The step at which the case stands. */
export function lastStep(timeline: readonly TimelineEntry[]): TimelineEntry | undefined {
  return timeline.findLast((entry) => !besides.includes(entry.type));
}

/** What still lies ahead, two steps at most; nothing for a case that is over. */
export function stepsAhead(status: CaseStatus, followUpDays: number | null): readonly string[] {
  const visit = followUpDays === null ? '履行后回访' : `履行后 ${followUpDays} 天内回访`;
  switch (status) {
    case 'registered':
      return ['受理，或者写明不予受理的理由', '分流、交办给调解员'];
    case 'accepted':
      return ['分流：由谁来办', '交办给调解员'];
    case 'triaged':
    case 'returned':
      return ['交办给调解员', '调解员签收'];
    case 'assigned':
      return ['调解员签收', '问明双方意愿，开始调解'];
    case 'signed_in':
      return ['问明双方意愿，开始调解', '达成协议，或者写明没谈成的原因'];
    case 'mediating':
      return ['达成协议，或者写明没谈成的原因', visit];
    case 'agreed':
      return ['签名、盖章齐全，协议生效', visit];
    case 'performing':
      return ['按协议履行', visit];
    case 'follow_up':
      return ['回访', '结案、归档'];
    case 'refused':
    case 'failed':
    case 'terminated':
    case 'transferred':
      return ['结案', '归档'];
    case 'closed':
      return ['归档'];
    case 'archived':
      return [];
  }
}
