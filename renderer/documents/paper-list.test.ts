import { expect, test } from 'vitest';
import type { AgreementToSign, RecentPaper } from '../../contract/documents.ts';
import type { LedgerRow } from '../../contract/ledger.ts';
import { caseIdOf, mainLabel, type PaperRow, paperGroups, pathOf, selectedIndex, waitsFor } from './paper-list.ts';

const row = { caseId: 'c1', caseNumber: '金矛调〔2026〕12', parties: '刘某甲 与 刘某乙' } as LedgerRow;
const toSign: AgreementToSign = { ...row, number: '（2026）金水人调字第0012号', missing: ['刘某乙', '委员会印'] };
const paper = { caseId: 'c2', documentId: 'd1', parties: '张某 与 李某' } as RecentPaper;
const rowsOf = (desk: Parameters<typeof paperGroups>[0]): readonly PaperRow[] =>
  paperGroups(desk).flatMap((group) => group.rows);

test('what waits for hands comes first, then what may be written, then the papers; empty groups are left out', () => {
  const groups = paperGroups({ toSign: [toSign], toWrite: [row], recent: [paper] });
  expect(groups.map(({ title }) => title)).toEqual(['等签名盖章', '正在调解', '最近出具的文书']);
  expect(paperGroups({ toSign: [], toWrite: [row], recent: [] }).map(({ kind }) => kind)).toEqual(['write']);
});

test('the button names the act and the case; Enter leads to where the row is worked on', () => {
  const rows = rowsOf({ toSign: [toSign, { ...toSign, number: null }], toWrite: [row], recent: [paper] });
  expect(rows.map(mainLabel)).toEqual([
    '登记签名盖章 刘某甲一案',
    '取号打印 刘某甲一案',
    '写协议 刘某甲一案',
    '再打印 张某一案',
  ]);
  expect(rows.map(pathOf)).toEqual(['/cases/c1/agreement', '/cases/c1/agreement', '/cases/c1/agreement', '/cases/c2']);
  expect(rows.map(caseIdOf)).toEqual(['c1', 'c1', 'c1', 'c2']);
});

test('who is missing is named; without a paper nobody can sign yet', () => {
  expect(waitsFor(toSign)).toBe('还差刘某乙、委员会印');
  expect(waitsFor({ ...toSign, number: null })).toBe('还没取号打印');
});

test('the selection stays with its row, else falls to the first', () => {
  const rows = rowsOf({ toSign: [toSign], toWrite: [row], recent: [] });
  expect(selectedIndex(rows, 'write-c1')).toBe(1);
  expect(selectedIndex(rows, 'gone')).toBe(0);
  expect(selectedIndex([], null)).toBe(-1);
});
