import { describe, expect, test } from 'vitest';
import { roomActionSchemas } from './actions.ts';
import { type RoomEvent, type RoomPost, roomPostSchema } from './posts.ts';
import { recordText, roomRecord } from './record.ts';
import { emptyRoom } from './room.ts';
import { posted, type RoomPerson, roomSeats, roomTerms, seatList, sha256, signing } from './testing.ts';

const empty = emptyRoom({ seats: seatList });

describe('what the city tells the center', () => {
  test('says who took part and confirmed, what all could read, what was accepted and signed, and has its schema', () => {
    const posts: readonly (readonly [RoomPerson, RoomPost])[] = [
      ['applicant', { type: 'notice_confirmed' }],
      ['respondent', { type: 'notice_confirmed' }],
      ['applicant', { type: 'said', text: '楼道里总有垃圾。' }],
      ['respondent', { type: 'said', text: '只对您说。', aside: roomSeats.respondent.id }],
      ['mediator', { type: 'proposed', terms: roomTerms }],
      ['applicant', { type: 'accepted', proposal: 1 }],
      ['respondent', { type: 'accepted', proposal: 1 }],
    ];
    let state = empty;
    const events: RoomEvent[] = [];
    const add = (person: RoomPerson, post: RoomPost) => {
      state = posted(state, person, post, 1_795_000_000_000 + events.length * 60_000);
      events.push({
        seq: events.length + 1,
        at: 1_795_000_000_000 + events.length * 60_000,
        seatId: roomSeats[person].id,
        post,
      });
    };
    for (const [person, post] of posts) add(person, post);
    add('applicant', signing(state));
    add('respondent', signing(state));
    add('mediator', { type: 'ended', result: 'agreed' });
    const record = roomRecord(
      { roomId: roomSeats.helper.id, seats: seatList, startedAt: 1_794_999_000_000, events },
      sha256,
    );
    expect(roomActionSchemas['room.ended'].parse(record)).toEqual(record);
    expect(record).toMatchObject({ result: 'agreed', agreement: { text: { terms: roomTerms.terms } } });
    expect(record.signatures.map(({ seatId }) => seatId)).toEqual([roomSeats.applicant.id, roomSeats.respondent.id]);
    const text = recordText(record);
    expect(text).toContain('张某：楼道里总有垃圾。');
    expect(text).toContain('张卫（调解员）：提出调解方案');
    expect(text).not.toContain('只对您说');
    expect(text).toContain('第二十三、二十四条');
  });

  test('posts are checked for their shape: none in place of another’s hand, no script in an address', () => {
    expect(roomPostSchema.safeParse({ type: 'joined' }).success).toBe(false);
    expect(roomPostSchema.safeParse({ type: 'video_set', url: 'javascript:alert(1)' }).success).toBe(false);
    expect(roomPostSchema.safeParse({ type: 'said', text: ' ' }).success).toBe(false);
  });
});
