import { randomBytes, randomUUID } from 'node:crypto';
import { ServiceError } from '../../contract/errors.ts';
import type { Seat } from '../../domain/room/seat.ts';
import type { Database, Transaction } from '../db/database.ts';
import { beginProof, dropProof, spendProof, tryProof } from '../intake/proofs.ts';
import type { SmsSender } from '../intake/sms.ts';
import { TOKEN } from './opening.ts';
import {
  addEvent,
  findRoom,
  ROOM_KEPT_MS,
  type RoomKey,
  type RoomRow,
  roomColumns,
  type SeatRow,
  seatColumns,
  seatOf,
  sha256Of,
} from './rows.ts';

/** Somebody before the door: the link is good, the phone is not proved yet. */
export interface Invited extends RoomKey {
  readonly room: RoomRow;
  readonly seat: Seat;
}

interface InvitedRow extends Omit<RoomRow, 'roomId'>, SeatRow {
  readonly roomId: string;
}

const invitedSql = `SELECT ${seatColumns}, ${roomColumns} FROM room_seats s
  JOIN rooms r ON r.feed = s.feed AND r.id = s.room_id WHERE s.feed = $1 AND s.token_hash = $2`;

/** Whose link it is; null for one that there is not, that was revoked, or whose room is no more. */
export async function invitedBy(
  { query }: Pick<Database, 'query'>,
  token: string,
  now: number,
): Promise<Invited | null> {
  const feed = TOKEN.exec(token)?.[1];
  if (feed === undefined) return null;
  const [row] = await query<InvitedRow>(invitedSql, [feed, sha256Of(token)]);
  if (!row || (row.endedAt ?? row.closesAt) + ROOM_KEPT_MS < now) return null;
  return { feed, roomId: row.roomId, room: row, seat: seatOf(row) };
}

export interface DoorParts {
  readonly database: Database;
  readonly sms: SmsSender;
  readonly now: () => number;
}

/** Sends a code to the phone of the seat. @throws ServiceError TOO_MANY_QUESTIONS; NOT_POSSIBLE_NOW where none went out */
export async function proveSeat(
  { database, sms, now }: DoorParts,
  { feed, seat }: Invited,
): Promise<{ proofId: string }> {
  const proofId = randomUUID();
  const code = await beginProof(database, { feed, id: proofId, phone: seat.phone, now: now() });
  try {
    await sms.send(
      seat.phone,
      `【一码解纠纷】验证码 ${code}，10 分钟内有效，用来进入在线调解室。工作人员不会向您要验证码。`,
    );
  } catch (error) {
    await dropProof(database, feed, proofId);
    throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '短信没有发出去，请过一会儿再按一次。' }, { cause: error });
  }
  return { proofId };
}

/**
 * Lets a browser in whose holder knows the code, and notes the first time. Resolves to what its cookie is to say.
 * @throws ServiceError INVALID_INPUT with the field `code`
 */
export async function enterRoom(
  { database, now }: DoorParts,
  { feed, roomId, seat, room }: Invited,
  typed: { readonly proofId: string; readonly code: string },
): Promise<string> {
  const cookie = randomBytes(32).toString('base64url');
  const entered = await database.transaction(async (tx): Promise<'wrong' | 'spent' | null> => {
    const tried = { feed, id: typed.proofId, phone: seat.phone, code: typed.code, now: now() };
    const proof = await tryProof(tx, tried);
    if (typeof proof === 'string') return proof;
    if (proof.caseId !== null) return 'spent';
    await spendProof(tx, feed, typed.proofId, room.caseId);
    await tx.query('INSERT INTO room_entries (feed, hash, room_id, seat_id, entered_at) VALUES ($1, $2, $3, $4, $5)', [
      feed,
      sha256Of(cookie),
      roomId,
      seat.id,
      now(),
    ]);
    await noteJoined(tx, { feed, roomId }, seat.id, now());
    return null;
  });
  if (entered === 'wrong') throw wrongCode('数字不对，请看短信里最新的一条');
  if (entered === 'spent') throw wrongCode('这条短信已经不能用了，请重新发一条');
  return cookie;
}

const wrongCode = (message: string): ServiceError => new ServiceError('INVALID_INPUT', { fields: { code: message } });

async function noteJoined(tx: Transaction, key: RoomKey, seatId: string, at: number): Promise<void> {
  const room = await findRoom(tx, key, true);
  if (!room || room.endedAt !== null) return;
  // One seat joins once, in however many browsers: its event bears its own id.
  const sql = 'SELECT 1 FROM room_events WHERE feed = $1 AND room_id = $2 AND client_id = $3';
  if ((await tx.query(sql, [key.feed, key.roomId, seatId])).length > 0) return;
  await addEvent(tx, room, { at, seatId, clientId: seatId, post: { type: 'joined' } });
}

/** Whether the browser with this cookie was let in on this seat. */
export async function hasEntered(
  { query }: Pick<Database, 'query'>,
  { feed, roomId, seat }: Invited,
  cookie: string,
): Promise<boolean> {
  const sql = 'SELECT 1 FROM room_entries WHERE feed = $1 AND hash = $2 AND room_id = $3 AND seat_id = $4';
  return (await query(sql, [feed, sha256Of(cookie), roomId, seat.id])).length > 0;
}
