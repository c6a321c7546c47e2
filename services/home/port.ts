import type { CaseStatus } from '../../domain/cases/status.ts';
import type { LedgerStoreRow } from '../ledger/port.ts';

export interface HomeReads {
  /** Cases in these states, of this mediator where one is named, the closest deadline first. */
  work(query: {
    statuses: readonly CaseStatus[];
    mediatorId: string | null;
    limit: number;
  }): Promise<readonly LedgerStoreRow[]>;
  counts(query: {
    statuses: readonly CaseStatus[];
    mediatorId: string | null;
    now: number;
    endOfToday: number;
  }): Promise<{ overdue: number; today: number; waiting: number }>;
  /** The newest actions of cases, for "just now"; of this mediator's cases where one is named. */
  news(query: { mediatorId: string | null; limit: number }): Promise<
    readonly {
      actionId: string;
      caseId: string;
      type: string;
      at: number;
      actorId: string;
      title: string;
      partiesText: string;
    }[]
  >;
}
