import type { CaseStatus } from '../../domain/cases/status.ts';
import type { LedgerStoreRow } from '../ledger/port.ts';

export interface HomeReads {
  /** Cases of this station in these states, of this mediator where one is named, the closest deadline first. */
  work(query: {
    statuses: readonly CaseStatus[];
    mediatorId: string | null;
    viewer?: string | undefined;
    limit: number;
  }): Promise<readonly LedgerStoreRow[]>;
  counts(query: {
    statuses: readonly CaseStatus[];
    mediatorId: string | null;
    viewer?: string | undefined;
    now: number;
    endOfToday: number;
  }): Promise<{ overdue: number; today: number; waiting: number }>;
  /** Ids of the cases that are offered to this station, in the order in which they were registered (SYNC-6). */
  offered(): Promise<readonly string[]>;
  /** Ids of the cases of this station in which a citizen waits for an answer, who waits longest first. */
  citizensWaiting(query: { limit: number; viewer?: string | undefined }): Promise<readonly string[]>;
  /**
   * Cases of this station whose days for the court's confirmation (民事诉讼法 205) end between two instants, of this
   * mediator where one is named; the first to end first.
   */
  confirmations(query: {
    mediatorId: string | null;
    viewer?: string | undefined;
    from: number;
    until: number;
    limit: number;
  }): Promise<readonly LedgerStoreRow[]>;
  /**
   * Ids of cases with open errands, of this mediator where one is named; the one whose errand ends first at the top. Also
   * of cases that another center works on: who gave a case away may have asked.
   */
  errands(query: { mediatorId: string | null; viewer?: string | undefined; limit: number }): Promise<readonly string[]>;
  /** The newest actions of cases, for "just now"; of this mediator's cases where one is named. */
  news(query: { mediatorId: string | null; limit: number; viewer?: string | undefined }): Promise<readonly CaseNews[]>;
  /** Own actions on cases that the city set aside or holds and that nobody has settled, in the order of the log. */
  setAside(viewer?: string): Promise<readonly (CaseNews & { readonly caseNumber: string })[]>;
  /**
   * What the city answered about own steps that were left to it, for who did the step or left it to the city, while that
   * person has not looked at the case since (an `answer` in the access log); in the order in which the answers came.
   */
  answered(staffId: string, viewer?: string): Promise<readonly CityAnswer[]>;
}

export interface CityAnswer extends CaseNews {
  readonly caseNumber: string;
  /** The settling that answers: `settling.approved` or `settling.declined`, and when the city said so by its clock. */
  readonly settlingId: string;
  readonly settlingType: string;
  readonly answeredAt: number;
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
