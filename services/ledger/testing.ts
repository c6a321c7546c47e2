import ExcelJS from 'exceljs';
import { expect } from 'vitest';
import type { ExportProgress } from '../../contract/ledger.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { systemEnvironment } from '../environment.ts';
import type { Reads, Store, Writes } from '../ports.ts';
import { createExports, type LedgerExports } from './exports.ts';
import type { LedgerPerson, LedgerStoreRow } from './port.ts';

/** For tests only: exports over rows in memory, and their sheets read back by another library. */

export const now = Date.parse('2026-11-23T16:05:30+08:00');
export const clerk: Caller = { staffId: 'clerk', roles: ['clerk'], name: '李敏', desk: '1 号窗口' };
export const query = {
  filter: {},
  sort: { column: 'caseNumber', direction: 'asc' },
  columns: ['caseNumber', 'status', 'parties', 'mediators', 'amountFen', 'registeredAt', 'dueAt'],
} as const;

export function rowOf(caseId: string, changes: Partial<LedgerStoreRow> = {}): LedgerStoreRow {
  return {
    caseId,
    caseNumber: `金矛调〔2026〕${caseId}`,
    status: 'mediating',
    partiesText: '张某 与 李某',
    title: '张某与李某邻里纠纷',
    mojType: '02',
    areaName: '金水区',
    streetName: '兴达路街道',
    mediatorIds: ['mediator'],
    amountFen: 1_250_050,
    registeredAt: Date.parse('2026-11-20T09:10:00+08:00'),
    deadlineName: '化解时限',
    deadlineStartAt: 0,
    warnAt: now - 1,
    dueAt: Date.parse('2026-11-24T18:00:00+08:00'),
    provisional: false,
    supervised: false,
    riskLevel: 'low',
    confirmationStanding: null,
    confirmationDueAt: null,
    confirmationProvisional: false,
    ...changes,
  };
}

interface Noted {
  readonly staffId: string;
  readonly kind: string;
  readonly subject: string;
}

/** The few reads of an export over rows in memory; the store's own are proved in db/. */
export function exportsOf(
  rows: readonly LedgerStoreRow[],
  people: readonly LedgerPerson[] = [],
  reads: Partial<Reads['ledger']> = {},
) {
  const noted: Noted[] = [];
  const sizes: number[] = [];
  const byId = new Map(rows.map((row) => [row.caseId, row]));
  const ledger = {
    order: async () => rows.map(({ caseId }) => caseId),
    rows: async (ids: readonly string[]) => {
      sizes.push(ids.length);
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
    people: async (ids: readonly string[]) => people.filter(({ caseId }) => ids.includes(caseId)),
    ...reads,
  };
  const directory = {
    allStaff: async () => [{ staffId: 'mediator', name: '张卫' }],
    staff: async (staffId: string) => ({ staffId, account: 'limin' }),
  };
  const settings = { settings: async () => ({ settings: { name: '金水区综治中心' } }) };
  const sessions = { noteAccess: async (entry: Noted) => void noted.push(entry) };
  const store: Omit<Store, 'close'> = {
    searchable: () => Promise.resolve(),
    read: (work) => work({ ledger, directory, settings } as unknown as Reads),
    write: (work) => work({ sessions } as unknown as Writes),
  };
  const reported: unknown[] = [];
  const dependencies = { store, environment: { ...systemEnvironment, now: () => now } } as unknown as Dependencies;
  const exports = createExports(dependencies, (error) => reported.push(error));
  return { exports, noted, reported, sizes };
}

export async function untilDone(exports: LedgerExports, exportId: string, caller = clerk): Promise<ExportProgress> {
  for (;;) {
    const progress = exports.progress(caller, exportId);
    if (progress.state !== 'running') return progress;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

export async function sheetOf(
  exports: LedgerExports,
  given: Parameters<LedgerExports['start']>[1] = query,
  caller: Caller = clerk,
): Promise<ExcelJS.Worksheet> {
  const { exportId } = exports.start(caller, given);
  expect(await untilDone(exports, exportId, caller)).toMatchObject({ state: 'ready' });
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(await (await exports.file(caller, exportId)).arrayBuffer());
  const sheet = workbook.getWorksheet('案件台账');
  if (!sheet) throw new Error('no sheet 案件台账');
  return sheet;
}

/** The rows above the first case: the watermark and the headers. */
const HEAD_ROWS = 2;

/** Cells of the n-th case by the header above them. */
export function cellsOf(sheet: ExcelJS.Worksheet, n: number): Record<string, ExcelJS.Cell> {
  const cells: Record<string, ExcelJS.Cell> = {};
  sheet.getRow(HEAD_ROWS).eachCell((cell, column) => {
    cells[String(cell.value)] = sheet.getRow(HEAD_ROWS + n).getCell(column);
  });
  return cells;
}

export const applicant: LedgerPerson = {
  caseId: '1',
  role: 'applicant',
  kind: 'person',
  name: '张某',
  documentKind: '111',
  birthDate: '1990-01-01',
  statedAge: null,
  documentNumber: '410105199001011237',
  phone: '13800001203',
};
