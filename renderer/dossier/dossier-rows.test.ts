import { describe, expect, test } from 'vitest';
import type { DossierViewEntry, DossierViewPart } from '../../contract/dossier.ts';
import {
  countLacking,
  countPossible,
  type DossierRow,
  dossierGroups,
  pagesText,
  papersToIssue,
  selectedRow,
} from './dossier-rows.ts';

const part: DossierViewPart = {
  kind: 'paper',
  id: 'p1',
  name: '人民调解受理登记表',
  mediaType: 'application/pdf',
  hash: '',
  copy: 'text',
  remark: '',
  firstPage: 1,
  lastPage: 2,
  standIn: null,
};
const record = { form: 'mediation-record', subject: 0, title: '人民调解记录' } as const;
const report = { form: 'closing-report', subject: 0, title: '结案报告表' } as const;
const empty = { parts: [], lacking: [], possible: [] };
const entries: readonly DossierViewEntry[] = [
  { ...empty, no: 1, id: 'application', name: '申请书', need: 'required', state: 'present', parts: [part] },
  {
    ...empty,
    ...{ no: 7, id: 'record', name: '调解记录', need: 'required', state: 'missing' },
    lacking: [
      { title: '调解记录', advice: '可以马上出具', paper: record },
      { title: '另一份', advice: '先写', paper: null },
    ],
  },
  { ...empty, no: 8, id: 'agreement', name: '协议书', need: 'required', state: 'not_needed' },
  { ...empty, no: 12, id: 'note', name: '情况说明', need: 'as_needed', state: 'not_needed', possible: [report] },
  { ...empty, no: 13, id: 'back_cover', name: '封底', need: 'required', state: 'made_when_bound' },
];
const rowsOf = (withPossible: boolean): readonly DossierRow[] =>
  dossierGroups({ entries }, withPossible).flatMap(({ rows }) => rows);

describe('the lines of a dossier (人民调解法 27)', () => {
  test('every place has at least one, and says why it is empty', () => {
    expect(dossierGroups({ entries }, false).map(({ rows }) => rows.map(({ kind }) => kind))).toEqual([
      ['part'],
      ['issue', 'want'],
      ['empty'],
      ['empty'],
      ['empty'],
    ]);
    expect(rowsOf(false).flatMap((row) => (row.kind === 'empty' ? [[row.why, row.possible]] : []))).toEqual([
      ['not_needed', 0],
      ['as_needed', 1],
      ['made_when_bound', 0],
    ]);
  });

  test('what may be issued beside what must be comes when it is asked for', () => {
    expect(rowsOf(true)).toContainEqual(expect.objectContaining({ kind: 'issue', paper: report, needed: false }));
    expect(countPossible({ entries })).toBe(1);
  });

  test('what is missing is counted whole, and what can be made of it is issued', () => {
    expect(countLacking({ entries })).toBe(2);
    expect(papersToIssue({ entries })).toEqual([record]);
  });

  test('the list stands on what is missing at first, then where it was put', () => {
    const rows = rowsOf(false);
    expect(selectedRow(rows, null, 0)).toBe(1);
    expect(selectedRow(rows, 'paper/p1', 3)).toBe(0);
    // The line of a paper that was made is gone: the list stays where it stood.
    expect(selectedRow(rows, 'issue/slip/0', 3)).toBe(3);
    expect(selectedRow(rows, 'issue/slip/0', 99)).toBe(rows.length - 1);
    const complete = rows.filter(({ kind }) => kind === 'part' || kind === 'empty');
    expect(selectedRow(complete, null, 0)).toBe(0);
  });

  test('pages read as in the contents', () => {
    expect(pagesText(part)).toBe('1—2');
    expect(pagesText({ ...part, lastPage: 1 })).toBe('1');
  });
});
