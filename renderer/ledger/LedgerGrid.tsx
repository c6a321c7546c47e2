import { AG_GRID_LOCALE_CN } from '@ag-grid-community/locale';
import {
  CellStyleModule,
  type ColDef,
  ColumnApiModule,
  type GetRowIdParams,
  type GridApi,
  InfiniteRowModelModule,
  LocaleModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  type RowSelectionOptions,
  ScrollApiModule,
  type SelectionColumnDef,
  type SuppressKeyboardEventParams,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import type { LedgerFilter, LedgerRow, LedgerSort } from '../../contract/ledger.ts';
import type { Calendar } from '../../domain/deadlines/calendar.ts';
import type { LedgerColumnId } from '../../domain/ledger/columns.ts';
import { api } from '../api/client.ts';
import { gridThemeFor } from '../theme/grid.ts';
import { useTextSize } from '../theme/text-size.ts';
import { scales, type TextSize } from '../theme/tokens.ts';
import { BLOCK, type LedgerTotals, ledgerDatasource } from './datasource.ts';
import { type CellContext, gridColumns } from './grid-columns.tsx';

ModuleRegistry.registerModules([
  InfiniteRowModelModule,
  CellStyleModule,
  ColumnApiModule,
  RowApiModule,
  RowSelectionModule,
  ScrollApiModule,
  RenderApiModule,
  LocaleModule,
]);

const themes = new Map<TextSize, ReturnType<typeof gridThemeFor>>();
function themeOf(size: TextSize): ReturnType<typeof gridThemeFor> {
  const made = themes.get(size) ?? gridThemeFor(size);
  themes.set(size, made);
  return made;
}

/** Keys of the screen that the grid would take for itself. */
function isScreenKey({ event }: SuppressKeyboardEventParams<LedgerRow>): boolean {
  return event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight');
}

// Options that are new objects at every render make the grid draw itself anew, and take the focus back from a dialog.
const defaultColumn: ColDef<LedgerRow> = { suppressKeyboardEvent: isScreenKey, sortingOrder: ['asc', 'desc'] };
const rowSelection: RowSelectionOptions<LedgerRow> = {
  mode: 'multiRow',
  headerCheckbox: false,
  checkboxes: true,
  enableClickSelection: false,
};
const rowId = ({ data }: GetRowIdParams<LedgerRow>): string => data.caseId;

export interface LedgerGridHandle {
  /** Puts the focus on the row that the keys act on. */
  readonly focus: () => void;
  /** Where the keys act at this very moment; `row` is undefined while it is loading. Null before any row had the focus. */
  readonly focused: () => { readonly index: number; readonly row: LedgerRow | undefined } | null;
  /** Cases in the order shown, as far as they are loaded. */
  readonly caseIds: () => readonly string[];
  /** Asks for everything anew, without moving. */
  readonly refresh: () => void;
}

interface LedgerGridProps {
  readonly filter: LedgerFilter;
  readonly sort: LedgerSort;
  readonly columns: readonly LedgerColumnId[];
  readonly now: number;
  readonly calendar: Calendar;
  /** The row to begin on. */
  readonly startRow: number;
  readonly onSort: (sort: LedgerSort) => void;
  readonly onTotals: (totals: LedgerTotals) => void;
  /** The row that the keys act on now; undefined while it is loading or there is none. */
  readonly onRow: (index: number, row: LedgerRow | undefined) => void;
  readonly onSelected: (rows: readonly LedgerRow[]) => void;
  readonly onOpen: (row: LedgerRow) => void;
  readonly onFailure: (error: unknown) => void;
  readonly ref: Ref<LedgerGridHandle>;
}

/** The rows, read by blocks as they are scrolled to. Browse only: nothing is typed here. */
export function LedgerGrid(props: LedgerGridProps) {
  const { filter, sort, columns, now, calendar, startRow } = props;
  const size = useTextSize((state) => state.size);
  const { ratio } = scales[size];
  const grid = useRef<GridApi<LedgerRow> | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;

  /** The row to go to when rows of a new question have come. */
  const goTo = useRef<number | null>(startRow);
  const [context] = useState<CellContext>(() => ({ now, calendar, search: filter.search }));

  // The order is the grid's own affair: it asks for its rows anew when a head is pressed.
  const datasource = useMemo(
    () =>
      ledgerDatasource({
        filter,
        sort: { column: 'registeredAt', direction: 'desc' },
        page: (input, options) => api.ledger.page(input, options),
        onTotals: (totals) => latest.current.onTotals(totals),
        onFailure: (error) => latest.current.onFailure(error),
      }),
    [filter],
  );
  const columnDefs = useMemo(
    () =>
      gridColumns(columns, ratio).map((column) => ({
        ...column,
        sort: column.colId === sort.column ? sort.direction : null,
      })),
    [columns, ratio, sort],
  );
  const selectionColumn = useMemo(
    (): SelectionColumnDef => ({
      headerName: '选',
      width: Math.round(36 * ratio),
      resizable: false,
      suppressMovable: true,
    }),
    [ratio],
  );

  useEffect(() => {
    Object.assign(context, { now, calendar, search: filter.search });
    grid.current?.refreshCells({ columns: ['status', 'dueAt'], force: true });
  }, [context, now, calendar, filter.search]);

  const rowAt = (index: number): LedgerRow | undefined => grid.current?.getDisplayedRowAtIndex(index)?.data;
  const focusRow = (index: number): void => {
    const gridApi = grid.current;
    const [column] = gridApi?.getAllDisplayedColumns().filter((each) => !each.getColId().startsWith('ag-Grid')) ?? [];
    const last = (gridApi?.getDisplayedRowCount() ?? 0) - 1;
    const at = Math.min(index, last);
    // Of a grid whose rows are just being changed for others, the count may be no number.
    if (!gridApi || !column || !(at >= 0)) return;
    gridApi.ensureIndexVisible(at);
    gridApi.setFocusedCell(at, column);
  };

  useImperativeHandle(props.ref, () => ({
    focus: () => focusRow(grid.current?.getFocusedCell()?.rowIndex ?? 0),
    focused: () => {
      const index = grid.current?.getFocusedCell()?.rowIndex;
      return index === undefined ? null : { index, row: rowAt(index) };
    },
    caseIds: () => {
      const ids: string[] = [];
      grid.current?.forEachNode(({ data }) => {
        if (data) ids.push(data.caseId);
      });
      return ids;
    },
    refresh: () => {
      datasource.recount();
      grid.current?.refreshInfiniteCache();
    },
  }));

  const onRows = (): void => {
    const focused = grid.current?.getFocusedCell()?.rowIndex;
    if (goTo.current !== null && rowAt(goTo.current)) {
      const index = goTo.current;
      goTo.current = null;
      if (isNobodys(document.activeElement, frame.current)) focusRow(index);
    }
    const index = grid.current?.getFocusedCell()?.rowIndex ?? focused ?? 0;
    latest.current.onRow(index, rowAt(index));
  };

  return (
    <div ref={frame} className="ledger-grid">
      <AgGridReact<LedgerRow>
        theme={themeOf(size)}
        localeText={AG_GRID_LOCALE_CN}
        rowModelType="infinite"
        datasource={datasource}
        cacheBlockSize={BLOCK}
        maxBlocksInCache={20}
        blockLoadDebounceMillis={20}
        columnDefs={columnDefs}
        defaultColDef={defaultColumn}
        selectionColumnDef={selectionColumn}
        rowSelection={rowSelection}
        suppressMultiSort
        suppressMovableColumns
        suppressDragLeaveHidesColumns
        getRowId={rowId}
        context={context}
        onGridReady={({ api: gridApi }) => {
          grid.current = gridApi;
        }}
        onSortChanged={({ api: gridApi }) => {
          const state = gridApi.getColumnState().find((each) => each.sort);
          if (!state?.sort) return;
          goTo.current = 0;
          latest.current.onSort({ column: state.colId, direction: state.sort });
        }}
        onModelUpdated={onRows}
        onCellFocused={({ rowIndex }) => {
          if (rowIndex !== null) latest.current.onRow(rowIndex, rowAt(rowIndex));
        }}
        onSelectionChanged={({ api: gridApi }) => latest.current.onSelected(gridApi.getSelectedRows())}
        onCellKeyDown={({ event, data }) => {
          const opens = event instanceof KeyboardEvent && event.key === 'Enter' && !event.ctrlKey && !event.altKey;
          if (opens && data) latest.current.onOpen(data);
        }}
        onRowDoubleClicked={({ data }) => {
          if (data) latest.current.onOpen(data);
        }}
      />
    </div>
  );
}

/** The focus is nowhere, or was on a row that is gone: the grid may have it. On a head it stays, to sort again. */
function isNobodys(active: Element | null, grid: Element | null): boolean {
  if (!active || active === document.body || active.matches('main')) return true;
  return grid?.contains(active) === true && active.closest('.ag-header') === null;
}
