import type { CityAnchor } from '../../contract/sync-anchors.ts';
import type { ChainEnd } from '../../domain/history/chains.ts';
import type { KeptEntry } from '../../domain/history/verify-access.ts';
import type { KeptAction } from '../../domain/history/verify-actions.ts';
import type { JournalEnd } from '../../domain/log/journal.ts';
import type { PlacedImportRow } from '../imports/port.ts';
import type { Journal } from '../log/port.ts';

/** An entry of the erasure list (LOG-8). */
export interface KeptErasure {
  /** An action, or the case of an imported row. */
  readonly actionId: string;
  readonly erasureId: string;
}

/** What verifying reads of the log (LOG-12): everything as it is stored, nothing folded. */
export interface HistoryReads {
  /** Null for a journal that has no end. */
  journalEnd(journal: Journal): Promise<JournalEnd | null>;
  /** Ends of this store's own chains. */
  chainEnds(): Promise<readonly ChainEnd[]>;
  /** The next actions behind a position, in their order. */
  actionsAfter(position: number, limit: number): Promise<readonly KeptAction[]>;
  /** Hashes of the headers with these places in their chains; several where a life ended in branches (SYNC-14). */
  headersAt(places: readonly Omit<ChainEnd, 'headerHash'>[]): Promise<readonly ChainEnd[]>;
  accessAfter(position: number, limit: number): Promise<readonly KeptEntry[]>;
  erasures(): Promise<readonly KeptErasure[]>;
  /** The rows that belong to the chunk at this position of the log. */
  importRows(position: number): Promise<readonly PlacedImportRow[]>;
  countImportRows(): Promise<number>;
}

/** What the city signed over this station's chain (LOG-3). */
export interface KeptReceipt extends ChainEnd {
  readonly ordinal: number;
  readonly epoch: string;
  readonly at: number;
  readonly signature: string;
}

/** What a station's store has beside. */
export interface StationHistoryReads extends HistoryReads {
  /** Digests of the log as it once was, by the count of actions they are over. */
  actionMarks(): Promise<ReadonlyMap<number, string>>;
  /** What the rows of the city's words give now, whatever end was kept. */
  answersEnd(journal: 'receipts' | 'verdicts' | 'chainReceipts'): Promise<JournalEnd>;
  chainReceipts(): Promise<readonly KeptReceipt[]>;
  /** What the city signed over its own history (LOG-13), the newest first. */
  cityAnchors(limit: number): Promise<readonly CityAnchor[]>;
  /** Hashes of files that are noted as being here, and of papers inside the store; in order, behind one. */
  filesHere(after: string, limit: number): Promise<readonly string[]>;
  isFileHere(hash: string): Promise<boolean>;
}

export interface StationHistoryWrites {
  /** Keeps an anchor of the city; one that is kept already is not kept twice. */
  keepCityAnchor(anchor: CityAnchor): Promise<void>;
}
