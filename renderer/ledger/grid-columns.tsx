import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import type { LedgerRow } from '../../contract/ledger.ts';
import { caseStatus } from '../../domain/cases/status.ts';
import { findMojType } from '../../domain/codes/moj-types.ts';
import { findRiskLevel } from '../../domain/codes/risk-levels.ts';
import { standingName } from '../../domain/confirmation/stages.ts';
import type { Calendar } from '../../domain/deadlines/calendar.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { describeConfirmation, describeDueAt, describeRemaining } from '../../domain/deadlines/describe.ts';
import { type LedgerColumnId, ledgerColumns } from '../../domain/ledger/columns.ts';
import { formatYuan } from '../../domain/text/chinese-amount.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { CaseStatusTag } from '../status/StatusTag.tsx';
import { urgencyOf } from '../status/urgency.ts';
import { markFound } from './mark-found.ts';

/** What the cells need beside their row. The grid keeps the object; its fields change with time and search. */
export interface CellContext {
  now: number;
  calendar: Calendar;
  search: string | undefined;
}

type Cell = ICellRendererParams<LedgerRow, unknown, CellContext>;

const NOTHING = '—';

function Words({ text, search }: { readonly text: string; readonly search: string | undefined }) {
  return (
    <span title={text}>
      {text === ''
        ? NOTHING
        : markFound(text, search).map((piece) =>
            piece.marked ? (
              <mark key={piece.start} className="found">
                {piece.text}
              </mark>
            ) : (
              <span key={piece.start}>{piece.text}</span>
            ),
          )}
    </span>
  );
}

const tones = { ok: '', warning: 'soon', overdue: 'late' } as const;

/** What remains of the deadline; where none runs, the exact state that the case is in. */
function Deadline({ row, context: { now, calendar } }: { readonly row: LedgerRow; readonly context: CellContext }) {
  const { dueAt, provisional, deadlineName, status } = row;
  if (dueAt === null) return <span className="muted">{caseStatus(status).name}</span>;
  const text = `${describeRemaining({ dueAt }, now, calendar, 'short')}${provisional ? '（暂定）' : ''}`;
  const whole = `${deadlineName ?? '期限'}：${describeDueAt({ dueAt, provisional }, now)}，${text}`;
  return (
    <span className={tones[urgencyOf(row, now)]} title={whole}>
      {text}
    </span>
  );
}

/** The days in which the parties may ask the court; once over it is said in neutral words, for nobody is late. */
function ConfirmationDays({
  row,
  context: { now, calendar },
}: {
  readonly row: LedgerRow;
  readonly context: CellContext;
}) {
  const { confirmationDueAt: dueAt, confirmationProvisional: provisional } = row;
  if (dueAt === null) return NOTHING;
  const { short, tone } = describeConfirmation({ dueAt, provisional }, now, calendar);
  return (
    <span className={tone} title={`申请司法确认到 ${toChinaDate(dueAt)}`}>
      {short}
    </span>
  );
}

function content(id: LedgerColumnId, row: LedgerRow, context: CellContext) {
  const { search } = context;
  switch (id) {
    case 'status':
      return <CaseStatusTag status={row.status} urgency={urgencyOf(row, context.now)} />;
    case 'mojType':
      return <Words text={findMojType(row.mojType)?.shortName ?? row.mojType} search={undefined} />;
    case 'riskLevel':
      return <Words text={findRiskLevel(row.riskLevel)?.name ?? row.riskLevel} search={undefined} />;
    case 'amountFen':
      return row.amountFen === null ? NOTHING : formatYuan(row.amountFen);
    case 'registeredAt':
      return formatInstant(row.registeredAt);
    case 'confirmationStanding':
      return row.confirmationStanding === null ? NOTHING : standingName(row.confirmationStanding);
    case 'confirmationDueAt':
      return <ConfirmationDays row={row} context={context} />;
    case 'dueAt':
      return <Deadline row={row} context={context} />;
    case 'parties':
      return row.supervised ? (
        <span title={`督办　${row.parties}`}>
          <span className="ledger-supervised">督</span>
          <Words text={row.parties} search={search} />
        </span>
      ) : (
        <Words text={row.parties} search={search} />
      );
    case 'caseNumber':
    case 'title':
    case 'streetName':
    case 'areaName':
    case 'mediators':
      return <Words text={row[id]} search={search} />;
  }
}

/** The columns as the grid wants them; widths grow with the text. */
export function gridColumns(shown: readonly LedgerColumnId[], ratio: number): ColDef<LedgerRow>[] {
  const last = shown.at(-1);
  return ledgerColumns
    .filter(({ id }) => shown.includes(id))
    .map((column): ColDef<LedgerRow> => {
      const width = Math.round(column.width * ratio);
      const right = column.kind === 'amount' || column.kind === 'deadline';
      const side = column.kind === 'amount' ? 'ledger-amount' : right ? 'ledger-right' : '';
      return {
        colId: column.id,
        field: column.id,
        headerName: column.name,
        sortable: column.sortable,
        resizable: true,
        ...(column.id === last ? { flex: 1, minWidth: width } : { width }),
        cellClass: [side, column.id === 'parties' ? 'ledger-who' : ''].filter(Boolean),
        headerClass: side,
        cellRenderer: ({ data, context }: Cell) => (data ? content(column.id, data, context) : null),
      };
    });
}
