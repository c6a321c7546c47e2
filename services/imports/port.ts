import type { CaseProjection } from '../cases/port.ts';

export interface ImportReads {
  /** Ids and types of an import's actions in order, without their payloads: there may be thousands of chunks. */
  importActions(importId: string): Promise<readonly { readonly id: string; readonly type: string }[]>;
  /** Of these cases and query codes, those that the store has already. */
  alreadyThere(
    rows: readonly { readonly caseId: string; readonly queryCode: string }[],
  ): Promise<readonly { readonly caseId: string; readonly caseNumber: string }[]>;
}

export interface ImportWrites {
  /**
   * Writes the rows of one chunk, set-based (LOG-7). Order of registration is that of the chunk in the log, and of the
   * row in the chunk: the same after every rebuild (LOG-4).
   */
  applyChunk(chunkActionId: string, cases: readonly CaseProjection[]): Promise<void>;
}
