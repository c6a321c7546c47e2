import { randomBytes } from 'node:crypto';
import type { CaseActionPayloads } from '../../domain/cases/actions.ts';
import { seatName } from '../../domain/room/seat.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { readAction } from '../../services/log/append.ts';
import type { Database, Transaction } from '../db/database.ts';
import { createReads } from '../db/ports.ts';
import type { SmsSender } from '../intake/sms.ts';
import { findRoom, type RoomKey, type SeatRow, seatColumns, seatOf, sha256Of } from './rows.ts';

/** Where the pages of a room lie. */
export const ROOM_PATH = '/r';

/** The district, in whose rows the link is looked for, and 128 bits that nobody guesses. */
export const TOKEN = /^(\d{6})[A-Za-z0-9_-]{22}$/;

/** A link is tried to be sent for so long; what is not told by then the mediator tells by telephone. */
const SENDING_MS = 24 * 60 * 60_000;

export interface OpeningParts {
  readonly database: Database;
  readonly sms: SmsSender;
  readonly now: () => number;
  /** What stands before the path of a link: the address at which people reach the city. */
  readonly site: () => string;
}

const unmadeSql = `SELECT h.feed, h.id::text AS "roomId", h.stream_id::text AS "caseId", s.name AS "centerName"
  FROM action_headers h LEFT JOIN stations s ON s.station_id = h.station_id
  WHERE h.type = 'room.opened' AND h.received_at > $1
    AND NOT EXISTS (SELECT 1 FROM rooms r WHERE r.feed = h.feed AND r.id = h.id)
    AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.feed = h.feed AND e.action_id = h.id)`;

interface Unmade extends RoomKey {
  readonly caseId: string;
  readonly centerName: string | null;
}

/** Rooms are asked for so many days back: those of older actions ended and were removed. */
const LOOK_BACK_MS = 2 * 24 * 60 * 60_000;

/**
 * Makes the rooms that mediators asked for, and sends each their link. What could not be sent is tried again the next time;
 * nothing is sent twice.
 * @throws AggregateError of the links that did not go out, after all the others were tried
 */
export async function openRooms(parts: OpeningParts): Promise<void> {
  const { database, now } = parts;
  const unmade = await database.query<Unmade>(unmadeSql, [now() - LOOK_BACK_MS]);
  for (const room of unmade) await database.transaction((tx) => makeRoom(tx, room, now()));
  await sendLinks(parts);
}

async function makeRoom(tx: Transaction, { feed, roomId, caseId, centerName }: Unmade, now: number): Promise<void> {
  const reads = createReads({ transaction: tx, feed, station: { stationId: '', incarnation: 1 }, parsed: new Map() });
  // One that was set aside is in no state (SYNC-3).
  const state = (await reads.cases.find(caseId))?.state;
  if (!state?.rooms.some(({ id, ended }) => id === roomId && ended === null)) return;
  const stored = await reads.log.find(roomId);
  const opened = stored && (readAction(stored).payload as CaseActionPayloads['room.opened'] | null);
  if (!opened || opened.closesAt < now) return;
  // Of two servers that make it at once the second finds it made.
  const made = await tx.query(
    `INSERT INTO rooms (feed, id, case_id, center_name, starts_at, closes_at, video_url)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
    [feed, roomId, caseId, centerName ?? '综治中心', opened.startsAt, opened.closesAt, opened.videoUrl ?? null],
  );
  if (made.length === 0) return;
  for (const [ordinal, seat] of opened.seats.entries()) {
    await tx.query(
      `INSERT INTO room_seats (feed, room_id, id, ordinal, kind, person_id, name, agent_name, identity, phone)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[feed, roomId, seat.id, ordinal, seat.kind, seat.personId ?? null],
        ...[seat.name, seat.agentName ?? null, seat.identity ?? null, seat.phone],
      ],
    );
  }
}

interface Unsent extends SeatRow, RoomKey {
  readonly centerName: string;
  readonly startsAt: number;
}

async function sendLinks(parts: OpeningParts): Promise<void> {
  const unsent = await parts.database.query<Unsent>(
    `SELECT ${seatColumns}, r.feed, r.id::text AS "roomId", r.center_name AS "centerName", r.starts_at AS "startsAt"
     FROM room_seats s JOIN rooms r ON r.feed = s.feed AND r.id = s.room_id
     WHERE s.sent_at IS NULL AND r.ended_at IS NULL AND r.closes_at > $1 AND r.starts_at > $2`,
    [parts.now(), parts.now() - SENDING_MS],
  );
  const failures: unknown[] = [];
  for (const seat of unsent) await sendLink(parts, seat).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} links of rooms were not sent`);
}

/** Makes a new link and sends it: the one before is worth nothing from then on. @throws where no message went out */
async function sendLink({ database, sms, now, site }: OpeningParts, to: Unsent): Promise<void> {
  const { feed, roomId, id } = to;
  const token = `${feed}${randomBytes(16).toString('base64url')}`;
  const taken = await database.query(
    `UPDATE room_seats SET token_hash = $4, sent_at = $5 WHERE feed = $1 AND room_id = $2 AND id = $3 AND sent_at IS NULL
     RETURNING id`,
    [feed, roomId, id, sha256Of(token), now()],
  );
  if (taken.length === 0) return;
  const when = formatInstant(to.startsAt);
  const text = `【一码解纠纷】${seatName(seatOf(to))}，${to.centerName}请您 ${when} 参加在线调解：${site()}${ROOM_PATH}/${token} 只给您本人，请勿转发。`;
  try {
    await sms.send(to.phone, text);
  } catch (error) {
    await database.query(
      'UPDATE room_seats SET sent_at = NULL, token_hash = NULL WHERE feed = $1 AND room_id = $2 AND id = $3',
      [feed, roomId, id],
    );
    throw error;
  }
}

/** A link that was lost, or fell into other hands: the mediator has a new one sent. The old one ends at once, with its browsers. */
export async function renewLink(parts: OpeningParts, key: RoomKey, seatId: string): Promise<boolean> {
  const { database } = parts;
  const found = await database.transaction(async (tx) => {
    const room = await findRoom(tx, key, true);
    if (!room || room.endedAt !== null) return null;
    await tx.query('DELETE FROM room_entries WHERE feed = $1 AND room_id = $2 AND seat_id = $3', [
      key.feed,
      key.roomId,
      seatId,
    ]);
    const [seat] = await tx.query<SeatRow>(
      `UPDATE room_seats s SET token_hash = NULL, sent_at = NULL WHERE s.feed = $1 AND s.room_id = $2 AND s.id = $3
       RETURNING ${seatColumns}`,
      [key.feed, key.roomId, seatId],
    );
    return seat ? { ...seat, ...key, centerName: room.centerName, startsAt: room.startsAt } : null;
  });
  if (!found) return false;
  await sendLink(parts, found);
  return true;
}
