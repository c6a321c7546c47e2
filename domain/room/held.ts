import type { ActionHeader } from '../log/action.ts';
import type { RoomEnded, RoomOpened, RoomResult } from './actions.ts';
import type { Seat } from './seat.ts';

/** A room as the case knows it: who was invited, and how it ended. What was said stays in the log (LOG-4). */
export interface HeldRoom {
  /** The action by which it was opened. */
  readonly id: string;
  readonly openedBy: string;
  readonly startsAt: number;
  readonly closesAt: number;
  readonly openSession: boolean;
  readonly seats: readonly Omit<Seat, 'phone'>[];
  /** Null while it is open. */
  readonly ended: {
    /** The action that holds transcript, terms and signatures. */
    readonly actionId: string;
    readonly startedAt: number;
    readonly at: number;
    readonly result: RoomResult;
    /** SHA-256 of the text that all accepted; null where they did not. */
    readonly textHash: string | null;
    /** Seats that signed it on the phone. */
    readonly signed: readonly string[];
    /** Seats that came. */
    readonly present: readonly string[];
  } | null;
}

export function roomOpened(
  rooms: readonly HeldRoom[],
  { seats, startsAt, closesAt, openSession }: RoomOpened,
  { id, actorId }: Pick<ActionHeader, 'id' | 'actorId'>,
): readonly HeldRoom[] {
  const named = seats.map(({ phone: _, ...seat }) => seat);
  return [...rooms, { id, openedBy: actorId, startsAt, closesAt, openSession, seats: named, ended: null }];
}

/** The first word of how it ended counts: a city that was restored may tell it once more. */
export function roomEnded(
  rooms: readonly HeldRoom[],
  { roomId, startedAt, endedAt, result, agreement, signatures, seats }: RoomEnded,
  { id }: Pick<ActionHeader, 'id'>,
): readonly HeldRoom[] {
  const ended = {
    actionId: id,
    startedAt,
    at: endedAt,
    result,
    textHash: agreement?.textHash ?? null,
    signed: signatures.map(({ seatId }) => seatId),
    present: seats.filter(({ joinedAt }) => joinedAt !== null).map(({ seatId }) => seatId),
  };
  return rooms.map((room) => (room.id === roomId && room.ended === null ? { ...room, ended } : room));
}
