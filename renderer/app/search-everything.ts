import { caseStatus } from '../../domain/cases/status.ts';
import { api } from '../api/client.ts';
import type { SearchEverything } from '../frame/GlobalSearch.tsx';

const MOST_HITS = 8;

/** The global search asks the ledger: the newest cases that hold what is typed. */
export const searchEverything: SearchEverything = async (text, signal) => {
  const page = await api.ledger.page(
    {
      filter: { search: text },
      sort: { column: 'registeredAt', direction: 'desc' },
      startRow: 0,
      endRow: MOST_HITS,
      withTotals: false,
    },
    { signal },
  );
  return page.rows.map((row) => ({
    id: row.caseId,
    path: `/cases/${row.caseId}`,
    title: row.parties,
    detail: [row.caseNumber, row.title, row.streetName, caseStatus(row.status).group].filter(Boolean).join('　'),
  }));
};
