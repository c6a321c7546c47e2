import { canonicalJson, type Json } from './canonical-json.ts';

/** What kind of record a stream is the history of. */
export type StreamKind = 'case' | 'center' | 'staff' | 'erasure' | 'import' | 'settling' | 'grant' | 'station';

/** The immutable head of an action (LOG-2). It stays for ever; only the payload can be erased (LOG-8). */
export interface ActionHeader {
  /** UUIDv7, made where the action arose; it is the idempotency key as well. */
  readonly id: string;
  readonly streamKind: StreamKind;
  readonly streamId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly actorId: string;
  readonly stationId: string;
  /** Counts the lives of a station: a restored store starts a new one. */
  readonly incarnation: number;
  /** 1, 2, 3 … without a gap within one incarnation. */
  readonly sequence: number;
  /** Hash of the header before this one in the same incarnation; empty for the first. */
  readonly previousHash: string;
  /** Hash of salt and payload bytes: without the salt, an erased payload cannot be guessed back. */
  readonly payloadHash: string;
  /** Revision of the stream that the author saw (LOG-5); 0 creates the stream. */
  readonly baseRevision: number;
  /** Clock of the device, milliseconds since 1970. Never used for order (SYNC-7). */
  readonly deviceTime: number;
  /** Estimated device clock minus server clock in milliseconds; null while no server was ever reached. */
  readonly clockOffset: number | null;
  /** Ids of the algorithms used for hashes, so that another suite can be told apart. */
  readonly algorithms: string;
}

/** An action with its payload as it is folded; the payload is null after an erasure (LOG-8). */
export interface Action<Payload = Json> {
  readonly header: ActionHeader;
  readonly payload: Payload | null;
}

/** Hash of bytes as lower-case hex, and the id that names it beside every hash. */
export interface HashSuite {
  readonly id: string;
  /** Text as UTF-8. */
  digest(...parts: readonly (string | Uint8Array)[]): string;
  /** The way to hash of this id, in which something was written before; null for one that is not known. */
  named(id: string): HashSuite | null;
}

/**
 * In which suite a header was written, for a suite that may be another by now: chains are mixed (docs/suites.md). One
 * that is not known stands for itself, and what it hashes will not hold.
 */
export function suiteOf({ algorithms }: Pick<ActionHeader, 'algorithms'>, suite: HashSuite): HashSuite {
  return suite.named(algorithms) ?? suite;
}

const encoder = new TextEncoder();

export interface SealedAction {
  readonly header: ActionHeader;
  readonly headerHash: string;
  /** Canonical JSON bytes, stored as they are and never re-serialised. */
  readonly payloadBytes: Uint8Array;
  readonly salt: Uint8Array;
}

/**
 * The fields that the hash of a header is over, in the order of canonical JSON. It must name each one: what a store reads
 * beside them must not change a hash, and a field that is added later needs a new way to hash, or every chain that was
 * written before would break.
 */
function hashedFields(header: ActionHeader): { readonly [Name in keyof ActionHeader]: ActionHeader[Name] } {
  return {
    actorId: header.actorId,
    algorithms: header.algorithms,
    baseRevision: header.baseRevision,
    clockOffset: header.clockOffset,
    deviceTime: header.deviceTime,
    id: header.id,
    incarnation: header.incarnation,
    payloadHash: header.payloadHash,
    previousHash: header.previousHash,
    schemaVersion: header.schemaVersion,
    sequence: header.sequence,
    stationId: header.stationId,
    streamId: header.streamId,
    streamKind: header.streamKind,
    type: header.type,
  };
}

/** JSON would write others as null. */
function hasFiniteNumbers({
  baseRevision,
  clockOffset,
  deviceTime,
  incarnation,
  schemaVersion,
  sequence,
}: ActionHeader) {
  return Number.isFinite(baseRevision + (clockOffset ?? 0) + deviceTime + incarnation + schemaVersion + sequence);
}

/**
 * The canonical JSON of the header, which its hash is over. It is made for each of thousands of headers of a batch: in one
 * piece where nothing in it is escaped by its number, as what may not be stored would be, and with care else.
 */
function headerText(header: ActionHeader): string {
  const fields = hashedFields(header);
  const text = JSON.stringify(fields);
  return hasFiniteNumbers(header) && !text.includes('\\u') ? text : canonicalJson(fields);
}

export function hashHeader(header: ActionHeader, suite: HashSuite): string {
  return suiteOf(header, suite).digest(headerText(header));
}

export function hashPayload(salt: Uint8Array, payloadBytes: Uint8Array, suite: HashSuite): string {
  return suite.digest(salt, payloadBytes);
}

/**
 * Closes an action: fixes the payload's bytes, and chains its header to the one before.
 * @throws UnstorableValue when the payload holds NUL, a lone surrogate or a number that is not finite.
 */
export function sealAction(
  unsealed: Omit<ActionHeader, 'payloadHash' | 'algorithms'>,
  payload: Json,
  salt: Uint8Array,
  suite: HashSuite,
): SealedAction {
  const payloadBytes = encoder.encode(canonicalJson(payload));
  const header: ActionHeader = {
    ...unsealed,
    payloadHash: hashPayload(salt, payloadBytes, suite),
    algorithms: suite.id,
  };
  return { header, headerHash: hashHeader(header, suite), payloadBytes, salt };
}
