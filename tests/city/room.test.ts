import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { verifyCity } from '../../city/history/verify-city.ts';
import { careForRooms } from '../../city/room/parts.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import type { RoomEnded } from '../../domain/room/actions.ts';
import { recordText } from '../../domain/room/record.ts';
import { systemEnvironment } from '../../services/environment.ts';
import { readAction } from '../../services/log/append.ts';
import { takeSignature } from '../../services/rooms/rooms.ts';
import { seenRevision } from '../../services/sync/revision.ts';
import { eraseCase } from '../../services/testing/erase-case.ts';
import { drawnMark, ringPng } from '../support/marks.ts';
import { issuePaper, stateOf } from '../support/papers.ts';
import {
  enter,
  type Guest,
  guestAt,
  linkTo,
  type OpenedRoom,
  openRoom,
  openRoomWorld,
  type Person,
  type RoomWorld,
  readStream,
} from './rooms.ts';
import { syncAll } from './test-city.ts';

let world: RoomWorld;
let room: OpenedRoom;
let guests: Record<Person, Guest>;

beforeAll(async () => {
  world = await openRoomWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  world.clock.ahead = 0;
  room = await openRoom(world);
  const entered = async (person: Person) => enter(world, room.phones[person]);
  guests = {
    mediator: await entered('mediator'),
    applicant: await entered('applicant'),
    respondent: await entered('respondent'),
    helper: await entered('helper'),
  };
});
afterEach(() => {
  world.gateway.isDown = false;
  expect(world.said.splice(0)).toEqual([]);
});

async function heardBy(person: Person, after = 0) {
  const heard = await guests[person].heard(after);
  if (typeof heard === 'number') throw new Error(`${person} is answered ${heard}`);
  return heard;
}

const confirmAll = async () => {
  for (const person of ['applicant', 'respondent', 'helper'] as const) {
    expect(await guests[person].post({ type: 'notice_confirmed' })).toMatchObject({ status: 200 });
  }
};

async function terms() {
  const [, respondent] = partiesOf(await stateOf(world.center.desk, room.caseId));
  return {
    facts: '垃圾漏在楼道里。',
    terms: ['李某袋装垃圾。'],
    performance: [
      { id: systemEnvironment.newId(), partyId: respondent?.id, what: '清理楼道', amountFen: null, dueOn: null },
    ],
    judicialConfirmation: false,
  };
}

/** What the case was told, at the center. */
async function endAtCenter(): Promise<RoomEnded | null> {
  await syncAll(world.center);
  const stream = await world.center.desk.store.read(({ log }) => log.stream('case', room.caseId));
  const ended = stream.find(({ header }) => header.type === 'room.ended');
  return ended ? (readAction(ended).payload as RoomEnded) : null;
}

test('each gets a link of their own, worth nothing without their phone, and nothing is kept of it but its hash', async () => {
  const paths = Object.values(room.phones).map((phone) => linkTo(world, phone));
  expect(new Set(paths).size).toBe(4);
  const stored = await world.city.database.query<{ row: string }>(
    'SELECT row_to_json(s)::text AS row FROM room_seats s',
  );
  const token = paths[0]?.slice(3) ?? '';
  expect(stored.some(({ row }) => row.includes(token))).toBe(false);
  const stranger = await fetch(world.city.origin + paths[1]);
  const page = await stranger.text();
  expect(page).toContain('发验证码');
  expect(page).not.toMatch(/李某|垃圾|\d{11}/);
  expect((await fetch(`${world.city.origin}/r/410105${'A'.repeat(22)}`)).status).toBe(404);
  // The cookie of one seat opens no other.
  const stolen = guestAt(world, guests.applicant.path, guests.helper.cookie);
  expect(await stolen.heard()).toBe(404);
  expect(await stolen.post({ type: 'notice_confirmed' })).toMatchObject({ status: 404 });
  expect(await guestAt(world, guests.applicant.path, '').heard()).toBe(404);
});

test('a message that did not go out is tried again, and nobody is sent two', async () => {
  world.gateway.isDown = true;
  const other = await openRoom(world);
  expect(linkTo(world, other.phones.applicant)).toBe('');
  world.gateway.isDown = false;
  await careForRooms(world.city.rooms);
  await careForRooms(world.city.rooms);
  const sent = world.messages.filter(({ phone, text }) => phone === other.phones.applicant && text.includes('/r/'));
  expect(sent).toHaveLength(1);
});

test('before the notice is confirmed nobody speaks, and the page is told why (人民调解法 23, 24)', async () => {
  expect(await guests.applicant.post({ type: 'said', text: '我先说' })).toMatchObject({
    status: 409,
    words: expect.stringContaining('权利和义务'),
  });
  expect(await guests.applicant.post({ type: 'ended', result: 'agreed' })).toMatchObject({ status: 409 });
  expect(await guests.applicant.post({ type: 'joined' })).toMatchObject({ status: 422 });
});

test('side talk is read by that seat and the mediator alone: not in entries, streams, photos, numbers or the record', async () => {
  await confirmAll();
  await guests.respondent.post({ type: 'said', text: '悄悄说：最多赔五百。', aside: room.seats.respondent });
  await guests.mediator.post({ type: 'said', text: '悄悄答：我去问问。', aside: room.seats.respondent });
  const photoId = systemEnvironment.newId();
  expect(await guests.respondent.photo(ringPng(), photoId)).toMatchObject({ status: 200 });
  await guests.respondent.post({ type: 'showed', photoId, aside: room.seats.respondent });
  await guests.applicant.post({ type: 'said', text: '大家好。' });

  for (const person of ['mediator', 'respondent'] as const) {
    expect(JSON.stringify(await heardBy(person))).toContain('悄悄说');
    expect((await guests[person].get(`/photos/${photoId}`)).status).toBe(200);
  }
  for (const person of ['applicant', 'helper'] as const) {
    const heard = await heardBy(person);
    expect(JSON.stringify(heard)).not.toMatch(/悄悄/);
    expect(heard.entries.map(({ n }) => n)).toEqual(heard.entries.map((_, index) => index + 1));
    const stream = await guests[person].get('/events', { accept: 'text/event-stream' });
    const text = await readStream(stream, '大家好');
    expect(text).toContain('大家好');
    expect(text).not.toMatch(/悄悄|showed/);
    expect((await guests[person].get(`/photos/${photoId}`)).status).toBe(404);
  }
  await guests.mediator.post({ type: 'ended', result: 'adjourned' });
  const record = await endAtCenter();
  expect(JSON.stringify(record)).not.toMatch(/悄悄/);
  expect(record && recordText(record)).toContain('大家好。');
  expect((await stateOf(world.center.desk, room.caseId)).files.map(({ fileId }) => fileId)).not.toContain(photoId);
});

test('a line that was cut goes on where it stopped: by its last id, as a stream and as single answers', async () => {
  await confirmAll();
  const first = await guests.applicant.get('/events', { accept: 'text/event-stream' });
  expect(first.headers.get('content-type')).toContain('text/event-stream');
  const before = await readStream(first, 'event: state');
  const last = Number(/id: (\d+)\n(?![\s\S]*id: )/.exec(before)?.[1]);
  expect(last).toBeGreaterThan(0);
  await guests.respondent.post({ type: 'said', text: '断线时说的。' });
  await guests.mediator.post({ type: 'said', text: '又说一句。' });

  const again = await guests.applicant.get('/events', { accept: 'text/event-stream', 'last-event-id': String(last) });
  const resumed = await readStream(again, '又说一句');
  expect([...resumed.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))).toEqual([last + 1, last + 2]);
  const { entries } = await heardBy('applicant', last);
  expect(entries.map(({ words }) => words)).toEqual(['断线时说的。', '又说一句。']);
});

test('who waits is told at once, and a post that is sent again is posted once', async () => {
  await confirmAll();
  const stream = await guests.applicant.get('/events', { accept: 'text/event-stream' });
  const heard = readStream(stream, '刚刚说的');
  const id = systemEnvironment.newId();
  const said = { type: 'said', text: '刚刚说的。' };
  const answers = await Promise.all([1, 2, 3].map(() => guests.respondent.post(said, id)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await heard).toContain('刚刚说的');
  const { entries } = await heardBy('applicant');
  expect(entries.filter(({ words }) => words === '刚刚说的。')).toHaveLength(1);
  // The id of another's post is nobody else's.
  expect(await guests.applicant.post({ type: 'said', text: '冒名' }, id)).toMatchObject({ status: 422 });
});

test('too fast, too long, and what is no photo is refused in words', async () => {
  await confirmAll();
  expect(await guests.applicant.post({ type: 'said', text: '长'.repeat(1_001) })).toMatchObject({ status: 422 });
  const html = new TextEncoder().encode('<script>alert(1)</script>');
  expect(await guests.applicant.photo(html, systemEnvironment.newId())).toMatchObject({ status: 422 });
  expect(await guests.applicant.photo(new Uint8Array(2_000_001), systemEnvironment.newId())).toMatchObject({
    status: 413,
  });
  expect(await guests.applicant.post({ type: 'showed', photoId: systemEnvironment.newId() })).toMatchObject({
    status: 409,
  });
  const answers = [];
  for (let nth = 0; nth < 31; nth += 1)
    answers.push((await guests.helper.post({ type: 'said', text: `${nth}` })).status);
  expect(answers.at(-1)).toBe(429);
});

test('a helper who is asked to leave, and a link that was renewed, are shut out at once, also of an open page', async () => {
  await confirmAll();
  const open = await guests.helper.get('/events', { accept: 'text/event-stream' });
  const gone = readStream(open, 'event: gone');
  expect(await guests.mediator.post({ type: 'seat_closed', seatId: room.seats.helper })).toMatchObject({ status: 200 });
  expect(await gone).toContain('event: gone');
  expect(await guests.helper.heard()).toBe(404);
  expect((await guests.helper.get('')).status).toBe(404);

  const headers = { cookie: guests.mediator.cookie };
  const body = JSON.stringify({ seatId: room.seats.applicant });
  const renew = (guest: Guest) =>
    fetch(`${world.city.origin}${guest.path}/links`, { method: 'POST', headers: { cookie: guest.cookie }, body });
  expect((await renew(guests.respondent)).status).toBe(403);
  expect(
    (await fetch(`${world.city.origin}${guests.mediator.path}/links`, { method: 'POST', headers, body })).status,
  ).toBe(200);
  expect(await guests.applicant.heard()).toBe(404);
  expect(linkTo(world, room.phones.applicant)).not.toBe(guests.applicant.path);
});

test('accepted and signed on the phones, the record, terms and signatures reach the center by sync (SYNC-6)', async () => {
  await confirmAll();
  const photoId = systemEnvironment.newId();
  await guests.applicant.photo(ringPng(), photoId);
  await guests.applicant.post({ type: 'showed', photoId });
  await guests.mediator.post({ type: 'proposed', terms: await terms() });
  expect(await guests.respondent.post({ type: 'change_asked', proposal: 1, words: '写明日期' })).toMatchObject({
    status: 200,
  });
  await guests.mediator.post({ type: 'proposed', terms: { ...(await terms()), terms: ['李某今日起袋装垃圾。'] } });
  for (const person of ['applicant', 'respondent'] as const) {
    expect(await guests[person].post({ type: 'accepted', proposal: 2 })).toMatchObject({ status: 200, words: '' });
  }
  const { view } = await heardBy('applicant');
  const textHash = view.proposal?.textHash ?? '';
  for (const person of ['applicant', 'respondent'] as const) {
    const signed = await guests[person].post({ type: 'signed', textHash, drawn: drawnMark(1) });
    expect(signed).toMatchObject({ status: 200, words: '' });
  }
  expect((await heardBy('mediator')).view.proposal?.stage).toBe('signed');
  expect(await guests.mediator.post({ type: 'ended', result: 'agreed' })).toMatchObject({ status: 200, words: '' });
  expect(await guests.applicant.post({ type: 'said', text: '还有' })).toMatchObject({ status: 409 });

  const { desk } = world.center;
  const record = await endAtCenter();
  expect(record).toMatchObject({ roomId: room.roomId, result: 'agreed', agreement: { textHash } });
  expect(record?.signatures.map(({ seatId }) => seatId).toSorted()).toEqual(
    [room.seats.applicant, room.seats.respondent].toSorted(),
  );
  expect(record?.seats.every(({ joinedAt }) => joinedAt !== null)).toBe(true);
  const state = await stateOf(desk, room.caseId);
  expect(state).toMatchObject({ status: 'mediating', reviews: [] });
  expect(state.rooms.at(-1)?.ended).toMatchObject({ result: 'agreed', textHash });
  expect(state.files).toMatchObject([{ fileId: photoId, kind: 'evidence' }]);
  // The photo itself follows, as all files do (SYNC-8).
  await careForRooms(world.city.rooms);
  await world.center.syncFiles();
  expect(await desk.fileBytes.has(state.files[0]?.sha256 ?? '')).toBe(true);
  await signByPhone(record);
  // The desk works on, and what it does is not stale.
  await desk.act(desk.mediator, room.caseId, 'case.noted', { note: '核对过。' });
  await syncAll(world.center);
  const { findings } = await verifyCity({ database: world.city.database, environment: systemEnvironment });
  expect(findings).toEqual([]);
});

/** The revision that a desk names. */
const seen = () =>
  world.center.desk.store.read(async (reads) => seenRevision(reads, await stateOf(world.center.desk, room.caseId)));

/** The agreement is written down as it was accepted, issued, and the phones' signatures become its marks (人民调解法 29). */
async function signByPhone(record: RoomEnded | null): Promise<void> {
  const { desk } = world.center;
  const { caseId, roomId } = room;
  const text = record?.agreement?.text;
  if (!text) throw new Error('nothing was agreed');
  const changed = { ...text, terms: ['李某今日起不倒垃圾。'] };
  await desk.act(desk.mediator, caseId, 'agreement.reached_written', { text: changed });
  await issuePaper(desk, caseId, 'agreement', { baseRevision: await seen() });
  const taking = async (seatId: string, actionId = systemEnvironment.newId()) =>
    takeSignature(desk, desk.mediator, {
      ...{ actionId, caseId, roomId, seatId },
      baseRevision: await seen(),
    });
  // Another text than the one that was signed takes no signature.
  await expect(taking(room.seats.applicant)).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
  await desk.act(desk.mediator, caseId, 'agreement.revised', { text, reason: '按手机上签的内容' });
  await issuePaper(desk, caseId, 'agreement', { baseRevision: await seen() });
  await taking(room.seats.applicant);
  await taking(room.seats.respondent);
  await expect(taking(room.seats.helper)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { agreement, status } = await stateOf(desk, caseId);
  expect(agreement?.marks).toMatchObject(
    [1, 2].map(() => ({ kind: 'party', method: 'signature', device: '本人手机（在线调解室）', version: 2 })),
  );
  // In effect only with the mediator's mark and the committee's seal, which are set in the center.
  expect({ status, effectiveOn: agreement?.effectiveOn }).toEqual({ status: 'agreed', effectiveOn: null });
}

test('a room whose time is over ends by itself, is told once, and is forgotten some days later', async () => {
  await confirmAll();
  world.clock.ahead = 86_400_000 + 1_000;
  expect(await guests.applicant.post({ type: 'said', text: '还在吗' })).toMatchObject({ status: 409 });
  await careForRooms(world.city.rooms);
  await careForRooms(world.city.rooms);
  expect(await endAtCenter()).toMatchObject({ result: 'expired', agreement: null, signatures: [] });
  expect((await heardBy('applicant')).view.ended).toContain('自动关闭');
  world.clock.ahead += 8 * 86_400_000;
  await careForRooms(world.city.rooms);
  const count = async (table: string) =>
    (
      await world.city.database.query(`SELECT 1 FROM ${table} WHERE ${table === 'rooms' ? 'id' : 'room_id'} = $1`, [
        room.roomId,
      ])
    ).length;
  for (const table of ['rooms', 'room_seats', 'room_entries', 'room_events', 'room_photos'])
    expect(await count(table), table).toBe(0);
  // The action that opened it is still in the log, and makes no second room.
  expect(await guests.applicant.heard()).toBe(404);
});

test('an erasure of the case takes all that was said in its room with it (LOG-8)', async () => {
  await confirmAll();
  await guests.applicant.post({ type: 'said', text: '要被删的话。' });
  const { desk } = world.center;
  await eraseCase(desk, desk.manager, { actionId: desk.environment.newId(), caseId: room.caseId, reason: '依法删除' });
  await syncAll(world.center);
  const left = await world.city.database.query('SELECT post FROM room_events WHERE room_id = $1', [room.roomId]);
  expect(left).toEqual([]);
  expect(await guests.applicant.heard()).toBe(404);
  await careForRooms(world.city.rooms);
  expect(await world.city.database.query('SELECT 1 FROM rooms WHERE id = $1', [room.roomId])).toEqual([]);
});

test('no desk can write how a room ended', async () => {
  const { desk } = world.center;
  await expect(desk.act(desk.mediator, room.caseId, 'room.ended', {})).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('what was said is never changed, not even in the database', async () => {
  await confirmAll();
  const change = world.city.database.query(`UPDATE room_events SET post = '{}' WHERE room_id = $1`, [room.roomId]);
  await expect(change).rejects.toThrow('never changed');
});
