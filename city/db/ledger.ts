import type { SavedView } from '../../contract/ledger.ts';
import type { LedgerExportReads, LedgerReads, LedgerWrites } from '../../services/ledger/port.ts';
import { type LedgerSqlRow, ledgerPageQuery, ledgerTotalsQuery, toLedgerRow } from './ledger-sql.ts';
import { Parameters } from './parameters.ts';
import { ledgerViews } from './schema/ledger.ts';
import type { Scope } from './scope.ts';
import { selected } from './statements.ts';
import { visibleTo } from './visible.ts';

const viewNames = ['id', 'name', 'filter', 'sort', 'columns'] as const;

const sql = {
  views: `SELECT ${selected(ledgerViews, 'v', viewNames)} FROM ledger_views v
    WHERE v.feed = $1 AND v.staff_id = $2 ORDER BY v.ordinal`,
  // A view that is saved again keeps its place.
  saveView: `INSERT INTO ledger_views (feed, staff_id, id, ordinal, name, filter, sort, columns)
    SELECT $1, $2, $3, coalesce(max(ordinal), 0) + 1, $4, $5, $6, $7 FROM ledger_views WHERE feed = $1 AND staff_id = $2
    ON CONFLICT (feed, staff_id, id) DO UPDATE SET name = excluded.name, filter = excluded.filter, sort = excluded.sort,
      columns = excluded.columns`,
  removeView: 'DELETE FROM ledger_views WHERE feed = $1 AND staff_id = $2 AND id = $3 RETURNING 1',
} as const;

type ViewRow = Readonly<Record<(typeof viewNames)[number], string>>;

function toView({ id, name, filter, sort, columns }: ViewRow): SavedView {
  return {
    id,
    name,
    filter: JSON.parse(filter) as SavedView['filter'],
    sort: JSON.parse(sort) as SavedView['sort'],
    columns: JSON.parse(columns) as string[],
  };
}

/** What the screens read; `ledger-export.ts` has the rest. */
export function ledgerReads(scope: Scope): Omit<LedgerReads, keyof LedgerExportReads> {
  const {
    transaction: { query },
    feed,
  } = scope;
  return {
    async page(asked) {
      const { sql: page, parameters } = ledgerPageQuery(scope, asked);
      return (await query<LedgerSqlRow>(page, parameters)).map(toLedgerRow);
    },
    async totals(filter, now, viewer) {
      const { sql: totals, parameters } = ledgerTotalsQuery(scope, { filter, now, viewer });
      const [row] = await query<{ filtered: number; amountFen: number }>(totals, parameters);
      return row ?? { filtered: 0, amountFen: 0 };
    },
    async count(viewer) {
      const parameters = new Parameters();
      const own = parameters.bind(feed);
      const shown = visibleTo(scope, viewer, parameters);
      const counting = `SELECT count(*) AS count FROM cases c WHERE c.feed = ${own}${shown}`;
      const [row] = await query<{ count: number }>(counting, parameters.values);
      return row?.count ?? 0;
    },
    async views(staffId) {
      return (await query<ViewRow>(sql.views, [feed, staffId])).map(toView);
    },
  };
}

export function ledgerWrites({ transaction: { query }, feed }: Scope): LedgerWrites {
  return {
    async saveView(staffId, { id, name, filter, sort, columns }) {
      const content = [filter, sort, columns].map((each) => JSON.stringify(each));
      await query(sql.saveView, [feed, staffId, id, name, ...content]);
    },
    async removeView(staffId, viewId) {
      return (await query(sql.removeView, [feed, staffId, viewId])).length > 0;
    },
  };
}
