import type { CaseStatus } from '../../domain/cases/status.ts';
import type { LedgerStoreRow } from '../ledger/port.ts';

export interface HomeReads {
  /** Cases of this station in these states, of this mediator where one is named, the closest deadline first. */
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
  /** Ids of the cases that are offered to this station, in the order in which they were registered (SYNC-6). */
  offered(): Promise<readonly string[]>;
  /** The newest actions of cases, for "just now"; of this mediator's cases where one is named. */
  news(query: { mediatorId: string | null; limit: number }): Promise<readonly CaseNews[]>;
  /** Own actions on cases that the city set aside or holds and that nobody has settled, in the order of the log. */
  setAside(): Promise<readonly (CaseNews & { readonly caseNumber: string })[]>;
}

export interface CaseNews {
  readonly actionId: string;
  readonly caseId: string;
  readonly type: string;
  readonly at: number;
  readonly actorId: string;
  readonly title: string;
  readonly partiesText: string;
}
