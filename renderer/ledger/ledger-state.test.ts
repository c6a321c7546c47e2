import { expect, test } from 'vitest';
import { type LedgerColumnId, ledgerColumns } from '../../domain/ledger/columns.ts';
import { knownColumns, type LedgerView, stateOf, toggledColumn, viewAfter } from './ledger-state.ts';
import { sortWords } from './sort-words.ts';

const sort = { column: 'dueAt', direction: 'asc' } as const;
const view = (id: string): LedgerView => ({ id, name: id, filter: {}, sort, columns: [], builtIn: true, count: 0 });

test('columns keep the order of the ledger, whatever order they were saved in; unknown ones are left out', () => {
  expect(knownColumns(['dueAt', 'gone', 'caseNumber'])).toEqual(['caseNumber', 'dueAt']);
  const first = ledgerColumns.filter(({ initial }) => initial).map(({ id }) => id);
  expect(knownColumns(['gone'])).toEqual(first);
  expect(stateOf(view('a')).columns).toEqual(first);
});

test('a column goes in and out at its place; the last one cannot be taken away', () => {
  const columns: readonly LedgerColumnId[] = ['caseNumber', 'dueAt'];
  expect(toggledColumn(columns, 'parties')).toEqual(['caseNumber', 'parties', 'dueAt']);
  expect(toggledColumn(columns, 'dueAt')).toEqual(['caseNumber']);
  expect(toggledColumn(['caseNumber'], 'caseNumber')).toEqual(['caseNumber']);
});

test('the keys go from view to view, round and round', () => {
  const views = [view('a'), view('b')];
  expect(viewAfter(views, 'b', 1)?.id).toBe('a');
  expect(viewAfter(views, 'a', -1)?.id).toBe('b');
  expect(viewAfter([], 'a', 1)).toBeUndefined();
});

test('every order that the ledger can have is said in words', () => {
  for (const column of ledgerColumns.filter(({ sortable }) => sortable)) {
    for (const direction of ['asc', 'desc'] as const) {
      expect(sortWords({ column: column.id, direction })).toMatch(/^按.+/);
    }
  }
  expect(sortWords(sort)).toBe('按期限从紧到松');
});
