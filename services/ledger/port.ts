import type { LedgerFilter, LedgerSort, SavedView } from '../../contract/ledger.ts';
import type { CaseSight } from '../../domain/access/sight.ts';
import type { CaseStatus } from '../../domain/cases/status.ts';
import type { ConfirmationStanding } from '../../domain/confirmation/stages.ts';
import type { PartyKind, PartyRole, PersonParty } from '../../domain/parties/party.ts';

/** A filter, and the cases among which it looks; all of them where that is left out. */
export interface StoreFilter extends LedgerFilter {
  readonly within?: CaseSight | undefined;
}

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
  /** How the court's confirmation stands; null where nobody wants it. */
  readonly confirmationStanding: ConfirmationStanding | null;
  /** Until when the parties may ask for it, while that runs. */
  readonly confirmationDueAt: number | null;
  readonly confirmationProvisional: boolean;
}

/** A party as an export lists it; the number is a person's document number or a unit's credit code. */
export interface LedgerPerson {
  readonly caseId: string;
  readonly role: PartyRole;
  readonly kind: PartyKind;
  readonly name: string;
  readonly documentKind: PersonParty['documentKind'];
  readonly documentNumber: string | null;
  /** These two of a person only: whether it is a minor. */
  readonly birthDate: string | null;
  readonly statedAge: number | null;
  readonly phone: string | null;
}

/** What an export reads: first which cases, then a few hundred at a time, so that no desk waits for it. */
export interface LedgerExportReads {
  /** Ids of all cases that pass the filter, in the order of {@link LedgerReads.page}. */
  order(query: {
    filter: StoreFilter;
    sort: LedgerSort;
    now: number;
    viewer?: string | undefined;
  }): Promise<readonly string[]>;
  /** The rows of these cases, in this order; a case that is gone is left out. */
  rows(caseIds: readonly string[]): Promise<readonly LedgerStoreRow[]>;
  /** The parties of these cases, in the order in which each case names them. */
  people(caseIds: readonly string[]): Promise<readonly LedgerPerson[]>;
}

export interface LedgerReads extends LedgerExportReads {
  /** `now` decides what is overdue. */
  page(query: {
    filter: StoreFilter;
    sort: LedgerSort;
    offset: number;
    limit: number;
    now: number;
    viewer?: string | undefined;
  }): Promise<readonly LedgerStoreRow[]>;
  totals(
    filter: StoreFilter,
    now: number,
    viewer?: string,
  ): Promise<{ readonly filtered: number; readonly amountFen: number }>;
  count(viewer?: string): Promise<number>;
  views(staffId: string): Promise<readonly SavedView[]>;
}

export interface LedgerWrites {
  saveView(staffId: string, view: SavedView): Promise<void>;
  removeView(staffId: string, viewId: string): Promise<boolean>;
}
