import type { AuditReads } from './audit/port.ts';
import type { CaseReads, CaseWrites } from './cases/port.ts';
import type { DirectoryReads, DirectoryWrites } from './directory/port.ts';
import type { FileReads, FileWrites } from './documents/port.ts';
import type { DraftReads, DraftWrites } from './drafts/port.ts';
import type { FilePlaceReads, FilePlaceWrites, StationFileReads, StationFileWrites } from './files/port.ts';
import type { StationHistoryReads, StationHistoryWrites } from './history/port.ts';
import type { HomeReads } from './home/port.ts';
import type { ImportReads, ImportWrites } from './imports/port.ts';
import type { LedgerReads, LedgerWrites } from './ledger/port.ts';
import type { LogReads, LogWrites } from './log/port.ts';
import type { NumberReads, NumberWrites, StationNumberReads, StationNumberWrites } from './numbers/port.ts';
import type { MentionReads } from './personal-data/port.ts';
import type { SessionReads, SessionWrites } from './sessions/port.ts';
import type { SettingsReads, SettingsWrites } from './settings/port.ts';
import type { StationSyncReads, StationSyncWrites, SyncReads } from './sync/port.ts';

/** Everything that services read from a store; one consistent snapshot each time (see {@link Store.read}). */
export interface Reads {
  readonly log: LogReads;
  readonly cases: CaseReads;
  readonly directory: DirectoryReads;
  readonly files: FileReads;
  readonly filePlaces: FilePlaceReads;
  readonly drafts: DraftReads;
  readonly home: HomeReads;
  readonly imports: ImportReads;
  readonly ledger: LedgerReads;
  readonly numbers: NumberReads;
  readonly sessions: SessionReads;
  readonly settings: SettingsReads;
  readonly sync: SyncReads;
}

/** What services read and write inside one transaction. */
export interface Writes extends Reads {
  readonly log: LogReads & LogWrites;
  readonly cases: CaseReads & CaseWrites;
  readonly directory: DirectoryReads & DirectoryWrites;
  readonly files: FileReads & FileWrites;
  readonly filePlaces: FilePlaceReads & FilePlaceWrites;
  readonly drafts: DraftReads & DraftWrites;
  readonly imports: ImportReads & ImportWrites;
  readonly ledger: LedgerReads & LedgerWrites;
  readonly numbers: NumberReads & NumberWrites;
  readonly sessions: SessionReads & SessionWrites;
  readonly settings: SettingsReads & SettingsWrites;
}

/**
 * A store of actions and projections. `db/` implements it on SQLite for the center; the city's adapter will on
 * PostgreSQL. Both pass one contract suite.
 */
export interface Store {
  /** Reads of one committed snapshot; never sees a transaction that is still open. */
  read<Result>(work: (reads: Reads) => Promise<Result>): Promise<Result>;
  /**
   * One durable transaction, one at a time: all of the work, or none of it when it throws.
   * @throws ServiceError STORE_READ_ONLY, DISK_FULL or STORE_BUSY when the store cannot be written.
   */
  write<Result>(work: (writes: Writes) => Promise<Result>): Promise<Result>;
  /**
   * Resolves once everything committed before can be found by a search (`cases.search`, `cases.byPerson`, a ledger's
   * filter with `search`): the words of a case may follow its commit. Ask before the {@link Store.read} that searches.
   */
  searchable(): Promise<void>;
  close(): Promise<void>;
}

/** What a station's store has beside: its side of sync. */
export interface StationReads extends Reads {
  readonly filePlaces: StationFileReads;
  readonly audit: AuditReads;
  readonly history: StationHistoryReads;
  readonly mentions: MentionReads;
  readonly numbers: StationNumberReads;
  readonly sync: StationSyncReads;
}

export interface StationWrites extends Writes {
  readonly filePlaces: StationFileReads & StationFileWrites;
  readonly audit: AuditReads;
  readonly history: StationHistoryReads & StationHistoryWrites;
  readonly mentions: MentionReads;
  readonly numbers: StationNumberReads & StationNumberWrites;
  readonly sync: StationSyncReads & StationSyncWrites;
}

/** The store of a station: `db/` implements it. */
export interface StationStore extends Store {
  read<Result>(work: (reads: StationReads) => Promise<Result>): Promise<Result>;
  write<Result>(work: (writes: StationWrites) => Promise<Result>): Promise<Result>;
}
