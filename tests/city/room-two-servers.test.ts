import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CityProcess, startCityProcess } from '../support/city-process.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { enter, guestAt, openRoom, openRoomWorld, type RoomWorld, readStream } from './rooms.ts';

/** One room at two servers on one PostgreSQL: each sees what is posted at the other, and either may be lost. */

let postgres: PostgresServer;
let folder: string;
let world: RoomWorld;
/** The other server, a program of its own, so that it can be killed. */
let other: CityProcess;
beforeAll(async () => {
  postgres = await startPostgres();
  const url = await postgres.createDatabase();
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-two-servers-'));
  world = await openRoomWorld(url);
  other = await startCityProcess(folder, url);
});
afterAll(async () => {
  await other?.kill();
  await world?.close();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
  expect(world.said).toEqual([]);
});

const stream = { accept: 'text/event-stream' };
const lastIdIn = (text: string): string => [...text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? '';

test('posts at one are read at the other, and a stream goes on there behind Last-Event-ID once its server was killed', async () => {
  const room = await openRoom(world);
  const applicant = await enter(world, room.phones.applicant);
  const mediator = await enter(world, room.phones.mediator);
  // Let in by the one, they are let in by the other: link and cookie lie in the database.
  const applicantThere = guestAt({ city: other }, applicant.path, applicant.cookie);
  const mediatorThere = guestAt({ city: other }, mediator.path, mediator.cookie);
  expect(await applicantThere.post({ type: 'notice_confirmed' })).toMatchObject({ status: 200 });

  const heard = readStream(await applicant.get('/events', stream), '在那台说的');
  expect(await mediatorThere.post({ type: 'said', text: '在那台说的' })).toMatchObject({ status: 200 });
  expect(await heard).toContain('"words":"在那台说的"');

  const open = await applicantThere.get('/events', stream);
  const there = readStream(open, '在这台说的');
  const id = crypto.randomUUID();
  expect(await mediator.post({ type: 'said', text: '在这台说的' }, id)).toMatchObject({ status: 200 });
  const before = await there;
  expect(before).toContain('"words":"在这台说的"');

  await other.kill();
  // What was posted just before is sent once more by the page, at the server that is left: it is posted once.
  expect(await mediator.post({ type: 'said', text: '在这台说的' }, id)).toMatchObject({ status: 200 });
  expect(await mediator.post({ type: 'said', text: '那台停了以后说的' })).toMatchObject({ status: 200 });
  const resumed = await applicant.get('/events', { ...stream, 'last-event-id': lastIdIn(before) });
  const after = await readStream(resumed, '那台停了以后说的');
  expect(after).toContain('"words":"那台停了以后说的"');
  expect(after).not.toContain('在这台说的');
  expect(Number(lastIdIn(after))).toBe(Number(lastIdIn(before)) + 1);
});
