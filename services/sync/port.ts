import type { ActionHeader, StreamKind } from '../../domain/log/action.ts';
import type { ChainHead } from '../../domain/log/chain.ts';
import type { BatchLimits } from '../../domain/sync/batches.ts';
import type { SyncFailure } from '../../domain/sync/failures.ts';
import type { Verdict, VerdictKind } from '../../domain/sync/verdict.ts';
import type { Station, StoredAction } from '../log/port.ts';

/** The place that the city gave an action, and what it says of it (SYNC-2, SYNC-3). */
export interface CityWord extends Verdict {
  readonly feed: string;
  /** In the feed, from 1. */
  readonly position: number;
  /** In the stream, from 1. */
  readonly streamSequence: number;
}

/** When the city said it: in which of its lives (SYNC-11), and when that was received, in ms. */
export interface Spoken {
  readonly epoch: string;
  readonly receivedAt: number;
}

/** A stored action with what its place in the fold follows from; null while the city has not spoken (SYNC-5). */
export interface PlacedAction extends StoredAction {
  readonly place: { readonly streamSequence: number; readonly verdict: VerdictKind } | null;
}

export interface StreamName {
  readonly streamKind: StreamKind;
  readonly streamId: string;
}

/** The past of a stream that was granted to this station and is being fetched (SYNC-4). */
export interface Backfill {
  /** Of the stream. */
  readonly feed: string;
  readonly streamKind: 'case';
  readonly streamId: string;
  /** Position in that feed up to which the stream is here. */
  readonly position: number;
  /** Up to where its past goes; what comes later comes with the feed. */
  readonly upTo: number;
}

/** What every store knows of what the city said. */
export interface SyncReads {
  /** The actions of one stream in the order in which they were appended. */
  stream(kind: StreamKind, streamId: string): Promise<readonly PlacedAction[]>;
  /** All actions in the order in which they were appended; read in batches. */
  all(): AsyncIterable<PlacedAction>;
  /** The feed that the stream belongs to for ever (SYNC-2), where the city has spoken of any of it; else null. */
  feedOf(kind: StreamKind, streamId: string): Promise<string | null>;
  /** What the city wrote of the centers that there are, in the order of appending (domain/sync/city-actions.ts). */
  stations(): Promise<readonly PlacedAction[]>;
  /** The newest word of the city about an action; null while there is none. */
  receiptOf(actionId: string): Promise<(CityWord & Spoken) | null>;
  /**
   * How often the city's word took something out of the fold of a stream, or changed its mind: this station's actions
   * whose first verdict was `set_aside` or `held`, and every later word. It only ever grows.
   */
  overruled(kind: StreamKind, streamId: string): Promise<number>;
}

/** An own action that waits to be sent, with the feed of its stream; null where that is the station's own. */
export interface OutboxAction extends StoredAction {
  readonly feed: string | null;
}

export interface Waiting {
  readonly actions: number;
  /** Of headers, payloads and rows of imports, before compression. */
  readonly bytes: number;
  /** Device time of the oldest of them; null where none waits. */
  readonly oldestAt: number | null;
}

export interface Cursor {
  readonly feed: string;
  readonly position: number;
  /** The last position that the city named. */
  readonly head: number;
  readonly epoch: string;
  /** What the city sealed about the position, to be given back as a proof (SYNC-11); null where it has not. */
  readonly mark: string | null;
}

/** An action that the city has confirmed, by its place in the log here. */
export interface ConfirmedAction {
  readonly position: number;
  readonly id: string;
  readonly feed: string;
}

/** Own actions of one stream that the city set aside or holds, in the order in which they were done (SYNC-3). */
export interface AttentionGroup extends StreamName {
  readonly actions: readonly (Verdict & Spoken & Pick<ActionHeader, 'id' | 'type' | 'actorId' | 'deviceTime'>)[];
}

export interface SyncState {
  /** The city's epoch that was seen last; null before the first talk. */
  readonly epoch: string | null;
  readonly lastCompleteAt: number | null;
  /** Why the last round ended early, in Chinese; null where it did not. */
  readonly failure: string | null;
  /** The same for the program; null also where an older version noted the words alone. */
  readonly failureCode: SyncFailure | null;
  readonly failedAt: number | null;
  /** Clock of this station minus the city's, in ms; null while it was never measured. */
  readonly clockOffset: number | null;
}

/** What the city signed over the end of this station's chain (LOG-3). */
export interface ChainReceipt {
  readonly stationId: string;
  readonly incarnation: number;
  readonly sequence: number;
  readonly headerHash: string;
  readonly epoch: string;
  readonly at: number;
  readonly signature: string;
}

/** How far a stream goes here. */
export interface StreamEnd {
  /** The highest place that the city gave one of its actions here, folded or not; 0 where it has given none. */
  readonly streamSequence: number;
  /** Whether one of its actions here has no word of the city yet. */
  readonly waits: boolean;
}

/** What a station knows beside: what waits, how far it is, what needs somebody. */
export interface StationSyncReads extends SyncReads {
  /**
   * The oldest own actions without a receipt that fit the bounds, at least one where there is any (SYNC-1, SYNC-9); behind
   * the action `after` where one is named.
   */
  outbox(limits: BatchLimits, after?: string): Promise<readonly OutboxAction[]>;
  waiting(): Promise<Waiting>;
  /** How many own actions wait; asked for all day by every desk, so it looks at none of them. */
  waitingCount(): Promise<number>;
  cursors(): Promise<readonly Cursor[]>;
  /** Actions with a word of the city, own and others', behind a position of the log here, in its order (SYNC-11). */
  confirmed(after: number, count: number): Promise<readonly ConfirmedAction[]>;
  /** Granted streams of which not all of the past is here. */
  backfills(): Promise<readonly Backfill[]>;
  needsAttention(): Promise<readonly AttentionGroup[]>;
  state(): Promise<SyncState>;
  /** Hashes of the headers of those of these actions that are in the log here. */
  headerHashes(actionIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** How far each of these streams goes; none of a stream of which no action is here. */
  streamEnds(kind: StreamKind, streamIds: readonly string[]): Promise<ReadonlyMap<string, StreamEnd>>;
  /** The end of one of this station's chains; sequence 0 and an empty hash where there is none. */
  headOf(incarnation: number): Promise<ChainHead>;
  /** The newest receipt over the end of this station's chain. */
  chainReceipt(): Promise<ChainReceipt | null>;
}

/** An action that comes from elsewhere, or that a restored station takes back; never without the city's word. */
export interface ForeignAction {
  readonly header: ActionHeader;
  readonly headerHash: string;
  /** Null where it was erased (LOG-8). */
  readonly payloadBytes: Uint8Array | null;
  readonly salt: Uint8Array | null;
  readonly word: CityWord;
}

export interface Appended {
  readonly added: readonly string[];
  readonly dropped: readonly string[];
}

export interface StationSyncWrites {
  /**
   * Keeps what the city said of actions that are in the log. The same again changes nothing; a later word that differs
   * is kept beside the first. Resolves to the streams whose fold may have changed by it.
   * @throws ServiceError CHAIN_BROKEN where an action has another place within one epoch, or is not in the log.
   */
  keepReceipts(words: readonly (CityWord & { readonly id: string })[], spoken: Spoken): Promise<readonly StreamName[]>;
  /**
   * Appends actions with the city's word about each. Chains of other stations may come in parts. One that is in the log
   * already is left as it is, and a payload on the erasure list is dropped (LOG-8). Resolves to the ids that are new, and
   * to those of them whose payload was dropped.
   * @throws where an own action branches off this station's chain (LOG-3).
   */
  appendForeign(actions: readonly ForeignAction[], spoken: Spoken): Promise<Appended>;
  /** Moves a cursor forward; within an epoch an earlier position changes nothing, another epoch begins anew (SYNC-4). */
  moveCursor(cursor: Cursor): Promise<void>;
  /** Notes how far the past of a stream is here; once all of it is, it is one like all others. */
  moveBackfill(backfill: Backfill): Promise<void>;
  keepChainReceipt(receipt: ChainReceipt): Promise<void>;
  /** The life that the city lives in. In another one positions are others: pasts are fetched from their beginning. */
  noteEpoch(epoch: string): Promise<void>;
  /**
   * This store goes on as the next life of its station, with a chain of its own (SYNC-14); a store without any action
   * may become another station. The same again changes nothing.
   * @throws where it would go back, or become another station with actions in it.
   */
  beginIncarnation(station: Station): Promise<void>;
  noteClock(clockOffset: number): Promise<void>;
  /** How a round ended; a failure leaves the time of the last complete one. */
  noteRound(
    round: { readonly at: number; readonly complete: boolean } & Pick<SyncState, 'failure' | 'failureCode'>,
  ): Promise<void>;
}
