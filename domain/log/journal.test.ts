import { expect, test } from 'vitest';
import { sha256Suite } from '../../services/environment.ts';
import { type AccessEntry, chainAccess } from './access.ts';
import { addLine, chainLine, emptyJournal, type JournalLine, sameEnd } from './journal.ts';

const lines: readonly JournalLine[] = [
  ['a', 1, null],
  ['b', 2, 'x'],
  ['c', 3, ''],
];
const chained = (rows: readonly JournalLine[]) =>
  rows.reduce((end, row) => chainLine(end, row, sha256Suite), emptyJournal);
const added = (rows: readonly JournalLine[]) => rows.reduce((end, row) => addLine(end, row, sha256Suite), emptyJournal);
const [first, second, third] = lines as readonly [JournalLine, JournalLine, JournalLine];

test.each([
  ['changed', [first, ['b', 2, 'y'], third]],
  ['missing', [first, third]],
  ['missing at the end', [first, second]],
  ['too many', [...lines, second]],
])('a row that is %s gives another end, chained or added up (LOG-11)', (_what, rows) => {
  expect(sameEnd(chained(rows as JournalLine[]), chained(lines))).toBe(false);
  expect(sameEnd(added(rows as JournalLine[]), added(lines))).toBe(false);
});

test('order is told by a chain, and does not matter where rows are added up', () => {
  const turned = [second, first, third];
  expect(sameEnd(chained(turned), chained(lines))).toBe(false);
  expect(added(turned)).toEqual(added(lines));
});

test('every field of an entry of the access log is in its digest, the reason among them', () => {
  const entry: AccessEntry = { at: 1, staffId: 's', kind: 'case', subject: 'c', reason: null };
  const others: AccessEntry[] = [
    { ...entry, at: 2 },
    { ...entry, staffId: 't' },
    { ...entry, kind: 'file' },
    { ...entry, subject: 'd' },
    { ...entry, reason: '' },
  ];
  const digests = [entry, ...others].map((each) => chainAccess(emptyJournal, each, sha256Suite).digest);
  expect(new Set(digests).size).toBe(digests.length);
});
