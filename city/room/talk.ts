import { ServiceError } from '../../contract/errors.ts';
import { isPhoto, type MediaType } from '../../domain/files/file.ts';
import { postProblem, ROOM_LIMITS } from '../../domain/room/posting.ts';
import { type RoomPost, roomPostSchema } from '../../domain/room/posts.ts';
import { foldRoom } from '../../domain/room/room.ts';
import { entriesFor, maySee, type RoomEntry, type RoomView, roomViewFor } from '../../domain/room/view.ts';
import { inspectFile } from '../../services/files/inspect.ts';
import type { Database, Transaction } from '../db/database.ts';
import { takePositions } from '../sync/push-log.ts';
import { type ClosingParts, tellEnd } from './closing.ts';
import type { Invited } from './door.ts';
import { addEvent, eventsOf, findRoom, openedFor, type Queries, seatsOf, sha256Of } from './rows.ts';

/** Who is let in: a seat whose phone was proved in this browser. */
export type Guest = Invited;

const MINUTE_MS = 60_000;
/** Of a page that was open so lately it is said that its holder is there. */
const HERE_MS = 40_000;

export interface Heard {
  readonly entries: readonly RoomEntry[];
  readonly view: RoomView;
  /** Seats whose page is open. */
  readonly here: readonly string[];
}

/** What a guest has not read yet, and how the room stands. @throws ServiceError NOT_FOUND where the room is gone */
export async function listen(database: Database, guest: Guest, after: number, now: number): Promise<Heard> {
  return database.transaction(
    async (tx) => {
      const room = await findRoom(tx, guest);
      if (!room) throw new ServiceError('NOT_FOUND');
      const [seats, events] = [await seatsOf(tx, guest), await eventsOf(tx, guest)];
      const state = foldRoom(openedFor(room, seats), events);
      const seen = await tx.query<{ id: string }>(
        'SELECT id::text AS id FROM room_seats WHERE feed = $1 AND room_id = $2 AND seen_at > $3 ORDER BY ordinal',
        [guest.feed, guest.roomId, now - HERE_MS],
      );
      return {
        entries: entriesFor(guest.seat, events, seats).slice(Math.max(0, after)),
        view: roomViewFor(state, guest.seat, sha256Of),
        here: seen.map(({ id }) => id),
      };
    },
    { readonly: true },
  );
}

export async function noteSeen(
  { query }: Pick<Database, 'query'>,
  { feed, roomId, seat }: Guest,
  now: number,
): Promise<void> {
  await query('UPDATE room_seats SET seen_at = $4 WHERE feed = $1 AND room_id = $2 AND id = $3', [
    feed,
    roomId,
    seat.id,
    now,
  ]);
}

export interface Posted {
  /** Made in the browser: the same one again is the same post. */
  readonly id: string;
  readonly post: RoomPost;
}

/** Reads what a browser sent. @throws ServiceError INVALID_INPUT with what is wrong */
export function readPost(body: unknown): RoomPost {
  const read = roomPostSchema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new ServiceError('INVALID_INPUT', { fields: { post: issue?.message ?? '' }, detail: issue?.message ?? '' });
}

/**
 * Posts for a guest; the same id again changes nothing. False where it was posted before.
 * @throws ServiceError NOT_POSSIBLE_NOW with why; TOO_MANY_QUESTIONS; NOT_FOUND; INVALID_INPUT for an id of another
 */
export async function post(parts: ClosingParts, guest: Guest, { id, post: said }: Posted): Promise<boolean> {
  const { database, environment } = parts;
  return database.transaction(async (tx) => {
    // The end goes into the case: the feed's row is always taken before the room's.
    if (said.type === 'ended') await takePositions(tx, guest.feed, 0);
    const room = await findRoom(tx, guest, true);
    if (!room) throw new ServiceError('NOT_FOUND');
    if (await isPosted(tx, guest, id)) return false;
    const now = environment.now();
    await requirePace(tx, guest, now);
    if (room.closesAt <= now) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '到了关闭时间，这次调解已经结束' });
    const state = foldRoom(openedFor(room, await seatsOf(tx, guest)), await eventsOf(tx, guest));
    const problem = postProblem(state, guest.seat, said, sha256Of);
    if (problem !== null) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: problem });
    if (said.type === 'showed') await requireOwnPhoto(tx, guest, said.photoId);
    await addEvent(tx, room, { at: now, seatId: guest.seat.id, clientId: id, post: said });
    if (said.type === 'seat_closed') await revoke(tx, guest, said.seatId);
    if (said.type === 'ended') await tellEnd(tx, parts, room);
    return true;
  });
}

async function isPosted({ query }: Queries, { feed, roomId, seat }: Guest, id: string): Promise<boolean> {
  const sql = 'SELECT seat_id::text AS "seatId" FROM room_events WHERE feed = $1 AND room_id = $2 AND client_id = $3';
  const [known] = await query<{ seatId: string | null }>(sql, [feed, roomId, id]);
  if (known && known.seatId !== seat.id) throw new ServiceError('INVALID_INPUT');
  return known !== undefined;
}

async function requirePace({ query }: Queries, { feed, roomId, seat }: Guest, now: number): Promise<void> {
  const sql = `SELECT count(*)::int AS count FROM room_events
    WHERE feed = $1 AND room_id = $2 AND seat_id = $3 AND at > $4`;
  const [row] = await query<{ count: number }>(sql, [feed, roomId, seat.id, now - MINUTE_MS]);
  if ((row?.count ?? 0) >= ROOM_LIMITS.perMinute) throw new ServiceError('TOO_MANY_QUESTIONS', { retryAfter: 60 });
}

async function requireOwnPhoto({ query }: Queries, { feed, roomId, seat }: Guest, photoId: string): Promise<void> {
  const sql = 'SELECT 1 FROM room_photos WHERE feed = $1 AND room_id = $2 AND id = $3 AND seat_id = $4';
  if ((await query(sql, [feed, roomId, photoId, seat.id])).length > 0) return;
  throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '照片还没有传上来，请再选一次' });
}

/** A seat that was closed can neither read nor write: its link and its browsers are worth nothing. */
async function revoke(tx: Transaction, { feed, roomId }: Guest, seatId: string): Promise<void> {
  const key = [feed, roomId, seatId];
  await tx.query('DELETE FROM room_entries WHERE feed = $1 AND room_id = $2 AND seat_id = $3', key);
  await tx.query('UPDATE room_seats SET token_hash = NULL WHERE feed = $1 AND room_id = $2 AND id = $3', key);
}

/**
 * Keeps a picture that is to be shown; the same id again changes nothing.
 * @throws ServiceError TOO_LARGE; INVALID_INPUT for what is no photo; NOT_POSSIBLE_NOW
 */
export async function keepPhoto(
  { database, environment }: Pick<ClosingParts, 'database' | 'environment'>,
  guest: Guest,
  id: string,
  sent: Uint8Array,
): Promise<void> {
  if (sent.byteLength > ROOM_LIMITS.photoBytes)
    throw new ServiceError('TOO_LARGE', { detail: '照片超过 2 MB，请缩小后再发' });
  const { mediaType, bytes } = await inspectFile(sent, '');
  if (!isPhoto(mediaType)) throw new ServiceError('INVALID_INPUT', { detail: '这里只能发照片' });
  const { feed, roomId, seat } = guest;
  await database.transaction(async (tx) => {
    const room = await findRoom(tx, guest, true);
    if (!room) throw new ServiceError('NOT_FOUND');
    const state = foldRoom(openedFor(room, await seatsOf(tx, guest)), await eventsOf(tx, guest));
    const problem = postProblem(state, seat, { type: 'showed', photoId: id }, sha256Of);
    if (problem !== null) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: problem });
    const sql = 'SELECT count(*)::int AS count FROM room_photos WHERE feed = $1 AND room_id = $2 AND seat_id = $3';
    const [row] = await tx.query<{ count: number }>(sql, [feed, roomId, seat.id]);
    if ((row?.count ?? 0) >= ROOM_LIMITS.photosPerSeat) {
      throw new ServiceError('NOT_POSSIBLE_NOW', { detail: `每人最多发 ${ROOM_LIMITS.photosPerSeat} 张照片` });
    }
    await tx.query(
      `INSERT INTO room_photos (feed, room_id, id, seat_id, media_type, content, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT DO NOTHING`,
      [feed, roomId, id, seat.id, mediaType, bytes, environment.now()],
    );
  });
}

/** A picture for whom it was shown; null where it was not. */
export async function photoFor(
  database: Database,
  guest: Guest,
  photoId: string,
): Promise<{ readonly mediaType: MediaType; readonly content: Uint8Array } | null> {
  return database.transaction(
    async (tx) => {
      const events = await eventsOf(tx, guest);
      const shown = events.some(
        (event) => event.post.type === 'showed' && event.post.photoId === photoId && maySee(guest.seat, event),
      );
      if (!shown) return null;
      const sql = `SELECT media_type AS "mediaType", content FROM room_photos
        WHERE feed = $1 AND room_id = $2 AND id = $3`;
      const [row] = await tx.query<{ mediaType: MediaType; content: Uint8Array }>(sql, [
        guest.feed,
        guest.roomId,
        photoId,
      ]);
      return row ?? null;
    },
    { readonly: true },
  );
}
