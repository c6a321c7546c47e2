import { agreementTextHash, postProblem } from './posting.ts';
import { asideOf, type RoomEvent } from './posts.ts';
import { type ProposalStage, type RoomState, settledText } from './room.ts';
import { type Seat, type SeatKind, seatName } from './seat.ts';
import { eventBy, eventWords, termsLines } from './words.ts';

/** Whether a seat may read an event: side talk is for the mediators and that one seat. This is the only place that says so. */
export function maySee(seat: Pick<Seat, 'id' | 'kind'>, event: Pick<RoomEvent, 'post'>): boolean {
  const aside = asideOf(event);
  return aside === null || aside === seat.id || seat.kind === 'mediator';
}

/** An event as one seat is shown it. */
export interface RoomEntry {
  /** 1, 2, 3 … of what this seat may see: a gap would tell that others talk aside. */
  readonly n: number;
  readonly at: number;
  readonly by: string;
  readonly mine: boolean;
  readonly type: RoomEvent['post']['type'];
  readonly words: string;
  readonly photoId: string | null;
  /** With whom the mediator talks aside; null where all can read it. */
  readonly aside: string | null;
}

/** What a seat may read, in its order. */
export function entriesFor(seat: Seat, events: readonly RoomEvent[], seats: readonly Seat[]): readonly RoomEntry[] {
  return events
    .filter((event) => maySee(seat, event))
    .map((event, index) => ({
      n: index + 1,
      at: event.at,
      by: eventBy(event, seats),
      mine: event.seatId === seat.id,
      type: event.post.type,
      words: eventWords(event, seats),
      photoId: event.post.type === 'showed' ? event.post.photoId : null,
      aside: asideOf(event),
    }));
}

/** How the room stands, as one seat is shown it. No phone of anybody is in it. */
export interface RoomView {
  readonly me: { readonly seatId: string; readonly kind: SeatKind; readonly noticed: boolean };
  readonly seats: readonly {
    readonly seatId: string;
    readonly name: string;
    readonly kind: SeatKind;
    readonly partyId: string | null;
    readonly joined: boolean;
    readonly noticed: boolean;
    readonly closed: boolean;
  }[];
  readonly proposal: {
    readonly no: number;
    readonly stage: ProposalStage;
    readonly lines: readonly string[];
    /** What is signed; null until all have accepted. */
    readonly textHash: string | null;
    readonly accepted: readonly string[];
    readonly changes: readonly { readonly seatId: string; readonly words: string }[];
    readonly signed: readonly string[];
    readonly mayAccept: boolean;
    readonly mayAskChange: boolean;
    readonly maySign: boolean;
  } | null;
  readonly videoUrl: string | null;
  readonly ended: string | null;
}

export function roomViewFor(state: RoomState, seat: Seat, sha256: (text: string) => string): RoomView {
  const { proposal } = state;
  const text = settledText(state);
  const mayAnswer = (type: 'accepted' | 'change_asked', no: number) =>
    postProblem(state, seat, { type, proposal: no, words: '改' }, sha256) === null;
  const isParty = seat.kind !== 'helper';
  return {
    me: { seatId: seat.id, kind: seat.kind, noticed: seat.kind === 'mediator' || state.noticed[seat.id] !== undefined },
    seats: state.seats.map((each) => ({
      seatId: each.id,
      name: seatName(each),
      kind: each.kind,
      partyId: each.kind === 'party' ? (each.personId ?? null) : null,
      joined: state.joined[each.id] !== undefined,
      noticed: state.noticed[each.id] !== undefined,
      closed: state.closed.includes(each.id),
    })),
    proposal: proposal && {
      no: proposal.no,
      stage: proposal.stage,
      lines: termsLines(proposal.terms, state.seats),
      textHash: text && agreementTextHash(text, sha256),
      accepted: Object.keys(proposal.accepted),
      changes: Object.entries(proposal.changes).map(([seatId, words]) => ({ seatId, words })),
      signed: Object.keys(proposal.signed),
      mayAccept: mayAnswer('accepted', proposal.no),
      mayAskChange: mayAnswer('change_asked', proposal.no),
      maySign: isParty && !state.ended && text !== null && proposal.signed[seat.id] === undefined,
    },
    videoUrl: state.videoUrl,
    ended: state.ended && eventWords({ post: endedPost(state) }, state.seats),
  };
}

function endedPost({ ended }: RoomState): RoomEvent['post'] {
  if (!ended || ended.result === 'expired') return { type: 'expired' };
  return { type: 'ended', result: ended.result, ...(ended.note === null ? {} : { note: ended.note }) };
}
