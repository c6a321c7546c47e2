import { testStaff } from '../../domain/cases/testing-facts.ts';
import type { ImportRow } from '../../domain/imports/import.ts';
import type { TestDesk } from '../../tests/support/desk.ts';
import { addImportChunk, commitImport, openImport } from './imports.ts';

/** Another for each of ten million. */
function queryCodeOf(n: number): string {
  const signs = String(n)
    .padStart(7, '0')
    .replaceAll(/[0-9]/g, (digit) => 'ACDEFHJKMN'.charAt(Number(digit)));
  return `A${signs.slice(0, 3)}-${signs.slice(3)}`;
}

/** For tests only: a closed case of an older ledger; `change` says what makes it another one. */
export function oldCase(desk: TestDesk, n: number, change: Partial<ImportRow> = {}): ImportRow {
  const { registration } = desk.newRegistration();
  return {
    caseId: desk.environment.newId(),
    caseNumber: `旧案〔2025〕${n}`,
    queryCode: queryCodeOf(n),
    receivedOn: '2025-03-01',
    registration,
    status: 'closed',
    registeredBy: testStaff.clerk,
    mediatorIds: [],
    route: null,
    instants: { registeredAt: Date.UTC(2025, 2, 1, 2) },
    agreement: null,
    performance: [],
    followUps: [],
    ending: null,
    closeReason: 'performed',
    transferredTo: null,
    ...change,
  };
}

export interface OpenImport {
  readonly importId: string;
  add(first: number, rows: readonly ImportRow[]): Promise<unknown>;
  commit(): Promise<{ cases: number }>;
}

/** For tests only: an import that is open for so many rows. */
export async function openedImport(desk: TestDesk, rows: number): Promise<OpenImport> {
  const importId = desk.environment.newId();
  const step = () => ({ actionId: desk.environment.newId(), importId });
  const manifest = { source: '旧台账.xlsx', rows, sha256: 'a'.repeat(64) };
  await openImport(desk, desk.it, { ...step(), manifest });
  return {
    importId,
    add: (first, added) => addImportChunk(desk, desk.it, { ...step(), first, rows: added }),
    commit: () => commitImport(desk, desk.it, step()),
  };
}

/** For tests only: brings rows in, in chunks of so many. */
export async function importRows(desk: TestDesk, rows: readonly ImportRow[], each = 100): Promise<void> {
  const opened = await openedImport(desk, rows.length);
  for (let first = 0; first < rows.length; first += each) await opened.add(first, rows.slice(first, first + each));
  await opened.commit();
}
