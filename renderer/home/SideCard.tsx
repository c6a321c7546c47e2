import type { ReactNode } from 'react';
import type { RunningDeadline } from '../../contract/cases.ts';
import { describeDueAt } from '../../domain/deadlines/describe.ts';
import { deadlineStatus } from '../../domain/deadlines/due.ts';
import { ariaKeys, Key } from '../keyboard/Key.tsx';

/** A case that waits for this person beside the work list. */
export interface SideItem {
  readonly key: string;
  readonly parties: string;
  readonly caseNumber: string;
  readonly note: ReactNode;
  readonly words: string;
  readonly until: ReactNode;
  /** Buttons for what may be answered at once. */
  readonly answers?: ReactNode;
  readonly onOpen: () => void;
}

interface SideCardProps {
  readonly title: string;
  readonly count: ReactNode;
  /** Opens the first: the others follow it in the order of the tabulator. */
  readonly combo: string;
  readonly items: readonly SideItem[];
}

/** What waits for an answer, the most urgent first; nothing where nothing does. */
export function SideCard({ title, count, combo, items }: SideCardProps) {
  if (items.length === 0) return null;
  return (
    <section className="card side-card" aria-label={title}>
      <h2>
        {title}
        {count}
      </h2>
      <ul>
        {items.map(({ key, parties, caseNumber, note, words, until, answers, onOpen }, index) => (
          <li key={key} className={answers ? 'offer' : undefined}>
            <button
              type="button"
              className="side-row"
              {...(index === 0 ? { 'aria-keyshortcuts': ariaKeys(combo) } : {})}
              onClick={onOpen}
            >
              <span className="work-row-who">
                <span className="cut" title={parties}>
                  {parties || caseNumber}
                </span>
                {index === 0 ? <Key combo={combo} /> : null}
              </span>
              <span className="side-row-note small muted">{note}</span>
              <span className="small offer-reason">{words}</span>
              {until}
            </button>
            {answers ? <span className="offer-answers">{answers}</span> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface UntilProps {
  readonly by: RunningDeadline;
  readonly now: number;
  /** Before the time while there is some, and once it is over. */
  readonly open: string;
  readonly late: string;
}

export function Until({ by, now, open, late }: UntilProps) {
  const isLate = deadlineStatus(by, now).status === 'overdue';
  return (
    <span className={`small ${isLate ? 'late' : 'muted'}`}>
      {isLate ? late : open}
      {describeDueAt(by, now)}
    </span>
  );
}
