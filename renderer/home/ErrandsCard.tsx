import { Button } from 'antd';
import type { WaitingErrand } from '../../contract/home.ts';
import { describeDueAt } from '../../domain/deadlines/describe.ts';
import { deadlineStatus } from '../../domain/deadlines/due.ts';
import { ariaKeys, Key } from '../keyboard/Key.tsx';

/** Opens the first of them: the others follow it in the order of the tabulator. */
export const ERRANDS_COMBO = 'Alt+D';

interface ErrandsCardProps {
  readonly errands: readonly WaitingErrand[];
  readonly now: number;
  /** Opens the case; with an action its form is open, too. */
  readonly onOpen: (errand: WaitingErrand, action?: string) => void;
}

/** Errands that wait for this person, and asked ones that are over their time; nothing where there are none. */
export function ErrandsCard({ errands, now, onOpen }: ErrandsCardProps) {
  if (errands.length === 0) return null;
  return (
    <section className="card side-card" aria-label="协同督办">
      <h2>
        协同督办
        <span className="small muted">{errands.length} 项</span>
      </h2>
      <ul>
        {errands.map((errand, index) => (
          <li key={errand.errandId} className="offer">
            <button
              type="button"
              className="side-row"
              {...(index === 0 ? { 'aria-keyshortcuts': ariaKeys(ERRANDS_COMBO) } : {})}
              onClick={() => onOpen(errand)}
            >
              <span className="work-row-who">
                <span className="cut" title={errand.parties}>
                  {errand.parties || errand.caseNumber}
                </span>
                {index === 0 ? <Key combo={ERRANDS_COMBO} /> : null}
              </span>
              <span className="side-row-note small muted">{errand.name}</span>
              <span className="small offer-reason">{errand.what}</span>
              <Until errand={errand} now={now} />
            </button>
            {errand.next === null ? null : (
              <span className="offer-answers">
                <Button size="small" onClick={() => onOpen(errand, errand.next?.action)}>
                  {errand.next.label}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Until({ errand: { stage, by }, now }: { readonly errand: WaitingErrand; readonly now: number }) {
  const isLate = deadlineStatus(by, now).status === 'overdue';
  return (
    <span className={`small ${isLate ? 'late' : 'muted'}`}>
      {stage}，{isLate ? '已过期限 ' : ''}
      {describeDueAt(by, now)}
    </span>
  );
}
