import type { Home, WorkItem } from '../../contract/home.ts';

interface DayCountsProps {
  readonly counts: Home['counts'];
  readonly notes: Readonly<Record<WorkItem['group'], string>>;
  /** Goes to the first row of a group. */
  readonly onGo: (group: WorkItem['group']) => void;
}

const cards: readonly { readonly id: WorkItem['group']; readonly title: string; readonly tone: string }[] = [
  { id: 'overdue', title: '超期', tone: 'late' },
  { id: 'today', title: '今天到期', tone: 'soon' },
  { id: 'waiting', title: '等我处理', tone: '' },
];

/** Three numbers, the most pressing first. Red is for what is over alone: a zero stays quiet. */
export function DayCounts({ counts, notes, onGo }: DayCountsProps) {
  return (
    <section className="day-counts" aria-label="今天概况">
      {cards.map(({ id, title, tone }) => {
        const look = counts[id] > 0 ? tone : '';
        return (
          <button
            key={id}
            type="button"
            className={`card day-count ${look === 'late' ? 'day-count-late' : ''}`}
            onClick={() => onGo(id)}
          >
            <b className={`day-count-number ${look}`}>{counts[id]}</b>
            <strong className={look === 'late' ? look : ''}>{title}</strong>
            <span className="small muted">{notes[id]}</span>
          </button>
        );
      })}
    </section>
  );
}
