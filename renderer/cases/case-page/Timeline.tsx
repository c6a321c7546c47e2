import { type ReactNode, useEffect, useRef } from 'react';
import type { CaseView, TimelineEntry } from '../../../contract/cases.ts';
import { toChinaTime } from '../../../domain/deadlines/china-time.ts';
import { type DeadlineRules, limitOf } from '../../../domain/deadlines/limits.ts';
import { stepTimes, stepTimeText } from './step-times.ts';
import { lastStep, stepsAhead, timelineDays } from './timeline-days.ts';
import './timeline.css';

interface TimelineProps {
  readonly view: CaseView;
  /** Null until the center's rules are there; the limits are not told then. */
  readonly rules: DeadlineRules | null;
  /** Said above the steps. */
  readonly children: ReactNode;
}

/** What happened, when and by whom, with the time that each step took; then what lies ahead. */
export function Timeline({ view, rules, children }: TimelineProps) {
  const { timeline, state } = view;
  const days = timelineDays(timeline);
  const times = stepTimes(timeline);
  const last = lastStep(timeline);
  const ahead = stepsAhead(state.status, rules ? limitOf(rules, 'follow_up').amount : null);
  const box = useRef<HTMLElement>(null);

  // The newest step is what people come for; the page shows it however long the case is.
  useEffect(() => {
    const card = box.current;
    if (!card || timeline.length === 0) return;
    card.scrollTop = card.scrollHeight;
    // Nothing inside takes the focus: where the card scrolls, it is a stop for Tab itself, so that arrow keys reach it.
    if (card.scrollHeight > card.clientHeight) card.tabIndex = 0;
    else card.removeAttribute('tabindex');
  }, [timeline]);

  return (
    <section ref={box} className="card case-course" aria-labelledby="course">
      <h2 id="course">
        经过 <span className="muted">{days.length === 1 ? days[0]?.text : ''}</span>
      </h2>
      {children}
      <ol className="timeline">
        {days.map((day) => (
          <li key={day.date} className="timeline-day">
            {days.length > 1 ? <h3 className="small muted">{day.text}</h3> : null}
            <ol>
              {day.entries.map((entry) => (
                <Step
                  key={entry.actionId}
                  entry={entry}
                  current={entry === last && ahead.length > 0}
                  took={stepTimeText(entry, times, state, rules)}
                />
              ))}
            </ol>
          </li>
        ))}
        {ahead.length === 0 ? null : (
          <li className="timeline-day">
            <ol>
              {ahead.map((text) => (
                <li key={text} className="timeline-step timeline-ahead">
                  <span className="timeline-time">
                    <span aria-hidden="true">—</span>
                    <span className="unseen">还没到</span>
                  </span>
                  <i className="timeline-dot" aria-hidden="true" />
                  <div>{text}</div>
                </li>
              ))}
            </ol>
          </li>
        )}
      </ol>
    </section>
  );
}

interface StepProps {
  readonly entry: TimelineEntry;
  readonly current: boolean;
  readonly took: string | null;
}

function Step({ entry, current, took }: StepProps) {
  return (
    <li className={`timeline-step ${current ? 'timeline-current' : ''}`}>
      <time className="timeline-time" dateTime={new Date(entry.at).toISOString()}>
        {toChinaTime(entry.at)}
      </time>
      <i className="timeline-dot" aria-hidden="true" />
      <div>
        <b>{entry.label}</b>
        {entry.text === '' ? null : <p className="muted case-text">{entry.text}</p>}
        {took === null ? null : <p className="muted">{took}</p>}
      </div>
    </li>
  );
}
