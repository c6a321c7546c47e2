import { createHash } from 'node:crypto';
import { type RoomEvent, roomPostSchema } from '../../domain/room/posts.ts';
import type { OpenedFor } from '../../domain/room/room.ts';
import type { Seat } from '../../domain/room/seat.ts';
import type { Transaction } from '../db/database.ts';

export type Queries = Pick<Transaction, 'query'>;

/** How long after its end a room can still be read; then nothing of it is kept here (个人信息保护法 19). */
export const ROOM_KEPT_MS = 7 * 24 * 60 * 60_000;

/** Of links and cookies only this is stored; and the text that is signed is named by it. */
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A room by its place. */
export interface RoomKey {
  readonly feed: string;
  readonly roomId: string;
}

export interface RoomRow extends RoomKey {
  readonly caseId: string;
  readonly centerName: string;
  readonly startsAt: number;
  readonly closesAt: number;
  readonly videoUrl: string | null;
  readonly head: number;
  readonly endedAt: number | null;
  readonly toldAt: number | null;
}

export const roomColumns = `r.feed, r.id::text AS "roomId", r.case_id::text AS "caseId", r.center_name AS "centerName",
  r.starts_at AS "startsAt", r.closes_at AS "closesAt", r.video_url AS "videoUrl", r.head, r.ended_at AS "endedAt",
  r.told_at AS "toldAt"`;

export interface SeatRow {
  readonly id: string;
  readonly kind: Seat['kind'];
  readonly personId: string | null;
  readonly name: string;
  readonly agentName: string | null;
  readonly identity: string | null;
  readonly phone: string;
}

export const seatColumns = `s.id::text AS id, s.kind, s.person_id::text AS "personId", s.name, s.agent_name AS "agentName",
  s.identity, s.phone`;

export function seatOf({ personId, agentName, identity, id, kind, name, phone }: SeatRow): Seat {
  return {
    ...{ id, kind, name, phone },
    ...(personId === null ? {} : { personId }),
    ...(agentName === null ? {} : { agentName }),
    ...(identity === null ? {} : { identity }),
  };
}

/** The row of a room; held until the transaction ends where `held`. */
export async function findRoom({ query }: Queries, { feed, roomId }: RoomKey, held = false): Promise<RoomRow | null> {
  const sql = `SELECT ${roomColumns} FROM rooms r WHERE r.feed = $1 AND r.id = $2${held ? ' FOR UPDATE' : ''}`;
  const [row] = await query<RoomRow>(sql, [feed, roomId]);
  return row ?? null;
}

export async function seatsOf({ query }: Queries, { feed, roomId }: RoomKey): Promise<readonly Seat[]> {
  const sql = `SELECT ${seatColumns} FROM room_seats s WHERE s.feed = $1 AND s.room_id = $2 ORDER BY s.ordinal`;
  return (await query<SeatRow>(sql, [feed, roomId])).map(seatOf);
}

interface EventRow extends Omit<RoomEvent, 'post'> {
  readonly post: string;
}

const byRoomItself: ReadonlySet<string> = new Set(['joined', 'expired']);

function postOf(text: string): RoomEvent['post'] {
  const stored = JSON.parse(text) as { readonly type: string };
  return byRoomItself.has(stored.type) ? (stored as RoomEvent['post']) : roomPostSchema.parse(stored);
}

/** All that happened in a room, in its order. */
export async function eventsOf({ query }: Queries, { feed, roomId }: RoomKey): Promise<readonly RoomEvent[]> {
  const sql = `SELECT seq, at, seat_id::text AS "seatId", post FROM room_events
    WHERE feed = $1 AND room_id = $2 ORDER BY seq`;
  return (await query<EventRow>(sql, [feed, roomId])).map(({ post, ...event }) => ({ ...event, post: postOf(post) }));
}

export const openedFor = (room: RoomRow, seats: readonly Seat[]): OpenedFor => ({ seats, videoUrl: room.videoUrl });

interface NewEvent extends Omit<RoomEvent, 'seq'> {
  readonly clientId: string;
}

/** Adds the next event to a room whose row is held. */
export async function addEvent(
  { query }: Queries,
  room: RoomRow,
  { at, seatId, post, clientId }: NewEvent,
): Promise<void> {
  const { feed, roomId } = room;
  const [raised] = await query<{ head: number }>(
    'UPDATE rooms SET head = head + 1 WHERE feed = $1 AND id = $2 RETURNING head',
    [feed, roomId],
  );
  if (!raised) throw new Error(`room ${roomId} is gone`);
  await query(
    'INSERT INTO room_events (feed, room_id, seq, seat_id, client_id, at, post) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [feed, roomId, raised.head, seatId, clientId, at, JSON.stringify(post)],
  );
}

const tables = ['room_photos', 'room_events', 'room_entries', 'room_seats'] as const;

async function removeRooms({ query }: Queries, feed: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  for (const table of tables)
    await query(`DELETE FROM ${table} WHERE feed = $1 AND room_id = ANY($2::uuid[])`, [feed, ids]);
  await query('DELETE FROM rooms WHERE feed = $1 AND id = ANY($2::uuid[])', [feed, ids]);
}

/** An erasure of a case takes what was said in its rooms with it, side talk and photos too (LOG-8). */
export async function eraseRooms(tx: Queries, feed: string, caseId: string): Promise<void> {
  const sql = 'SELECT id::text AS id FROM rooms WHERE feed = $1 AND case_id = $2 FOR UPDATE';
  const rows = await tx.query<{ id: string }>(sql, [feed, caseId]);
  await removeRooms(
    tx,
    feed,
    rows.map(({ id }) => id),
  );
}

/** Removes rooms that ended longer ago than they need be read, once the case knows how. */
export async function tidyRooms(tx: Queries, now: number): Promise<void> {
  const rows = await tx.query<{ feed: string; id: string }>(
    'SELECT feed, id::text AS id FROM rooms WHERE ended_at < $1 AND told_at IS NOT NULL FOR UPDATE',
    [now - ROOM_KEPT_MS],
  );
  for (const [feed, ofFeed] of Map.groupBy(rows, (row) => row.feed))
    await removeRooms(
      tx,
      feed,
      ofFeed.map(({ id }) => id),
    );
}
