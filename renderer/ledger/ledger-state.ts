import type { LedgerFilter, LedgerSort, SavedView } from '../../contract/ledger.ts';
import { type LedgerColumnId, ledgerColumns } from '../../domain/ledger/columns.ts';

export interface LedgerView extends SavedView {
  readonly builtIn: boolean;
  readonly count: number;
}

/** What the ledger shows: a view as it was chosen, and what has been changed in it since. */
export interface LedgerState {
  readonly viewId: string;
  readonly filter: LedgerFilter;
  readonly sort: LedgerSort;
  readonly columns: readonly LedgerColumnId[];
  /** The row that the keys act on, to come back to. */
  readonly row: number;
}

const isColumn = (id: string): id is LedgerColumnId => ledgerColumns.some((column) => column.id === id);

/** The columns of a saved view that still exist, in the order of the ledger; those shown at first where none is left. */
export function knownColumns(ids: readonly string[]): readonly LedgerColumnId[] {
  const wanted = new Set(ids.filter(isColumn));
  const found = ledgerColumns.filter(({ id }) => wanted.has(id)).map(({ id }) => id);
  return found.length > 0 ? found : ledgerColumns.filter(({ initial }) => initial).map(({ id }) => id);
}

export function stateOf(view: SavedView, columns: readonly string[] = view.columns): LedgerState {
  return { viewId: view.id, filter: view.filter, sort: view.sort, columns: knownColumns(columns), row: 0 };
}

/** The view so many tabs further, round and round. */
export function viewAfter(views: readonly LedgerView[], viewId: string, step: 1 | -1): LedgerView | undefined {
  const at = views.findIndex(({ id }) => id === viewId);
  return views[(Math.max(at, 0) + step + views.length) % Math.max(views.length, 1)];
}

/** A column in or out; the last one stays. */
export function toggledColumn(columns: readonly LedgerColumnId[], id: LedgerColumnId): readonly LedgerColumnId[] {
  const next = columns.includes(id) ? columns.filter((each) => each !== id) : [...columns, id];
  return next.length === 0 ? columns : knownColumns(next);
}
