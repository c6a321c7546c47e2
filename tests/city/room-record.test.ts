import { beforeEach, expect, test } from 'vitest';
import { verifyCity } from '../../city/history/verify-city.ts';
import { careForRooms } from '../../city/room/parts.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import type { RoomEnded } from '../../domain/room/actions.ts';
import { systemEnvironment } from '../../services/environment.ts';
import { takeSignature } from '../../services/rooms/rooms.ts';
import { seenRevision } from '../../services/sync/revision.ts';
import { eraseCase } from '../../services/testing/erase-case.ts';
import { drawnMark, ringPng } from '../support/marks.ts';
import { issuePaper, stateOf } from '../support/papers.ts';
import { type Guest, type OpenedRoom, type Person, type RoomWorld, seatedRooms } from './rooms.ts';
import { syncAll } from './test-city.ts';

/** What becomes of a room once it ends: the case is told, the center works on with it, and the city forgets it. */

const rooms = seatedRooms();
const { heardBy, confirmAll, endAtCenter } = rooms;
let world: RoomWorld;
let room: OpenedRoom;
let guests: Readonly<Record<Person, Guest>>;
beforeEach(() => {
  ({ world, room, guests } = rooms.now());
});

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
