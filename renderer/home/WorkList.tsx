import { useEffect, useRef } from 'react';
import type { WorkItem } from '../../contract/home.ts';
import { findMojType } from '../../domain/codes/moj-types.ts';
import type { Calendar } from '../../domain/deadlines/calendar.ts';
import type { DeadlineStatus } from '../../domain/deadlines/due.ts';
import { CaseStatusTag } from '../status/StatusTag.tsx';
import { groupsOf, PROVISIONAL, rowUrgency, shortLabel, timeText } from './work-list.ts';

interface WorkListProps {
  readonly items: readonly WorkItem[];
  readonly selected: string | null;
  readonly now: number;
  readonly calendar: Calendar;
  readonly onSelect: (caseId: string) => void;
  readonly onOpen: (item: WorkItem) => void;
  readonly onAct: (item: WorkItem) => void;
}

const tones: Readonly<Record<WorkItem['group'], string>> = { overdue: 'late', today: 'soon', waiting: '' };
const rowId = (caseId: string): string => `work-${caseId}`;

/** What waits for this person, grouped; one row is always selected, and the screen's keys act on it. */
export function WorkList({ items, selected, now, calendar, onSelect, onOpen, onAct }: WorkListProps) {
  const list = useRef<HTMLDivElement>(null);

  // The list is where this page begins; a field that somebody is in keeps the focus.
  useEffect(() => {
    const active = document.activeElement;
    if (!active || active === document.body || active.matches('main')) list.current?.focus({ preventScroll: true });
  }, []);

  useEffect(() => {
    if (selected === null) return;
    const row = document.getElementById(rowId(selected));
    row?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  return (
    <div
      ref={list}
      className="card work-list"
      role="listbox"
      tabIndex={0}
      aria-label="等我处理的事"
      aria-activedescendant={selected === null ? undefined : rowId(selected)}
    >
      {groupsOf(items).map((group) => (
        <fieldset key={group.id} aria-label={group.title}>
          <div className={`work-list-head ${tones[group.id]}`} role="presentation" aria-hidden="true">
            <b>{group.title}</b>
            <span className="muted">{group.note}</span>
          </div>
          {group.items.map((item) => (
            <WorkRow
              key={item.caseId}
              item={item}
              selected={item.caseId === selected}
              urgency={rowUrgency(item, now)}
              time={timeText(item, now, calendar)}
              onSelect={onSelect}
              onOpen={onOpen}
              onAct={onAct}
            />
          ))}
        </fieldset>
      ))}
    </div>
  );
}

interface WorkRowProps extends Pick<WorkListProps, 'onSelect' | 'onOpen' | 'onAct'> {
  readonly item: WorkItem;
  readonly selected: boolean;
  readonly urgency: DeadlineStatus;
  readonly time: string;
}

const timeTones: Readonly<Record<DeadlineStatus, string>> = { overdue: 'late', warning: 'soon', ok: 'muted' };

/** One case. The keys belong to the screen: the mouse selects, opens by a double click, and acts by the small button. */
function WorkRow({ item, selected, urgency, time, onSelect, onOpen, onAct }: WorkRowProps) {
  const type = findMojType(item.mojType)?.shortName ?? item.mojType;
  return (
    <div
      id={rowId(item.caseId)}
      className="work-row"
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      onMouseDown={(event) => {
        event.preventDefault();
        onSelect(item.caseId);
      }}
      onMouseUp={(event) => {
        if (event.target instanceof Element && event.target.closest('.work-row-act')) onAct(item);
      }}
      onDoubleClick={() => onOpen(item)}
    >
      <span>
        <CaseStatusTag status={item.status} urgency={urgency} />
      </span>
      <p className="work-row-who">
        <b className="cut" title={item.parties}>
          {item.parties || item.caseNumber}
        </b>
        <span className="muted">{type}</span>
      </p>
      <p className="cut muted" title={item.streetName}>
        {item.streetName}
      </p>
      <p className="cut" title={stepText(item)}>
        {stepText(item)}
      </p>
      <p className={`work-row-time ${timeTones[urgency]}`}>
        {time}
        {item.provisional ? <span className="small nowrap">{PROVISIONAL}</span> : null}
      </p>
      {item.next ? <span className="work-row-act">{shortLabel(item.next)}</span> : null}
    </div>
  );
}

function stepText({ step, supervised }: WorkItem): string {
  return supervised ? `${step}，督办` : step;
}
