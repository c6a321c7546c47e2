import type { Calendar } from '../../domain/deadlines/calendar.ts';
import { describeDueAt, describeRemaining } from '../../domain/deadlines/describe.ts';
import { type Due, deadlineStatus } from '../../domain/deadlines/due.ts';

interface RemainingTimeProps {
  readonly due: Due;
  /** Instant in ms; pass the screen's ticking clock (useNow) so that all rows agree. */
  readonly now: number;
  readonly calendar: Calendar;
  /** `short` leaves the minutes out in narrow columns. */
  readonly style?: 'full' | 'short';
}

/** 还剩 55 分 · 今天最后一天 · 超 1 个工作日, in the colour of its urgency; the date itself on pointing. */
export function RemainingTime({ due, now, calendar, style = 'full' }: RemainingTimeProps) {
  const { status } = deadlineStatus(due, now);
  const tone = status === 'overdue' ? 'late' : status === 'warning' ? 'soon' : '';
  return (
    <span className={`nowrap ${tone}`} title={describeDueAt(due, now)}>
      {describeRemaining(due, now, calendar, style)}
      {due.provisional ? <span className="small muted">（暂定）</span> : null}
    </span>
  );
}
