import type { LedgerRow } from '../../contract/ledger.ts';
import { standingName } from '../../domain/confirmation/stages.ts';
import type { Calendar } from '../../domain/deadlines/calendar.ts';
import { describeConfirmation } from '../../domain/deadlines/describe.ts';
import { ariaKeys, Key } from '../keyboard/Key.tsx';

/** Opens the first of them: the others follow it in the order of the tabulator. */
export const CONFIRMATIONS_COMBO = 'Alt+S';

interface ConfirmationsCardProps {
  readonly rows: readonly LedgerRow[];
  readonly now: number;
  readonly calendar: Calendar;
  readonly onOpen: (row: LedgerRow) => void;
}

/** Agreements that can be taken to the court only a few days more (民事诉讼法 205); nothing where there are none. */
export function ConfirmationsCard({ rows, now, calendar, onOpen }: ConfirmationsCardProps) {
  if (rows.length === 0) return null;
  return (
    <section className="card side-card" aria-label="司法确认将到期">
      <h2>
        司法确认将到期
        <span className="small muted">{rows.length} 件</span>
      </h2>
      <ul>
        {rows.map((row, index) => (
          <li key={row.caseId}>
            <button
              type="button"
              className="side-row"
              {...(index === 0 ? { 'aria-keyshortcuts': ariaKeys(CONFIRMATIONS_COMBO) } : {})}
              onClick={() => onOpen(row)}
            >
              <span className="work-row-who">
                <span className="cut" title={row.parties}>
                  {row.parties || row.caseNumber}
                </span>
                {index === 0 ? <Key combo={CONFIRMATIONS_COMBO} /> : null}
              </span>
              <span className="side-row-note small muted">
                {row.confirmationStanding === null ? '' : standingName(row.confirmationStanding)}
                <Days row={row} now={now} calendar={calendar} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Days({ row, now, calendar }: { readonly row: LedgerRow } & Pick<ConfirmationsCardProps, 'now' | 'calendar'>) {
  const { confirmationDueAt: dueAt, confirmationProvisional: provisional } = row;
  if (dueAt === null) return null;
  const { short, text, tone } = describeConfirmation({ dueAt, provisional }, now, calendar);
  return (
    <span className={`nowrap ${tone}`} title={text}>
      {short}
    </span>
  );
}
