import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RoomOpened, roomActionSchemas } from './actions.ts';
import { agreementTextHash, postProblem, ROOM_LIMITS } from './posting.ts';
import { asideOf, type RoomEvent, type RoomPost } from './posts.ts';
import { recordText, roomRecord } from './record.ts';
import {
  emptyRoom,
  foldRoom,
  partySeats,
  proposalStages,
  proposalTable,
  type RoomState,
  reduceRoom,
  settledText,
} from './room.ts';
import {
  drawn,
  posted,
  type RoomPerson,
  roomPeople,
  roomSeats,
  roomTerms,
  seatList,
  sha256,
  signing,
} from './testing.ts';
import { entriesFor, maySee, roomViewFor } from './view.ts';

const empty = emptyRoom({ seats: seatList });
const refusal = (state: RoomState, person: RoomPerson, post: RoomPost) =>
  postProblem(state, roomSeats[person], post, sha256);

const noticed = (['applicant', 'respondent', 'helper'] as const).reduce(
  (state, person) => posted(state, person, { type: 'notice_confirmed' }),
  empty,
);
const proposed = posted(noticed, 'mediator', { type: 'proposed', terms: roomTerms });
const half = posted(proposed, 'applicant', { type: 'accepted', proposal: 1 });
const accepted = posted(half, 'respondent', { type: 'accepted', proposal: 1 });

describe('the notice (人民调解法 23, 24)', () => {
  test('comes before everything: nobody but the mediator says a word before having confirmed it', () => {
    expect(refusal(empty, 'applicant', { type: 'said', text: '我说' })).toContain('权利和义务');
    expect(refusal(empty, 'mediator', { type: 'said', text: '请大家先看告知书' })).toBeNull();
    expect(refusal(empty, 'mediator', { type: 'notice_confirmed' })).not.toBeNull();
    expect(refusal(noticed, 'applicant', { type: 'notice_confirmed' })).toContain('确认过');
  });

  test('no terms are proposed before each party has confirmed it', () => {
    const one = posted(empty, 'applicant', { type: 'notice_confirmed' });
    expect(refusal(one, 'mediator', { type: 'proposed', terms: roomTerms })).toContain('李某还没有确认');
  });
});

describe('a proposal', () => {
  test('is settled with the last acceptance, on that day, and signed by each under that very text', () => {
    expect([half.proposal?.stage, accepted.proposal?.stage]).toEqual(['proposed', 'accepted']);
    expect(settledText(half)).toBeNull();
    expect(settledText(accepted)).toMatchObject({ ...roomTerms, reachedOn: '2026-11-18', place: '在线调解室' });
    const one = posted(accepted, 'applicant', signing(accepted));
    expect(one.proposal?.stage).toBe('accepted');
    expect(posted(one, 'respondent', signing(one)).proposal?.stage).toBe('signed');
  });

  test('that a party wants changed is proposed anew, and who had accepted is asked again (人民调解法 23)', () => {
    const changing = posted(half, 'respondent', { type: 'change_asked', proposal: 1, words: '十二月五日前清理' });
    expect(changing.proposal).toMatchObject({ stage: 'change_asked' });
    expect(refusal(changing, 'respondent', { type: 'accepted', proposal: 1 })).toContain('重新提出');
    const anew = posted(changing, 'mediator', { type: 'proposed', terms: { ...roomTerms, terms: ['改后'] } });
    expect(anew.proposal).toMatchObject({ no: 2, stage: 'proposed', accepted: {}, changes: {} });
    expect(refusal(anew, 'applicant', { type: 'accepted', proposal: 1 })).toContain('看新的');
  });

  test('a party may think again until it has signed, and then the signature of the other counts for nothing', () => {
    const one = posted(accepted, 'applicant', signing(accepted));
    expect(refusal(one, 'applicant', { type: 'change_asked', proposal: 1, words: '反悔' })).toContain('已经签名');
    const again = posted(one, 'respondent', { type: 'change_asked', proposal: 1, words: '再想想' });
    expect(again.proposal).toMatchObject({ stage: 'change_asked', signed: {}, acceptedAt: null });
  });

  test('is not signed under another text, before all accepted, or twice', () => {
    expect(refusal(half, 'applicant', signing(accepted))).toContain('各方都同意');
    expect(refusal(accepted, 'applicant', { type: 'signed', textHash: '1'.repeat(64), drawn })).toContain('改过');
    expect(refusal(posted(accepted, 'applicant', signing(accepted)), 'applicant', signing(accepted))).toContain('签过');
    const many = {
      ...drawn,
      strokes: [Array.from({ length: ROOM_LIMITS.points + 1 }, () => [0, 0, 0] as [number, number, number])],
    };
    expect(refusal(accepted, 'applicant', { ...signing(accepted), drawn: many } as RoomPost)).toContain('太长');
  });

  test('names only parties of the room, and is made and ended by the mediator alone', () => {
    const performance = [{ ...roomTerms.performance[0]!, partyId: roomSeats.mediator.personId }];
    expect(refusal(noticed, 'mediator', { type: 'proposed', terms: { ...roomTerms, performance } })).toContain(
      '不在这里',
    );
    for (const person of ['applicant', 'respondent', 'helper'] as const) {
      expect(refusal(noticed, person, { type: 'proposed', terms: roomTerms })).toBe('这一步由别人来做');
      expect(refusal(noticed, person, { type: 'ended', result: 'not_agreed' })).toBe('这一步由别人来做');
    }
    expect(refusal(accepted, 'helper', { type: 'accepted', proposal: 1 })).toBe('这一步由别人来做');
    expect(refusal(half, 'mediator', { type: 'ended', result: 'agreed' })).toContain('都同意');
    expect(refusal(accepted, 'mediator', { type: 'ended', result: 'agreed' })).toBeNull();
  });

  test('every stage of the table can be reached, and leads nowhere that there is not', () => {
    const reached = new Set(['none', ...Object.values(proposalTable).flatMap((steps) => Object.values(steps))]);
    expect([...reached].toSorted()).toEqual([...proposalStages].toSorted());
  });
});

describe('side talk', () => {
  const aside = (person: RoomPerson): RoomPost => ({ type: 'said', text: '悄悄说', aside: roomSeats[person].id });

  test('is of one with the mediator: nobody opens that of another, nor one with a mediator', () => {
    expect(refusal(noticed, 'applicant', aside('applicant'))).toBeNull();
    expect(refusal(noticed, 'mediator', aside('respondent'))).toBeNull();
    expect(refusal(noticed, 'applicant', aside('respondent'))).toContain('只能和调解员');
    expect(refusal(noticed, 'mediator', aside('mediator'))).toContain('没有这个人');
  });

  test('a helper who was asked to leave posts nothing any more; a party is not sent away', () => {
    const left = posted(noticed, 'mediator', { type: 'seat_closed', seatId: roomSeats.helper.id });
    expect(refusal(left, 'helper', { type: 'said', text: '还有' })).toContain('停用');
    expect(refusal(noticed, 'mediator', { type: 'seat_closed', seatId: roomSeats.applicant.id })).toContain(
      '只能请协助人',
    );
  });
});

/** Anything that anybody may try, in any order. */
const attempts = fc.array(
  fc.record({
    person: fc.constantFrom(...roomPeople),
    other: fc.constantFrom(...roomPeople),
    type: fc.constantFrom(
      ...(['notice_confirmed', 'said', 'aside', 'proposed', 'accepted', 'change_asked', 'signed', 'ended'] as const),
    ),
    no: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 60 },
);
type Attempt = { person: RoomPerson; other: RoomPerson; type: string; no: number };

function postOf({ other, type, no }: Attempt, state: RoomState): RoomPost {
  switch (type) {
    case 'said':
      return { type: 'said', text: '大家听' };
    case 'aside':
      return { type: 'said', text: '悄悄说', aside: roomSeats[other].id };
    case 'proposed':
      return { type: 'proposed', terms: roomTerms };
    case 'accepted':
      return { type: 'accepted', proposal: no };
    case 'change_asked':
      return { type: 'change_asked', proposal: no, words: '要改' };
    case 'signed':
      return signing(state);
    case 'ended':
      return { type: 'ended', result: no === 1 ? 'agreed' : 'adjourned' };
    default:
      return { type: 'notice_confirmed' };
  }
}

function played(
  tries: readonly Attempt[],
  begin = empty,
): { state: RoomState; events: RoomEvent[]; states: RoomState[] } {
  let state = begin;
  const events: RoomEvent[] = [];
  const states = [state];
  for (const each of tries) {
    const post = postOf(each, state);
    if (refusal(state, each.person, post) !== null) continue;
    const event = {
      seq: events.length + 1,
      at: 1_795_000_000_000 + events.length,
      seatId: roomSeats[each.person].id,
      post,
    };
    events.push(event);
    state = reduceRoom(state, event);
    states.push(state);
  }
  return { state, events, states };
}

describe('whatever anybody tries, in any order', () => {
  test('side talk is seen by its seat and the mediator alone, and never gets into the record', () => {
    fc.assert(
      fc.property(attempts, (tries) => {
        const { events } = played(tries);
        for (const event of events) {
          const aside = asideOf(event);
          for (const person of roomPeople) {
            const seat = roomSeats[person];
            expect(maySee(seat, event)).toBe(aside === null || seat.kind === 'mediator' || seat.id === aside);
          }
        }
        for (const person of ['applicant', 'respondent', 'helper'] as const) {
          const entries = entriesFor(roomSeats[person], events, seatList);
          expect(entries.map(({ n }) => n)).toEqual(entries.map((_, index) => index + 1));
          expect(entries.every(({ aside }) => aside === null || aside === roomSeats[person].id)).toBe(true);
        }
        const end: RoomEvent = {
          seq: events.length + 1,
          at: 1_795_000_100_000,
          seatId: null,
          post: { type: 'expired' },
        };
        const record = roomRecord(
          { roomId: roomSeats.helper.id, seats: seatList, startedAt: 0, events: [...events, end] },
          sha256,
        );
        expect(JSON.stringify(record)).not.toContain('悄悄说');
      }),
    );
  });

  test('nobody has spoken before confirming, and what is signed is what every party accepted', () => {
    fc.assert(
      fc.property(attempts, (tries) => {
        const { state, events } = played(tries, noticed);
        const text = settledText(state);
        const { proposal } = state;
        const acceptedBy = Object.keys(proposal?.accepted ?? {});
        expect(text !== null).toBe(proposal !== null && partySeats(state).every(({ id }) => acceptedBy.includes(id)));
        for (const signature of Object.values(proposal?.signed ?? {})) {
          expect(text && agreementTextHash(text, sha256)).toBe(signature.textHash);
        }
        if (proposal?.stage === 'signed') {
          expect(partySeats(state).every(({ id }) => proposal.signed[id] !== undefined)).toBe(true);
        }
        const ends = events.findIndex(({ post }) => post.type === 'ended');
        expect(ends === -1 || ends === events.length - 1).toBe(true);
        expect(foldRoom({ seats: seatList }, events).events).toBe(events.length);
      }),
    );
  });

  test('the record fits into that of one session, and no phone is shown to anybody', () => {
    const long: RoomPost = { type: 'said', text: '很'.repeat(1_000) };
    let state = noticed;
    const events: RoomEvent[] = [];
    while (refusal(state, 'mediator', long) === null) {
      events.push({ seq: events.length + 1, at: 1, seatId: roomSeats.mediator.id, post: long });
      state = posted(state, 'mediator', long);
    }
    expect(refusal(state, 'mediator', { type: 'ended', result: 'adjourned' })).toBeNull();
    events.push({ seq: events.length + 1, at: 2, seatId: null, post: { type: 'expired' } });
    const record = roomRecord({ roomId: roomSeats.helper.id, seats: seatList, startedAt: 0, events }, sha256);
    expect(recordText(record).length).toBeLessThan(50_000);
    const shown = roomPeople.map((person) => roomViewFor(state, roomSeats[person], sha256));
    expect(JSON.stringify([shown, record])).not.toMatch(/13800000/);
  });
});

describe('opening a room', () => {
  const opened: RoomOpened = {
    startsAt: 1_795_000_000_000,
    closesAt: 1_795_000_000_000 + 86_400_000,
    seats: [...seatList],
    consented: true,
    openSession: false,
  };
  const problemOf = (change: Partial<RoomOpened>) =>
    roomActionSchemas['room.opened'].safeParse({ ...opened, ...change }).error?.issues[0]?.message;

  test('asks for both sides and a mediator, each with a phone of their own, and for the parties’ consent', () => {
    expect(problemOf({})).toBeUndefined();
    expect(problemOf({ seats: [roomSeats.applicant, roomSeats.respondent] })).toBe('要有调解员');
    expect(problemOf({ seats: [roomSeats.mediator, roomSeats.applicant] })).toContain('双方当事人');
    expect(problemOf({ seats: [...seatList.slice(0, 3), { ...roomSeats.helper, phone: '13800000601' }] })).toContain(
      '同一个手机号',
    );
    expect(problemOf({ consented: false as true })).toContain('同意在线调解');
    expect(problemOf({ closesAt: opened.startsAt + 16 * 86_400_000 })).toContain('15 天');
    expect(problemOf({ videoUrl: 'http://example.org' })).toContain('https');
  });
});
