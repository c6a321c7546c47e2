import type { ActionAnswer, WireAction } from '../../contract/sync.ts';
import type { SightChange } from '../../domain/cases/handover.ts';
import type { ActionHeader } from '../../domain/log/action.ts';
import type { ChainHead } from '../../domain/log/chain.ts';
import type { VerdictReason } from '../../domain/sync/reasons.ts';
import type { Verdict, VerdictKind } from '../../domain/sync/verdict.ts';
import type { CaseEvent } from '../../domain/webhooks/case-events.ts';
import type { SignatureAlgorithm } from '../../services/suites/signature.ts';
import type { Transaction } from '../db/database.ts';
import { packed } from '../db/packed.ts';

/** Who sends: a station of a district, in one of its lives. */
export interface Sender {
  /** The district of the station: its home feed. */
  readonly feed: string;
  readonly stationId: string;
  readonly incarnation: number;
  /** The city itself, which answers what was left to it. */
  readonly isCity?: boolean;
  /** How the station signs, and the city for it; Ed25519 unless it is said. */
  readonly signs?: SignatureAlgorithm['id'];
}

/** An action with its place at the city, ready to be stored. */
export interface PlacedAction {
  readonly wire: WireAction;
  readonly headerHash: string;
  readonly position: number;
  readonly streamSequence: number;
  readonly verdict: Verdict;
  /** What the city's platforms are told of it. */
  readonly events: readonly CaseEvent[];
  /** Stations that see it beside the one that sent it. */
  readonly seers: ReadonlySet<string>;
  /** Whose sight of the case it changes. */
  readonly sight: SightChange | null;
}

const chainSql = `SELECT sequence, header_hash AS "headerHash" FROM chain_heads
  WHERE feed = $1 AND station_id = $2 AND incarnation = $3 FOR UPDATE`;

/**
 * The end of the station's chain as the city holds it. The row is locked until the transaction ends: two pushes of one
 * station, on two servers even, go one after the other.
 */
export async function lockChain(tx: Transaction, { feed, stationId, incarnation }: Sender): Promise<ChainHead> {
  const key = [feed, stationId, incarnation];
  const [known] = await tx.query<ChainHead>(chainSql, key);
  if (known) return known;
  tx.send(
    `INSERT INTO chain_heads (feed, station_id, incarnation, sequence, header_hash) VALUES ($1, $2, $3, 0, '')
     ON CONFLICT DO NOTHING`,
    key,
  );
  const [head] = await tx.query<ChainHead>(chainSql, key);
  if (!head) throw new Error(`the chain of station ${stationId} is gone`);
  return head;
}

export function moveChain(tx: Transaction, sender: Sender, head: ChainHead): void {
  tx.send(
    `UPDATE chain_heads SET sequence = $4, header_hash = $5 WHERE feed = $1 AND station_id = $2 AND incarnation = $3`,
    [sender.feed, sender.stationId, sender.incarnation, head.sequence, head.headerHash],
  );
}

const chainsSql = `SELECT c.station_id AS "stationId", c.sequence, c.header_hash AS "headerHash"
  FROM unnest($2::text[], $3::int[]) w (station, incarnation)
  JOIN chain_heads c ON c.feed = $1 AND c.station_id = w.station AND c.incarnation = w.incarnation
  ORDER BY c.station_id FOR UPDATE OF c`;

/**
 * Begins the chains of lives that may have none yet, in the order of their stations, and before any chain is locked: two
 * servers never wait for each other in a circle.
 */
export function beginChains(tx: Transaction, feed: string, senders: readonly Sender[]): void {
  if (senders.length === 0) return;
  tx.send(
    `INSERT INTO chain_heads (feed, station_id, incarnation, sequence, header_hash)
     SELECT $1, w.station, w.incarnation, 0, '' FROM unnest($2::text[], $3::int[]) w (station, incarnation)
     ORDER BY w.station ON CONFLICT DO NOTHING`,
    [feed, senders.map(({ stationId }) => stationId), senders.map(({ incarnation }) => incarnation)],
  );
}

/**
 * As {@link lockChain} for several stations of a feed, by their ids: in their order, so that two servers never wait for
 * each other in a circle. A life that has no chain yet is missing.
 */
export async function lockChains(
  tx: Transaction,
  feed: string,
  senders: readonly Sender[],
): Promise<ReadonlyMap<string, ChainHead>> {
  const key = [feed, senders.map(({ stationId }) => stationId), senders.map(({ incarnation }) => incarnation)];
  const rows = await tx.query<ChainHead & { readonly stationId: string }>(chainsSql, key);
  return new Map(rows.map(({ stationId, ...head }) => [stationId, head]));
}

/** As {@link moveChain} for several stations of a feed. */
export function moveChains(
  tx: Transaction,
  feed: string,
  moves: readonly { readonly sender: Sender; readonly head: ChainHead }[],
): void {
  if (moves.length === 0) return;
  tx.send(
    `UPDATE chain_heads c SET sequence = m.sequence, header_hash = m.hash
     FROM unnest($2::text[], $3::int[], $4::int[], $5::text[]) m (station, incarnation, sequence, hash)
     WHERE c.feed = $1 AND c.station_id = m.station AND c.incarnation = m.incarnation`,
    [
      feed,
      moves.map(({ sender }) => sender.stationId),
      moves.map(({ sender }) => sender.incarnation),
      moves.map(({ head }) => head.sequence),
      moves.map(({ head }) => head.headerHash),
    ],
  );
}

export interface HeldAction {
  readonly sequence: number;
  readonly headerHash: string;
  readonly answer: ActionAnswer;
}

interface HeldRow {
  readonly id: string;
  readonly sequence: number;
  readonly headerHash: string;
  readonly position: number;
  readonly streamSequence: number;
  readonly verdict: VerdictKind | null;
  readonly reason: VerdictReason | null;
  readonly detail: string | null;
}

/** What the city holds of these actions of a feed already, with the answers that it gave (SYNC-3). */
export async function heldActions(
  tx: Transaction,
  feed: string,
  ids: readonly string[],
): Promise<readonly HeldAction[]> {
  const rows = await tx.query<HeldRow>(
    `SELECT h.id, h.sequence, h.header_hash AS "headerHash", h.position, h.stream_sequence AS "streamSequence",
       v.verdict, v.reason, v.detail
     FROM action_headers h
     LEFT JOIN LATERAL (SELECT verdict, reason, detail FROM verdicts
       WHERE feed = $1 AND position = h.position ORDER BY ordinal DESC LIMIT 1) v ON true
     WHERE h.feed = $1 AND h.id = ANY($2::uuid[])`,
    [feed, [...ids]],
  );
  return rows.map(({ id, sequence, headerHash, position, streamSequence, verdict, reason, detail }) => ({
    sequence,
    headerHash,
    answer: { id, known: true, feed, position, streamSequence, verdict: verdict ?? 'accepted', reason, detail },
  }));
}

/**
 * The next positions of a feed. Whoever takes some holds the feed's row until the commit, so that a position becomes
 * visible only when every lower one is (SYNC-2).
 */
export async function takePositions(tx: Transaction, feed: string, count: number): Promise<number> {
  const [row] = await tx.query<{ head: number }>(
    `INSERT INTO feeds (feed, head) VALUES ($1, $2)
     ON CONFLICT (feed) DO UPDATE SET head = feeds.head + excluded.head RETURNING head`,
    [feed, count],
  );
  if (!row) throw new Error(`feed ${feed} has no head`);
  return row.head - count + 1;
}

/** What the log keeps of an action. */
export type LoggedAction = Omit<PlacedAction, 'events' | 'seers' | 'sight'>;

const column = <Value>(actions: readonly LoggedAction[], of: (header: ActionHeader, action: LoggedAction) => Value) =>
  actions.map((action) => of(action.wire.header, action));

/** Stores headers, payloads and verdicts of one feed, set-based. Payloads on the erasure list are dropped (LOG-8). */
export async function storeActions(
  tx: Transaction,
  feed: string,
  actions: readonly LoggedAction[],
  receivedAt: number,
): Promise<void> {
  const headersStored = tx.query(
    `INSERT INTO action_headers (feed, position, id, stream_kind, stream_id, stream_sequence, type, schema_version,
       actor_id, station_id, incarnation, sequence, previous_hash, payload_hash, header_hash, base_revision, device_time,
       clock_offset, algorithms, received_at)
     SELECT $1, a.*, $2 FROM unnest($3::bigint[], $4::uuid[], $5::text[], $6::uuid[], $7::int[], $8::text[], $9::int[],
       $10::text[], $11::text[], $12::int[], $13::int[], $14::text[], $15::text[], $16::text[], $17::int[],
       $18::bigint[], $19::bigint[], $20::text[]) a`,
    [
      feed,
      receivedAt,
      column(actions, (_, { position }) => position),
      column(actions, ({ id }) => id),
      column(actions, ({ streamKind }) => streamKind),
      column(actions, ({ streamId }) => streamId),
      column(actions, (_, { streamSequence }) => streamSequence),
      column(actions, ({ type }) => type),
      column(actions, ({ schemaVersion }) => schemaVersion),
      column(actions, ({ actorId }) => actorId),
      column(actions, ({ stationId }) => stationId),
      column(actions, ({ incarnation }) => incarnation),
      column(actions, ({ sequence }) => sequence),
      column(actions, ({ previousHash }) => previousHash),
      column(actions, ({ payloadHash }) => payloadHash),
      column(actions, (_, { headerHash }) => headerHash),
      column(actions, ({ baseRevision }) => baseRevision),
      column(actions, ({ deviceTime }) => deviceTime),
      column(actions, ({ clockOffset }) => clockOffset),
      column(actions, ({ algorithms }) => algorithms),
    ],
  );
  const kept = actions.filter(({ wire }) => wire.payload !== null && wire.salt !== null);
  const payloads = packed(kept.map(({ wire }) => wire.payload ?? ''));
  const payloadsStored = tx.query(
    // What is erased is asked for once, not for each action.
    `INSERT INTO action_payloads (feed, position, payload, salt)
     SELECT $1, a.position, substr($2::bytea, a.start, a.length), decode(a.salt, 'hex')
     FROM unnest($3::bigint[], $4::uuid[], $5::int[], $6::int[], $7::text[]) a (position, id, start, length, salt)
     WHERE a.id <> ALL (ARRAY(SELECT e.action_id FROM erasures e WHERE e.feed = $1 AND e.action_id = ANY($4::uuid[])))`,
    [
      feed,
      payloads.bytes,
      column(kept, (_, { position }) => position),
      column(kept, ({ id }) => id),
      payloads.starts,
      payloads.lengths,
      kept.map(({ wire }) => wire.salt),
    ],
  );
  await Promise.all([headersStored, payloadsStored, storeVerdicts(tx, feed, actions, receivedAt)]);
}

async function storeVerdicts(
  tx: Transaction,
  feed: string,
  actions: readonly LoggedAction[],
  receivedAt: number,
): Promise<void> {
  const judged = actions.filter(({ verdict }) => verdict.verdict !== 'accepted');
  if (judged.length === 0) return;
  await tx.query(
    `INSERT INTO verdicts (feed, position, ordinal, verdict, reason, detail, at)
     SELECT $1, a.position, 1, a.verdict, a.reason, a.detail, $2
     FROM unnest($3::bigint[], $4::text[], $5::text[], $6::text[]) a (position, verdict, reason, detail)`,
    [
      feed,
      receivedAt,
      column(judged, (_, { position }) => position),
      judged.map(({ verdict }) => verdict.verdict),
      judged.map(({ verdict }) => verdict.reason),
      judged.map(({ verdict }) => verdict.detail),
    ],
  );
}
