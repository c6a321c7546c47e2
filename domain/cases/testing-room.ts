import { chinaInstant } from '../deadlines/china-time.ts';
import type { RoomEnded, RoomOpened } from '../room/actions.ts';
import type { CaseState } from './state.ts';
import { testDay, testId, testParties, testStaff } from './testing-facts.ts';

/** For tests only: a room for the parties of testing-facts.ts, and how it ended. */

const startsAt = chinaInstant(testDay, '19:00');
const [applicant, respondent] = testParties;
const seats = [
  { id: testId(600), kind: 'mediator' as const, personId: testStaff.mediator, name: '张卫', phone: '13800000600' },
  { id: testId(601), kind: 'party' as const, personId: applicant?.id, name: '张某', phone: '13800000601' },
  { id: testId(602), kind: 'party' as const, personId: respondent?.id, name: '李某', phone: '13800000602' },
];

const opened: RoomOpened = { startsAt, closesAt: startsAt + 86_400_000, seats, consented: true, openSession: false };

const ended = (state: CaseState | null): RoomEnded => ({
  roomId: state?.rooms.at(-1)?.id ?? testId(999),
  startedAt: startsAt,
  endedAt: startsAt + 3_600_000,
  result: 'adjourned',
  seats: seats.map(({ id: seatId, phone: _, ...seat }) => ({
    seatId,
    ...seat,
    joinedAt: startsAt,
    noticedAt: startsAt,
  })),
  transcript: [{ at: startsAt, seatId: testId(601), words: '楼道里总有垃圾。' }],
  agreement: null,
  signatures: [],
});

export const roomPayloads = { 'room.opened': (): RoomOpened => opened, 'room.ended': ended };
