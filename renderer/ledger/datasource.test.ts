import type { IGetRowsParams } from 'ag-grid-community';
import { expect, test, vi } from 'vitest';
import type { LedgerPage } from '../../contract/ledger.ts';
import { type DatasourceParts, ledgerDatasource } from './datasource.ts';

const sort = { column: 'dueAt', direction: 'asc' } as const;
const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => ({ caseId: String(index) }));

function center(filtered: number) {
  return vi.fn<DatasourceParts['page']>(async ({ startRow, endRow, withTotals }) => ({
    rows: rowsOf(Math.max(0, Math.min(endRow, filtered) - startRow)) as unknown as LedgerPage['rows'],
    ...(withTotals ? { filtered, total: 999, amountFen: 5 } : { filtered: -1, total: -1, amountFen: 0 }),
  }));
}

function block(startRow: number, sortModel: IGetRowsParams['sortModel'] = []) {
  let ended = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const params = {
    startRow,
    endRow: startRow + 100,
    sortModel,
    successCallback: vi.fn(() => ended()),
    failCallback: vi.fn(() => ended()),
  };
  return { params, done };
}

test('everything that passes is counted once per filter, not per block', async () => {
  const page = center(250);
  const onTotals = vi.fn();
  const source = ledgerDatasource({ filter: {}, sort, page, onTotals, onFailure: vi.fn() });
  for (const startRow of [0, 100, 200]) {
    const { params, done } = block(startRow);
    source.getRows(params);
    await done;
    expect(params.successCallback).toHaveBeenCalledWith(expect.anything(), 250);
  }
  expect(page.mock.calls.map(([{ withTotals }]) => withTotals)).toEqual([true, false, false]);
  expect(onTotals).toHaveBeenCalledExactlyOnceWith({ filtered: 250, total: 999, amountFen: 5 });
  source.recount();
  const again = block(0);
  source.getRows(again.params);
  await again.done;
  expect(onTotals).toHaveBeenCalledTimes(2);
});

test('the order that the grid names goes before the order of the view', async () => {
  const page = center(1);
  const source = ledgerDatasource({ filter: {}, sort, page, onTotals: vi.fn(), onFailure: vi.fn() });
  const { params, done } = block(0, [{ colId: 'amountFen', sort: 'desc', type: 'default' }]);
  source.getRows(params);
  await done;
  expect(page.mock.calls[0]?.[0].sort).toEqual({ column: 'amountFen', direction: 'desc' });
});

test('a block that fails is told, and the next one counts', async () => {
  const working = center(1);
  const page = vi.fn<DatasourceParts['page']>().mockRejectedValueOnce(new TypeError('Failed to fetch'));
  page.mockImplementation(working);
  const onFailure = vi.fn();
  const onTotals = vi.fn();
  const source = ledgerDatasource({ filter: {}, sort, page, onTotals, onFailure });
  const first = block(0);
  source.getRows(first.params);
  await first.done;
  expect(first.params.failCallback).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(onFailure).toHaveBeenLastCalledWith(expect.any(TypeError)));
  const second = block(0);
  source.getRows(second.params);
  await second.done;
  await vi.waitFor(() => expect(onFailure).toHaveBeenLastCalledWith(null));
  expect(onTotals).toHaveBeenCalledOnce();
});

test('an answer to a filter that is no longer shown changes nothing', async () => {
  let answer = (_: LedgerPage): void => undefined;
  const page = () =>
    new Promise<LedgerPage>((resolve) => {
      answer = resolve;
    });
  const onTotals = vi.fn();
  const source = ledgerDatasource({ filter: {}, sort, page, onTotals, onFailure: vi.fn() });
  const { params } = block(0);
  source.getRows(params);
  source.destroy?.();
  answer({ rows: [], filtered: 0, total: 0, amountFen: 0 });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(params.successCallback).not.toHaveBeenCalled();
  expect(onTotals).not.toHaveBeenCalled();
});
