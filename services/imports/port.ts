import type { CaseProjection } from '../cases/port.ts';

/** A row of an import as it is kept beside its chunk: canonical bytes and the salt of their hash. */
export interface StoredImportRow {
  readonly caseId: string;
  readonly payloadBytes: Uint8Array;
  readonly salt: Uint8Array;
}

/** With its place in the chunk, from 0: rows before it may have been erased. */
export interface PlacedImportRow extends StoredImportRow {
  readonly index: number;
}

/** What no other case may have: its id, its query code and, where this center gives such numbers out, its number. */
export interface CaseIdentity {
  readonly caseId: string;
  readonly queryCode: string | null;
  readonly caseNumber: string | null;
}

export interface ImportReads {
  /** Ids and types of an import's actions in order, without their payloads: there may be thousands of chunks. */
  importActions(importId: string): Promise<readonly { readonly id: string; readonly type: string }[]>;
  /** The rows of a chunk in order, without those that were erased (LOG-8). */
  rows(chunkActionId: string): Promise<readonly StoredImportRow[]>;
  /** True while a row about this case is kept, of an import that was never committed too. */
  keepsRow(caseId: string): Promise<boolean>;
  /** The chunk that brought a case of the ledger; null for one that was registered here. */
  chunkOf(caseId: string): Promise<string | null>;
  /** Cases of the ledger that share something with one of these; `index` is the place among these. */
  alreadyThere(cases: readonly CaseIdentity[]): Promise<readonly (CaseIdentity & { readonly index: number })[]>;
}

export interface ImportWrites {
  /** Keeps the rows of a chunk that is in the log, set-based; one on the erasure list is dropped (LOG-8). */
  keepRows(chunkActionId: string, rows: readonly PlacedImportRow[]): Promise<void>;
  /**
   * Writes the rows of one chunk, set-based (LOG-7). Order of registration is that of the chunk in the log, and of the
   * row in the chunk: the same after every rebuild (LOG-4).
   */
  applyChunk(chunkActionId: string, cases: readonly CaseProjection[]): Promise<void>;
  /** Deletes whatever imports tell of a case, with its search entry (LOG-8). `erasureId` is the action that orders it. */
  eraseRows(erasureId: string, caseId: string): Promise<void>;
}
