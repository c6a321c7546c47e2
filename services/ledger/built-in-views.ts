import type { SavedView } from '../../contract/ledger.ts';
import { runningStandings } from '../../domain/confirmation/stages.ts';
import { type LedgerColumnId, ledgerColumns } from '../../domain/ledger/columns.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const columns = ledgerColumns.filter(({ initial }) => initial).map(({ id }) => id);
const confirmationColumns = [
  'caseNumber',
  'status',
  'parties',
  'title',
  'mediators',
  'confirmationStanding',
  'confirmationDueAt',
] as const satisfies readonly LedgerColumnId[];

/** Views that everybody has, as data; their ids never change. */
export function builtInViews(staffId: string, now: number): readonly SavedView[] {
  const byDue = { column: 'dueAt', direction: 'asc' } as const;
  const newest = { column: 'registeredAt', direction: 'desc' } as const;
  return [
    {
      id: '00000000-0000-7000-8000-000000000001',
      name: '近 30 天',
      filter: { registeredFrom: now - 30 * DAY_MS },
      sort: byDue,
      columns,
    },
    { id: '00000000-0000-7000-8000-000000000002', name: '全部', filter: {}, sort: newest, columns },
    {
      id: '00000000-0000-7000-8000-000000000003',
      name: '我经办的',
      filter: { mediatorId: staffId },
      sort: byDue,
      columns,
    },
    {
      id: '00000000-0000-7000-8000-000000000004',
      name: '本周到期',
      filter: { due: 'this_week' },
      sort: byDue,
      columns,
    },
    { id: '00000000-0000-7000-8000-000000000005', name: '超期', filter: { due: 'overdue' }, sort: byDue, columns },
    {
      id: '00000000-0000-7000-8000-000000000006',
      name: '待回访',
      filter: { statuses: ['follow_up'] },
      sort: byDue,
      columns,
    },
    {
      id: '00000000-0000-7000-8000-000000000007',
      name: '司法确认',
      filter: { confirmationStandings: [...runningStandings] },
      sort: { column: 'confirmationDueAt', direction: 'asc' },
      columns: confirmationColumns,
    },
  ];
}
