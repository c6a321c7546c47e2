import type { IDatasource, IGetRowsParams } from 'ag-grid-community';
import type { LedgerFilter, LedgerPage, LedgerSort } from '../../contract/ledger.ts';

export const BLOCK = 100;

export interface LedgerTotals {
  readonly filtered: number;
  readonly total: number;
  readonly amountFen: number;
}

interface PageInput {
  readonly filter: LedgerFilter;
  readonly sort: LedgerSort;
  readonly startRow: number;
  readonly endRow: number;
  readonly withTotals: boolean;
}

export interface DatasourceParts {
  readonly filter: LedgerFilter;
  /** Where the grid names no order. */
  readonly sort: LedgerSort;
  readonly page: (input: PageInput, options: { readonly signal: AbortSignal }) => Promise<LedgerPage>;
  readonly onTotals: (totals: LedgerTotals) => void;
  /** Null when a block has come after all. */
  readonly onFailure: (error: unknown) => void;
}

type BlockParams = Pick<IGetRowsParams, 'startRow' | 'endRow' | 'sortModel' | 'successCallback' | 'failCallback'>;

export interface LedgerDatasource extends IDatasource {
  getRows(params: BlockParams): void;
  /** The next block counts anew: what others have changed since shows in the numbers too. */
  recount(): void;
}

/** The grid's rows by blocks from the center. Everything that passes is counted with the first block only. */
export function ledgerDatasource({ filter, sort, page, onTotals, onFailure }: DatasourceParts): LedgerDatasource {
  const stop = new AbortController();
  let counted = false;
  let rowCount: number | undefined;

  async function load(params: BlockParams): Promise<void> {
    const [wanted] = params.sortModel;
    const withTotals = !counted;
    counted = true;
    const found = await page(
      {
        filter,
        sort: wanted ? { column: wanted.colId, direction: wanted.sort } : sort,
        startRow: params.startRow,
        endRow: params.endRow,
        withTotals,
      },
      { signal: stop.signal },
    ).catch((error: unknown) => {
      if (withTotals) counted = false;
      throw error;
    });
    if (stop.signal.aborted) return;
    if (withTotals) {
      const { filtered, total, amountFen } = found;
      rowCount = filtered;
      onTotals({ filtered, total, amountFen });
    }
    const isLast = found.rows.length < params.endRow - params.startRow;
    params.successCallback([...found.rows], rowCount ?? (isLast ? params.startRow + found.rows.length : undefined));
    onFailure(null);
  }

  return {
    getRows(params) {
      load(params).catch((error: unknown) => {
        if (stop.signal.aborted) return;
        params.failCallback();
        onFailure(error);
      });
    },
    recount() {
      counted = false;
    },
    destroy() {
      stop.abort();
    },
  };
}
