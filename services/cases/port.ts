import type { RunningDeadline } from '../../contract/cases.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { CaseStatus } from '../../domain/cases/status.ts';

/** A case as it is stored for screens: the folded state, and what lists and searches read beside it. */
export interface CaseProjection {
  readonly state: CaseState;
  readonly deadline: RunningDeadline | null;
  /** Until when the parties may ask the court (民事诉讼法 205); null where that does not run. */
  readonly confirmationDue: ConfirmationDue | null;
  /** When the first of its open errands is to go on; null where it has none. */
  readonly errandDueAt: number | null;
  readonly place: CasePlace;
  /** 「张某 与 李某」: applicants, then the others; minors by their family names (domain/access/masks.ts). */
  readonly partiesText: string;
  /** As registered, with the same names. */
  readonly title: string;
  /** Initials of all party names, separated by spaces: `zm lm`. */
  readonly initials: string;
}

export type ConfirmationDue = Pick<RunningDeadline, 'dueAt' | 'provisional'>;

export interface CasePlace {
  readonly code: string;
  /** Key of the governing area (管理区划), its name, and the street's code and name; empty where unknown. */
  readonly areaCode: string;
  readonly areaName: string;
  readonly streetCode: string;
  readonly streetName: string;
  /** The whole name: 金水区兴达路街道鸿苑社区 3 号楼 2 单元. */
  readonly fullName: string;
}

export interface CaseHintRow {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly title: string;
  readonly partiesText: string;
  readonly status: CaseStatus;
  readonly placeName: string;
  readonly registeredAt: number;
}

export interface PersonQuery {
  readonly documentNumber?: string;
  /** Used only together with a phone. */
  readonly name: string;
  readonly phone?: string;
}

/**
 * Where a `viewer` is named, cases that are open to named people only are found by those alone, as if there were none
 * (domain/cases/restriction.ts); without one everything is, for the program's own work. Calls of people get theirs by
 * services/access/restricted-store.ts.
 */
export interface CaseReads {
  find(caseId: string): Promise<CaseProjection | null>;
  hints(caseIds: readonly string[], viewer?: string): Promise<readonly CaseHintRow[]>;
  byPerson(
    person: PersonQuery,
    limit: number,
    viewer?: string,
  ): Promise<readonly (CaseHintRow & { readonly by: 'document' | 'phone' })[]>;
  /**
   * Open cases in a village or of its street as a whole, or all of a street when the code is a street's; the same
   * category first, newest first.
   */
  similarOpen(
    placeCode: string,
    gbtCategory: string | null,
    limit: number,
    viewer?: string,
  ): Promise<readonly CaseHintRow[]>;
  /** Full text from one character on, initials of names, numbers; newest first. */
  search(query: string, limit: number, viewer?: string): Promise<readonly CaseHintRow[]>;
  queryCodeExists(queryCode: string): Promise<boolean>;
  /** Ids of cases on which work is going on, in order of registration. */
  openIds(): Promise<readonly string[]>;
  /**
   * Ids of cases of which a last day may still move, in order of registration: recomputed when the rules change. The
   * days for the court's confirmation run on after a case was closed.
   */
  timedIds(): Promise<readonly string[]>;
}

export interface CaseWrites {
  /** Inserts or replaces the rows of one case, its people and its search entry. */
  save(projection: CaseProjection): Promise<void>;
  /** Deletes the rows of a case of which nothing is folded any more (SYNC-5); its actions stay in the log. */
  remove(caseId: string): Promise<void>;
  /** Drops all rows that derive from the log, before a rebuild (LOG-4). Counters of numbers stay. */
  clear(): Promise<void>;
}
