import { testId, testParties, testStaff } from '../cases/testing-facts.ts';
import type { DrawnMark } from '../signing/drawn-mark.ts';
import { agreementTextHash, postProblem } from './posting.ts';
import type { ProposedTerms, RoomPost } from './posts.ts';
import { type RoomState, reduceRoom, settledText } from './room.ts';
import type { Seat } from './seat.ts';

/** For tests only: a room of two parties, their mediator and a helper. */

const [applicant, respondent] = testParties;

export const roomSeats = {
  mediator: { id: testId(600), kind: 'mediator', personId: testStaff.mediator, name: '张卫', phone: '13800000600' },
  applicant: { id: testId(601), kind: 'party', personId: applicant?.id ?? '', name: '张某', phone: '13800000601' },
  respondent: { id: testId(602), kind: 'party', personId: respondent?.id ?? '', name: '李某', phone: '13800000602' },
  helper: { id: testId(603), kind: 'helper', name: '赵某', identity: '楼栋长', phone: '13800000603' },
} as const satisfies Readonly<Record<string, Seat>>;
export type RoomPerson = keyof typeof roomSeats;
export const roomPeople = Object.keys(roomSeats) as readonly RoomPerson[];
export const seatList: readonly Seat[] = Object.values(roomSeats);

/** Tells texts apart as a hash does, without being one: 64 hex digits of an FNV-1a. */
export const sha256 = (text: string): string => {
  let hash = 0x811c_9dc5;
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x0100_0193) >>> 0;
  return hash.toString(16).padStart(64, '0');
};

export const roomTerms: ProposedTerms = {
  facts: '李某家的垃圾漏在楼道里。',
  terms: ['李某今后袋装垃圾，当天下楼。', '双方互不追究。'],
  performance: [
    { id: testId(620), partyId: roomSeats.respondent.personId, what: '清理楼道', amountFen: null, dueOn: '2026-12-01' },
  ],
  judicialConfirmation: false,
};

export const drawn: DrawnMark = {
  width: 300,
  height: 150,
  pointer: 'touch',
  strokes: [
    [
      [20, 20, 0],
      [150, 90, 40],
      [280, 40, 90],
    ],
  ],
};

/** A signature under what is settled now. */
export function signing(state: RoomState): RoomPost {
  const text = settledText(state);
  return { type: 'signed', textHash: text ? agreementTextHash(text, sha256) : '0'.repeat(64), drawn };
}

/** Posts what may be posted. @throws where it is refused */
export function posted(state: RoomState, person: RoomPerson, post: RoomPost, at = 1_795_000_000_000): RoomState {
  const seat = roomSeats[person];
  const problem = postProblem(state, seat, post, sha256);
  if (problem !== null) throw new Error(`${person} ${post.type}: ${problem}`);
  return reduceRoom(state, { seq: state.events + 1, at, seatId: seat.id, post });
}
