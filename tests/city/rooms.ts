import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { type City, startCity } from '../../city/start.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import type { RoomEnded } from '../../domain/room/actions.ts';
import type { RoomPost } from '../../domain/room/posts.ts';
import type { RoomEntry, RoomView } from '../../domain/room/view.ts';
import { readAction } from '../../services/log/append.ts';
import { there } from '../browser/seats.ts';
import { mediatingCase, stateOf } from '../support/papers.ts';
import { enrolledStation, type TestStation } from './stations.ts';
import { syncAll, testDivisions } from './test-city.ts';
import { nextAddress } from './verified-papers.ts';

/** For tests only: a city with an enrolled center, whose short messages are caught, and rooms for its cases. */

export type Person = 'mediator' | 'applicant' | 'respondent' | 'helper';

export interface RoomWorld {
  readonly city: City;
  readonly center: TestStation;
  readonly said: unknown[];
  readonly messages: { readonly phone: string; readonly text: string }[];
  /** Moved, the city's clock goes that many ms fast. */
  readonly clock: { ahead: number };
  readonly gateway: { isDown: boolean };
  close(): Promise<void>;
}

/** On an embedded database, or on the PostgreSQL of `url`, which other servers may serve, too. */
export async function openRoomWorld(url?: string): Promise<RoomWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-rooms-'));
  const said: unknown[] = [];
  const messages: { phone: string; text: string }[] = [];
  const clock = { ahead: 0 };
  const gateway = { isDown: false };
  const logger = { error: (entry: unknown) => void said.push(entry), info: () => undefined };
  const sms = {
    notice: null,
    async send(phone: string, text: string) {
      if (gateway.isDown) throw new Error('the gateway is down');
      messages.push({ phone, text });
    },
  };
  const now = () => Date.now() + clock.ahead;
  const options = { data: folder, host: '127.0.0.1', port: 0, ...(url === undefined ? {} : { url }) };
  const city = await startCity(options, { logger: logger as never, divisions: testDivisions, sms, now });
  const center = await enrolledStation(city, { feed: '410105', name: '金水区综治中心' });
  center.desk.clock.now = Date.now();
  await syncAll(center);
  return {
    ...{ city, center, said, messages, clock, gateway },
    async close() {
      await center.close();
      await city.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let phones = 0;

export interface OpenedRoom {
  readonly caseId: string;
  readonly roomId: string;
  readonly phones: Readonly<Record<Person, string>>;
  readonly seats: Readonly<Record<Person, string>>;
}

/** The mediator of a case opens a room from the center; the city hears of it at the next sync. */
export async function openRoom(world: RoomWorld, change: object = {}): Promise<OpenedRoom> {
  const { desk } = world.center;
  const caseId = await mediatingCase(desk);
  const [applicant, respondent] = partiesOf(await stateOf(desk, caseId));
  const newId = desk.environment.newId;
  phones += 4;
  const phoneOf = (n: number) => `139${String(phones + n).padStart(8, '0')}`;
  const seats = { mediator: newId(), applicant: newId(), respondent: newId(), helper: newId() };
  const sent = { mediator: phoneOf(0), applicant: phoneOf(1), respondent: phoneOf(2), helper: phoneOf(3) };
  const startsAt = Date.now() + world.clock.ahead;
  await desk.act(desk.mediator, caseId, 'room.opened', {
    ...{ startsAt, closesAt: startsAt + 86_400_000, consented: true, openSession: false },
    seats: [
      { id: seats.mediator, kind: 'mediator', personId: desk.mediator.staffId, name: '张卫', phone: sent.mediator },
      { id: seats.applicant, kind: 'party', personId: applicant?.id, name: applicant?.name, phone: sent.applicant },
      { id: seats.respondent, kind: 'party', personId: respondent?.id, name: respondent?.name, phone: sent.respondent },
      { id: seats.helper, kind: 'helper', name: '赵某', identity: '楼栋长', phone: sent.helper },
    ],
    ...change,
  });
  await syncAll(world.center);
  // The links go out beside the push.
  await vi.waitFor(() => {
    if (world.gateway.isDown) expect(world.said).toHaveLength(1);
    else for (const phone of Object.values(sent)) expect(linkTo(world, phone)).not.toBe('');
  }, 10_000);
  const roomId = (await stateOf(desk, caseId)).rooms.at(-1)?.id ?? '';
  return { caseId, roomId, phones: sent, seats };
}

/** The path of the newest link that was sent to a phone. */
export function linkTo({ messages }: RoomWorld, phone: string): string {
  const text = messages.findLast((each) => each.phone === phone && each.text.includes('/r/'))?.text ?? '';
  return /\/r\/[\w-]+/.exec(text)?.[0] ?? '';
}

export const codeTo = ({ messages }: RoomWorld, phone: string): string =>
  /验证码 (\d{6})/.exec(
    messages.findLast((each) => each.phone === phone && each.text.includes('验证码'))?.text ?? '',
  )?.[1] ?? '';

export interface Answer {
  readonly status: number;
  readonly words: string;
}

/** Somebody in a room, by link and cookie, without a browser. */
export interface Guest {
  readonly path: string;
  readonly cookie: string;
  post(post: RoomPost | object, id?: string): Promise<Answer>;
  heard(after?: number): Promise<{ entries: readonly RoomEntry[]; view: RoomView; here: readonly string[] } | number>;
  photo(bytes: Uint8Array, id: string): Promise<Answer>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
}

const form = (fields: Readonly<Record<string, string>>): RequestInit => ({
  method: 'POST',
  redirect: 'manual',
  headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': nextAddress() },
  body: new URLSearchParams(fields).toString(),
});

/** Goes through the door of a seat with the code that its phone gets. */
export async function enter(world: RoomWorld, phone: string): Promise<Guest> {
  const path = linkTo(world, phone);
  const sent = await (await fetch(world.city.origin + path, form({ go: 'send' }))).text();
  const proof = /name="proof" value="([^"]+)"/.exec(sent)?.[1] ?? '';
  const entered = await fetch(world.city.origin + path, form({ go: 'enter', proof, code: codeTo(world, phone) }));
  return guestAt(world, path, (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '');
}

export function guestAt({ city }: { readonly city: Pick<City, 'origin'> }, path: string, cookie: string): Guest {
  const get = (rest: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(city.origin + path + rest, { headers: { cookie, ...headers } });
  const answered = async (response: Response): Promise<Answer> => {
    const { words = '' } = (await response.json()) as { words?: string };
    return { status: response.status, words };
  };
  return {
    path,
    cookie,
    get,
    async post(post, id = crypto.randomUUID()) {
      const body = JSON.stringify({ id, post });
      return answered(await fetch(`${city.origin}${path}/posts`, { method: 'POST', headers: { cookie }, body }));
    },
    async heard(after = 0) {
      const response = await get(`/events?after=${after}`, { accept: 'application/json' });
      return response.ok ? ((await response.json()) as never) : response.status;
    },
    async photo(bytes, id) {
      const init = { method: 'POST', headers: { cookie }, body: Buffer.from(bytes) };
      return answered(await fetch(`${city.origin}${path}/photos/${id}`, init));
    },
  };
}

/** Reads a stream until what came holds the words, or the time is over. */
export async function readStream(response: Response, words: string): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) throw new Error('no stream');
  const late = setTimeout(() => void reader.cancel(), 15_000);
  let text = '';
  while (!text.includes(words)) {
    const { done, value } = await reader.read();
    if (done) break;
    text += Buffer.from(value).toString('utf8');
  }
  clearTimeout(late);
  await reader.cancel();
  return text;
}

interface SeatedRoom {
  readonly world: RoomWorld;
  readonly room: OpenedRoom;
  readonly guests: Readonly<Record<Person, Guest>>;
}

/** Before each test a room in which all four seats have entered; after it the city has complained of nothing. */
export function seatedRooms() {
  let seated: SeatedRoom | undefined;
  let open: RoomWorld | undefined;
  const now = (): SeatedRoom => there(seated);
  beforeAll(async () => {
    open = await openRoomWorld();
  });
  afterAll(() => open?.close());
  beforeEach(async () => {
    const world = there(open);
    world.clock.ahead = 0;
    const room = await openRoom(world);
    const entered = async (person: Person) => enter(world, room.phones[person]);
    const guests = {
      mediator: await entered('mediator'),
      applicant: await entered('applicant'),
      respondent: await entered('respondent'),
      helper: await entered('helper'),
    };
    seated = { world, room, guests };
  });
  afterEach(() => {
    const { gateway, said } = there(open);
    gateway.isDown = false;
    expect(said.splice(0)).toEqual([]);
  });

  return {
    now,
    async heardBy(person: Person, after = 0) {
      const heard = await now().guests[person].heard(after);
      if (typeof heard === 'number') throw new Error(`${person} is answered ${heard}`);
      return heard;
    },
    async confirmAll(): Promise<void> {
      for (const person of ['applicant', 'respondent', 'helper'] as const) {
        expect(await now().guests[person].post({ type: 'notice_confirmed' })).toMatchObject({ status: 200 });
      }
    },
    /** What the case was told, at the center. */
    async endAtCenter(): Promise<RoomEnded | null> {
      const { world, room } = now();
      await syncAll(world.center);
      const stream = await world.center.desk.store.read(({ log }) => log.stream('case', room.caseId));
      const ended = stream.find(({ header }) => header.type === 'room.ended');
      return ended ? (readAction(ended).payload as RoomEnded) : null;
    },
  };
}
