import type { CitizenAsk } from '../../contract/home.ts';
import { describeDueAt } from '../../domain/deadlines/describe.ts';
import { deadlineStatus } from '../../domain/deadlines/due.ts';
import { ariaKeys, Key } from '../keyboard/Key.tsx';

/** Opens the answer to who waits longest: the others follow it in the order of the tabulator. */
export const CITIZENS_COMBO = 'Alt+8';

interface CitizensCardProps {
  readonly asks: readonly CitizenAsk[];
  readonly now: number;
  /** Opens the case with the form of the answer. */
  readonly onAnswer: (ask: CitizenAsk) => void;
}

/** What citizens said on the city's pages and wait for an answer to; nothing is shown where nobody waits. */
export function CitizensCard({ asks, now, onAnswer }: CitizensCardProps) {
  if (asks.length === 0) return null;
  return (
    <section className="card side-card" aria-label="群众等答复">
      <h2>
        群众等答复
        <span className="soon">{asks.length} 条</span>
      </h2>
      <ul>
        {asks.map((ask, index) => (
          <li key={`${ask.caseId} ${ask.at}`}>
            <button
              type="button"
              className="side-row"
              {...(index === 0 ? { 'aria-keyshortcuts': ariaKeys(CITIZENS_COMBO) } : {})}
              onClick={() => onAnswer(ask)}
            >
              <span className="work-row-who">
                <span className="cut" title={ask.parties}>
                  {ask.parties || ask.caseNumber}
                </span>
                {index === 0 ? <Key combo={CITIZENS_COMBO} /> : null}
              </span>
              <span className="side-row-note small muted">{ask.what}</span>
              <span className="small offer-reason">{ask.words}</span>
              <Until ask={ask} now={now} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Until({ ask: { answerBy }, now }: { readonly ask: CitizenAsk; readonly now: number }) {
  const isLate = deadlineStatus(answerBy, now).status === 'overdue';
  return (
    <span className={`small ${isLate ? 'late' : 'muted'}`}>
      {isLate ? '已过答复期限 ' : '答复期限 '}
      {describeDueAt(answerBy, now)}
    </span>
  );
}
