import type { DraftKind } from '../../contract/drafts.ts';

/** An action of a case that has one of the words that were asked for; `payload` is its JSON. */
export interface MentioningAction {
  readonly caseId: string;
  readonly type: string;
  /** Device time, in ms. */
  readonly at: number;
  readonly payload: string;
}

export interface MentioningDraft {
  readonly staffId: string;
  readonly kind: DraftKind;
  readonly caseId: string | null;
  readonly savedAt: number;
  /** The form's JSON. */
  readonly content: string;
}

export interface MentionReads {
  /** The last positions of the log and of imported rows, which are looked through piece by piece. */
  ends(): Promise<{ readonly log: number; readonly rows: number }>;
  /** Actions of cases behind `after`, up to and with `upTo`, that have one of the words; erased ones have none. */
  actions(words: readonly string[], after: number, upTo: number): Promise<readonly MentioningAction[]>;
  /** Imported rows of cases, likewise. */
  importedRows(
    words: readonly string[],
    after: number,
    upTo: number,
  ): Promise<readonly Pick<MentioningAction, 'caseId' | 'payload'>[]>;
  /** What anybody has begun to write. */
  drafts(words: readonly string[]): Promise<readonly MentioningDraft[]>;
}
