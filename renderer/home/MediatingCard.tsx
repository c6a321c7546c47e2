import { Link } from 'wouter';
import type { LedgerRow } from '../../contract/ledger.ts';
import { findMojType } from '../../domain/codes/moj-types.ts';
import type { Calendar } from '../../domain/deadlines/calendar.ts';
import { RemainingTime } from '../status/RemainingTime.tsx';

const MOST = 3;

interface MediatingCardProps {
  readonly rows: readonly LedgerRow[];
  readonly now: number;
  readonly calendar: Calendar;
  readonly onOpen: (row: LedgerRow) => void;
}

/** The cases whose parties are talking now, the closest deadline first. */
export function MediatingCard({ rows, now, calendar, onOpen }: MediatingCardProps) {
  return (
    <section className="card side-card" aria-label="正在调解">
      <h2>
        正在调解
        {rows.length > 0 ? (
          <Link className="small" href="/ledger?status=mediating">
            全部
          </Link>
        ) : null}
      </h2>
      {rows.length === 0 ? (
        <p className="small muted">没有。签收后按“开始调解”，案件就列在这里。</p>
      ) : (
        <ul>
          {rows.slice(0, MOST).map((row) => {
            const { dueAt, warnAt, provisional } = row;
            return (
              <li key={row.caseId}>
                <button type="button" className="side-row" onClick={() => onOpen(row)}>
                  <span className="work-row-who">
                    <span className="cut" title={row.parties}>
                      {row.parties || row.caseNumber}
                    </span>
                    <span className="muted">{findMojType(row.mojType)?.shortName ?? ''}</span>
                  </span>
                  <span className="side-row-note small muted">
                    {row.mediators === '' ? '还没交办' : `调解员 ${row.mediators}`}
                    {dueAt === null ? null : (
                      <RemainingTime
                        due={{ dueAt, warnAt: warnAt ?? dueAt, provisional }}
                        now={now}
                        calendar={calendar}
                        style="short"
                      />
                    )}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
