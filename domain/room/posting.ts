import type { AgreementText } from '../cases/agreement.ts';
import { canonicalJson } from '../log/canonical-json.ts';
import type { RoomPost } from './posts.ts';
import { partySeats, proposalTable, type RoomState, recordLength, settledText, stepOf } from './room.ts';
import type { Seat, SeatKind } from './seat.ts';

/** How much a room takes: what was said must fit into the record of one session. */
export const ROOM_LIMITS = {
  characters: 40_000,
  events: 2_000,
  photosPerSeat: 20,
  photoBytes: 2_000_000,
  /** Posts of one seat in a minute. */
  perMinute: 30,
  /** Points of a signature: a phone samples some 60 a second. */
  points: 4_000,
} as const;

/** Who may post what. Beside it, parties and helpers confirm the notice before anything else. */
const posters: Readonly<Record<RoomPost['type'], readonly SeatKind[]>> = {
  notice_confirmed: ['party', 'helper'],
  said: ['party', 'mediator', 'helper'],
  showed: ['party', 'mediator', 'helper'],
  proposed: ['mediator'],
  accepted: ['party'],
  change_asked: ['party'],
  signed: ['party', 'mediator'],
  video_set: ['mediator'],
  seat_closed: ['mediator'],
  ended: ['mediator'],
};

/** What may be posted again and again; answers and signatures always find room. */
const growing: ReadonlySet<RoomPost['type']> = new Set(['said', 'showed', 'proposed', 'change_asked', 'video_set']);

function isFull({ characters, events, seats }: RoomState, post: RoomPost): boolean {
  return events >= ROOM_LIMITS.events || characters + recordLength({ post }, seats) > ROOM_LIMITS.characters;
}

/** Hash of the text that is signed: SHA-256 over its canonical JSON, whatever suite the center writes in. */
export function agreementTextHash(text: AgreementText, sha256: (text: string) => string): string {
  return sha256(canonicalJson(text));
}

/** Why a seat may not post this now, in Chinese; null where it may. What was posted before is in `state`. */
export function postProblem(
  state: RoomState,
  seat: Seat,
  post: RoomPost,
  sha256: (text: string) => string,
): string | null {
  if (state.ended) return '这次调解已经结束';
  if (state.closed.includes(seat.id)) return '您的链接已经停用，请联系调解员';
  if (!posters[post.type].includes(seat.kind)) return '这一步由别人来做';
  if (post.type === 'notice_confirmed') return state.noticed[seat.id] === undefined ? null : '您已经确认过了';
  if (seat.kind !== 'mediator' && state.noticed[seat.id] === undefined) return '请先看完权利和义务，点“我知道了”';
  if (growing.has(post.type) && isFull(state, post)) return '这间调解室已经写满，请调解员结束，另开一次';
  switch (post.type) {
    case 'said':
    case 'showed':
      return asideProblem(state, seat, post.aside);
    case 'proposed':
      return proposedProblem(state, post.terms);
    case 'accepted':
    case 'change_asked':
      return answerProblem(state, seat, post);
    case 'signed':
      return signedProblem(state, seat, post, sha256);
    case 'video_set':
      return null;
    case 'seat_closed':
      return closedProblem(state, post.seatId);
    case 'ended':
      return post.result === 'agreed' && settledText(state) === null ? '各方都同意了条款，才算达成协议' : null;
  }
}

/** Side talk is of one who is no mediator with the mediator; nobody else opens it. */
function asideProblem({ seats, closed }: RoomState, seat: Seat, aside: string | undefined): string | null {
  if (aside === undefined) return null;
  if (seat.kind !== 'mediator') return aside === seat.id ? null : '只能和调解员单独谈';
  const other = seats.find(({ id }) => id === aside);
  return other && other.kind !== 'mediator' && !closed.includes(aside) ? null : '没有这个人，不能单独谈';
}

function proposedProblem(
  state: RoomState,
  { performance }: { performance: readonly { partyId: string }[] },
): string | null {
  const unnoticed = partySeats(state).filter(({ id }) => state.noticed[id] === undefined);
  if (unnoticed.length > 0)
    return `${unnoticed.map(({ name }) => name).join('、')}还没有确认权利和义务（人民调解法第二十三、二十四条）`;
  const persons = partySeats(state).map(({ personId }) => personId);
  return performance.every(({ partyId }) => persons.includes(partyId)) ? null : '履行事项里有不在这里的当事人';
}

function answerProblem(
  state: RoomState,
  seat: Seat,
  { type, proposal: no }: { readonly type: 'accepted' | 'change_asked'; readonly proposal: number },
): string | null {
  const { proposal } = state;
  if (!proposal) return '调解员还没有提出条款';
  if (proposal.no !== no) return '条款已经改过，请看新的再答复';
  if (type === 'accepted' && proposal.accepted[seat.id] !== undefined) return '您已经同意了';
  if (type === 'change_asked' && proposal.signed[seat.id] !== undefined) return '您已经签名；要改请和调解员说';
  if (proposalTable[proposal.stage][stepOf(state, type, seat.id)] !== undefined) return null;
  return type === 'accepted' ? '有人要改条款，请等调解员重新提出' : '现在不能要求修改';
}

function signedProblem(
  state: RoomState,
  seat: Seat,
  { textHash, drawn }: Extract<RoomPost, { type: 'signed' }>,
  sha256: (text: string) => string,
): string | null {
  const { proposal } = state;
  const text = settledText(state);
  if (!proposal || text === null) return '各方都同意以后才能签名';
  if (proposal.signed[seat.id] !== undefined) return '您已经签过了';
  if (agreementTextHash(text, sha256) !== textHash) return '条款已经改过，请看新的再签名';
  const points = drawn.strokes.reduce((sum, { length }) => sum + length, 0);
  if (points > ROOM_LIMITS.points) return '签名太长，请清除后重签';
  return seat.kind === 'mediator' || proposal.stage === 'accepted' ? null : '现在不能签名';
}

function closedProblem({ seats, closed }: RoomState, seatId: string): string | null {
  const seat = seats.find(({ id }) => id === seatId);
  if (!seat || closed.includes(seatId)) return '没有这个人，或者已经停用';
  return seat.kind === 'helper' ? null : '只能请协助人离开；当事人不愿谈，请结束调解';
}
