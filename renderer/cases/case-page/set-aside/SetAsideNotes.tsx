import type { SetAsideEntry } from '../../../../contract/cases.ts';
import { formatInstant } from '../../../../domain/text/chinese-date.ts';
import { Key } from '../../../keyboard/Key.tsx';
import { StatusTag } from '../../../status/StatusTag.tsx';

interface SetAsideNotesProps {
  readonly entries: readonly SetAsideEntry[];
  /** Null where this person may not settle them. */
  readonly onSettle: (() => void) | null;
  readonly combo: string;
}

/** Steps that the city did not take over, with what became of each: they stay readable, and count for nothing. */
export function SetAsideNotes({ entries, onSettle, combo }: SetAsideNotesProps) {
  if (entries.length === 0) return null;
  return (
    <section aria-label="市平台未采纳的步骤">
      <ul className="reviews">
        {entries.map((entry) => (
          <li key={entry.actionId}>
            <StatusTag look={entry.settled ? 'ended' : 'late'}>未采纳</StatusTag> {entry.label}
            <span className="muted"> {formatInstant(entry.at)}</span>
            <p className="small muted">{wordsOf(entry)}</p>
          </li>
        ))}
      </ul>
      {onSettle ? (
        <button type="button" className="card-link" onClick={onSettle}>
          处理未采纳的步骤 <Key combo={combo} />
        </button>
      ) : null}
    </section>
  );
}

function wordsOf({ settled, reasonText, detail }: SetAsideEntry): string {
  if (settled === null) return detail === null ? reasonText : `${reasonText}：${detail}`;
  const { name, byName, at, words } = settled;
  return `未采纳，${name}（${byName} ${formatInstant(at)}）${words === null ? '' : `：${words}`}`;
}
