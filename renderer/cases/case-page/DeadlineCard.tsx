import type { CSSProperties } from 'react';
import type { CaseView } from '../../../contract/cases.ts';
import { caseStatus } from '../../../domain/cases/status.ts';
import { describeConfirmation, describeDueAt, describeRemaining } from '../../../domain/deadlines/describe.ts';
import { deadlineStatus } from '../../../domain/deadlines/due.ts';
import { useCalendar } from '../../deadlines/use-calendar.ts';
import { usedPercent, warnPercent } from './deadline-scale.ts';

interface DeadlineCardProps {
  readonly view: Pick<CaseView, 'deadline' | 'judicialConfirmation' | 'state'>;
  readonly now: number;
}

/** The deadline that runs now, with the mark at which it turns amber; below it the parties' time for the court. */
export function DeadlineCard({ view, now }: DeadlineCardProps) {
  const calendar = useCalendar();
  const { deadline, judicialConfirmation } = view;
  const confirmation = judicialConfirmation && describeConfirmation(judicialConfirmation, now, calendar);
  const toCourt = confirmation ? <p className={`small ${confirmation.tone || 'muted'}`}>{confirmation.text}</p> : null;
  if (!deadline) {
    return (
      <section className="card deadline" aria-label="期限">
        <p className="small muted">期限</p>
        <p>「{caseStatus(view.state.status).name}」没有时限在走</p>
        {toCourt}
      </section>
    );
  }
  const { status } = deadlineStatus(deadline, now);
  const tone = status === 'overdue' ? 'late' : status === 'warning' ? 'soon' : '';
  const used = usedPercent(deadline, now);
  const warn = warnPercent(deadline);
  return (
    <section className="card deadline" aria-label="期限">
      <p className="small muted">
        {deadline.name}
        <span>到 {warn}% 提醒</span>
      </p>
      <p className={`deadline-left ${tone}`}>
        {describeRemaining(deadline, now, calendar)}
        <span className="muted">{describeDueAt(deadline, now)}</span>
      </p>
      <div
        className={`deadline-meter deadline-${status}`}
        role="img"
        aria-label={`已用 ${used}%`}
        style={{ '--used': `${used}%`, '--warn': `${warn}%` } as CSSProperties}
      />
      {toCourt}
    </section>
  );
}
