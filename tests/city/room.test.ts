import { beforeEach, expect, test } from 'vitest';
import { careForRooms } from '../../city/room/parts.ts';
import { recordText } from '../../domain/room/record.ts';
import { systemEnvironment } from '../../services/environment.ts';
import { ringPng } from '../support/marks.ts';
import { stateOf } from '../support/papers.ts';
import {
  type Guest,
  guestAt,
  linkTo,
  type OpenedRoom,
  openRoom,
  type Person,
  type RoomWorld,
  readStream,
  seatedRooms,
} from './rooms.ts';

const rooms = seatedRooms();
const { heardBy, confirmAll, endAtCenter } = rooms;
let world: RoomWorld;
let room: OpenedRoom;
let guests: Readonly<Record<Person, Guest>>;
beforeEach(() => {
  ({ world, room, guests } = rooms.now());
});

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
  // The operator reads that links wait.
  expect(world.said.splice(0)).toMatchObject([{ error: { errors: [expect.any(Error), {}, {}, {}] } }]);
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

test('no desk can write how a room ended', async () => {
  const { desk } = world.center;
  await expect(desk.act(desk.mediator, room.caseId, 'room.ended', {})).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('what was said is never changed, not even in the database', async () => {
  await confirmAll();
  const change = world.city.database.query(`UPDATE room_events SET post = '{}' WHERE room_id = $1`, [room.roomId]);
  await expect(change).rejects.toThrow('never changed');
});
