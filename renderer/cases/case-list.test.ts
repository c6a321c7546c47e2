import { expect, test } from 'vitest';
import { neighbourOf, useCaseList } from './case-list.ts';

test('the neighbours of a case are those of the list that it was opened from, and none beyond its ends', () => {
  const list = { path: '/ledger', label: '回台账', caseIds: ['a', 'b', 'c'] };
  expect([neighbourOf(list, 'b', -1), neighbourOf(list, 'b', 1)]).toEqual(['a', 'c']);
  expect([neighbourOf(list, 'a', -1), neighbourOf(list, 'c', 1), neighbourOf(list, 'x', 1)]).toEqual([
    null,
    null,
    null,
  ]);
});

test('Esc leads to the ledger until another list has opened a case', () => {
  expect(useCaseList.getState().list).toEqual({ path: '/ledger', label: '回台账', caseIds: [] });
  useCaseList.getState().openedFrom({ path: '/', label: '回工作台', caseIds: ['a'] });
  expect(useCaseList.getState().list.path).toBe('/');
});
