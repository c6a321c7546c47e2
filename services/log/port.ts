import type { ActionHeader, StreamKind } from '../../domain/log/action.ts';
import type { ChainHead, ChainLink } from '../../domain/log/chain.ts';

/** Who this store is in the log: the station, and how many lives it has had. */
export interface Station {
  readonly stationId: string;
  readonly incarnation: number;
  /** The city's own store: it shows every case of a feed, whoever has the pen (SYNC-6). */
  readonly isCity?: true;
}

/** Tables that only grow, whose rows one digest is over (LOG-11). */
export type Journal = 'actions' | 'access' | 'receipts' | 'verdicts' | 'chainReceipts';

/** A stored action; payload and salt are null after an erasure (LOG-8). */
export interface StoredAction extends ChainLink {
  readonly headerHash: string;
}

export interface LogReads {
  station(): Promise<Station>;
  /** Of the program that folded the rows that are there; 0 where none has yet. */
  projectionVersion(): Promise<number>;
  /** End of this station's chain; sequence 0 and an empty hash before the first action. */
  head(): Promise<ChainHead>;
  /** The latest device time of any action of this station, whatever came after it; null before the first. */
  newestDeviceTime(): Promise<number | null>;
  find(actionId: string): Promise<StoredAction | null>;
  /** The actions of one stream in the order in which they were appended. */
  stream(kind: StreamKind, streamId: string): Promise<readonly StoredAction[]>;
  /** The actions of all requests to erase and of their answers, in the order in which they were appended; few. */
  erasureActions(): Promise<readonly StoredAction[]>;
  /** Whether a stream has begun. */
  hasStream(kind: StreamKind, streamId: string): Promise<boolean>;
  /** All actions in the order in which they were appended, for rebuilding and verifying; read in batches. */
  all(): AsyncIterable<StoredAction>;
}

export interface LogWrites {
  setProjectionVersion(version: number): Promise<void>;
  /**
   * Appends the next action of this station's own chain.
   * @throws when the id or the sequence is already there: the log never replaces anything (LOG-3).
   */
  append(action: {
    header: ActionHeader;
    headerHash: string;
    payloadBytes: Uint8Array;
    salt: Uint8Array;
  }): Promise<void>;
  /** Deletes payloads and salts; headers stay (LOG-8). `erasureId` is the action that orders it. */
  erasePayloads(erasureId: string, actionIds: readonly string[]): Promise<void>;
}
