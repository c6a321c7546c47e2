import { formatInstant } from '../text/chinese-date.ts';
import type { RoomEnded } from './actions.ts';
import { agreementTextHash } from './posting.ts';
import { asideOf, type RoomEvent } from './posts.ts';
import { foldRoom, type RoomState, settledText } from './room.ts';
import { type Seat, seatName } from './seat.ts';
import { eventWords } from './words.ts';

interface EndedRoom {
  readonly roomId: string;
  readonly seats: readonly Seat[];
  readonly startedAt: number;
  readonly events: readonly RoomEvent[];
}

/**
 * What the city tells the center of a room that ended: everything that all could read, in its order, who took part and
 * confirmed the notice, what all sides accepted and who signed it. Side talk stays out: it is no part of the record that
 * both sides sign (人民调解法 27), and each said it only to the mediator.
 * @throws RangeError for a room that has not ended
 */
export function roomRecord(
  { roomId, seats, startedAt, events }: EndedRoom,
  sha256: (text: string) => string,
): RoomEnded {
  const state = foldRoom({ seats }, events);
  if (!state.ended) throw new RangeError(`room ${roomId} has not ended`);
  const { at: endedAt, result, note } = state.ended;
  const begun = events.find(({ post }) => post.type !== 'joined')?.at ?? endedAt;
  return {
    roomId,
    startedAt: Math.min(Math.max(startedAt, 0), begun, endedAt),
    endedAt,
    result,
    ...(note === null ? {} : { note }),
    seats: seats.map(({ id: seatId, phone: _, ...seat }) => ({
      seatId,
      ...seat,
      joinedAt: state.joined[seatId] ?? null,
      noticedAt: state.noticed[seatId] ?? null,
    })),
    transcript: events
      .filter((event) => asideOf(event) === null)
      .map((event) => ({ at: event.at, seatId: event.seatId, words: eventWords(event, seats) })),
    ...agreedIn(state, sha256),
  };
}

function agreedIn(state: RoomState, sha256: (text: string) => string): Pick<RoomEnded, 'agreement' | 'signatures'> {
  const text = settledText(state);
  if (!state.proposal || text === null) return { agreement: null, signatures: [] };
  const textHash = agreementTextHash(text, sha256);
  const accepted = Object.entries(state.proposal.accepted).map(([seatId, at]) => ({ seatId, at }));
  const signatures = Object.entries(state.proposal.signed).map(([seatId, { at, drawn, ...signature }]) => ({
    seatId,
    signedAt: at,
    textHash: signature.textHash,
    drawn,
  }));
  return { agreement: { text, textHash, accepted }, signatures };
}

/** The transcript as the text of the 调解记录: who, when, what; first that it was held online, with whom. */
export function recordText({ seats, transcript }: Pick<RoomEnded, 'seats' | 'transcript'>): string {
  const names = new Map(seats.map((seat) => [seat.seatId, seatName(seat)]));
  const present = seats.filter(({ joinedAt }) => joinedAt !== null).map(seatName);
  const told = seats
    .filter(({ noticedAt }) => noticedAt !== null)
    .map((seat) => `${seatName(seat)} ${formatInstant(seat.noticedAt ?? 0)}`);
  const head = [
    `本次调解在线上进行，各人凭短信验证本人手机后进入。参加人：${present.join('、')}。`,
    `确认知悉权利和义务（人民调解法第二十三、二十四条）：${told.length === 0 ? '无' : told.join('，')}。`,
  ];
  const said = transcript.map(({ at, seatId, words }) => {
    const by = seatId === null ? '调解室' : (names.get(seatId) ?? '');
    return `${formatInstant(at)}　${by}：${words}`;
  });
  return [...head, ...said].join('\n');
}
