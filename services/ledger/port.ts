import type { LedgerFilter, LedgerSort, SavedView } from '../../contract/ledger.ts';
import type { CaseStatus } from '../../domain/cases/status.ts';

/** A row of the ledger as the store keeps it; names of staff are put in by the service. */
export interface LedgerStoreRow {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly status: CaseStatus;
  readonly partiesText: string;
  readonly title: string;
  readonly mojType: string;
  readonly areaName: string;
  readonly streetName: string;
  readonly mediatorIds: readonly string[];
  readonly amountFen: number | null;
  readonly registeredAt: number;
  readonly deadlineName: string | null;
  readonly deadlineStartAt: number | null;
  readonly warnAt: number | null;
  readonly dueAt: number | null;
  readonly provisional: boolean;
  readonly supervised: boolean;
  readonly riskLevel: string;
}

export interface LedgerReads {
  /** `now` decides what is overdue. */
  page(query: {
    filter: LedgerFilter;
    sort: LedgerSort;
    offset: number;
    limit: number;
    now: number;
  }): Promise<readonly LedgerStoreRow[]>;
  totals(filter: LedgerFilter, now: number): Promise<{ readonly filtered: number; readonly amountFen: number }>;
  count(): Promise<number>;
  views(staffId: string): Promise<readonly SavedView[]>;
}

export interface LedgerWrites {
  saveView(staffId: string, view: SavedView): Promise<void>;
  removeView(staffId: string, viewId: string): Promise<boolean>;
}
