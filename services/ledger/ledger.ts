import type { LedgerFilter, LedgerPage, LedgerRow, LedgerSort, SavedView } from '../../contract/ledger.ts';
import type { CaseSight } from '../../domain/access/sight.ts';
import { requireRight } from '../access/rights.ts';
import { requireSight } from '../access/seen-case.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { type StaffNames, staffNames } from '../directory/staff-names.ts';
import type { Reads } from '../ports.ts';
import { builtInViews } from './built-in-views.ts';
import type { LedgerStoreRow } from './port.ts';

/** Rows of one request at most: more than any screen shows, less than what would hold up the other desks. */
export const MAX_PAGE = 1_000;

export function ledgerRow(row: LedgerStoreRow, names: StaffNames): LedgerRow {
  const { partiesText, mediatorIds, ...rest } = row;
  return { ...rest, parties: partiesText, mediators: mediatorIds.map((id) => names.get(id) ?? '').join('、') };
}

/** How many there are for this person. */
async function totalOf({ ledger }: Pick<Reads, 'ledger'>, within: CaseSight): Promise<number> {
  return within.kind === 'all' ? ledger.count() : (await ledger.totals({ within }, 0)).filtered;
}

interface PageQuery {
  readonly filter: LedgerFilter;
  readonly sort: LedgerSort;
  readonly startRow: number;
  readonly endRow: number;
  /** Counting everything that passes costs a scan: asked for once per filter, not per page. */
  readonly withTotals: boolean;
}

export async function ledgerPage(
  { store, environment }: Dependencies,
  caller: Caller,
  query: PageQuery,
): Promise<LedgerPage> {
  const within = requireSight(caller, 'ledger.page');
  const now = environment.now();
  const { sort, startRow } = query;
  const filter = { ...query.filter, within };
  const limit = Math.max(0, Math.min(query.endRow - startRow, MAX_PAGE));
  if (filter.search !== undefined) await store.searchable();
  return store.read(async (reads) => {
    const rows = await reads.ledger.page({ filter, sort, offset: startRow, limit, now });
    const names = await staffNames(reads);
    const page = rows.map((row) => ledgerRow(row, names));
    if (!query.withTotals) return { rows: page, filtered: -1, total: -1, amountFen: 0 };
    const { filtered, amountFen } = await reads.ledger.totals(filter, now);
    return { rows: page, filtered, total: await totalOf(reads, within), amountFen };
  });
}

/** Built-in views first, then the person's own, each with the rows that it holds now. */
export async function ledgerViews({ store, environment }: Dependencies, caller: Caller) {
  const within = requireSight(caller, 'ledger.views');
  const now = environment.now();
  await store.searchable(); // a saved view may search
  return store.read(async ({ ledger }) => {
    const own = await ledger.views(caller.staffId);
    const views = [
      ...builtInViews(caller.staffId, now).map((view) => ({ ...view, builtIn: true })),
      ...own.map((view) => ({ ...view, builtIn: false })),
    ];
    const counted = [];
    for (const view of views)
      counted.push({ ...view, count: (await ledger.totals({ ...view.filter, within }, now)).filtered });
    return counted;
  });
}

export async function saveLedgerView({ store }: Dependencies, caller: Caller, view: SavedView): Promise<SavedView> {
  requireRight(caller, 'ledger.saveView');
  await store.write(({ ledger }) => ledger.saveView(caller.staffId, view));
  return view;
}

export async function removeLedgerView(
  { store }: Dependencies,
  caller: Caller,
  id: string,
): Promise<{ removed: boolean }> {
  return { removed: await store.write(({ ledger }) => ledger.removeView(caller.staffId, id)) };
}
