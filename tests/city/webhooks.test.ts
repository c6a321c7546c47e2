import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { type City, startCity } from '../../city/start.ts';
import { createDispatcher, type DispatcherParts } from '../../city/webhooks/dispatcher.ts';
import { newSecret } from '../../city/webhooks/signature.ts';
import {
  addSubscriber,
  deadLetters,
  removeSubscriber,
  resend,
  subscriberStatus,
} from '../../city/webhooks/subscriptions.ts';
import { caseEventSchema } from '../../contract/webhooks.ts';
import { MAX_ATTEMPTS } from '../../domain/webhooks/retries.ts';
import { projectRoot } from '../browser/project.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { enrolledStation, type TestStation } from './stations.ts';

interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

const secret = newSecret();
const errors: unknown[] = [];
const logger = { error: (entry: unknown) => void errors.push(entry), info: () => undefined };

let postgres: PostgresServer;
const cities: City[] = [];
let station: TestStation;
let platform: Server;
let url: string;
let received: Received[] = [];
/** What the platform answers with; null: it never does. */
let answer: (eventId: string) => number | null = () => 204;
const later = (ms: number) => () => Date.now() + ms;

beforeAll(async () => {
  postgres = await startPostgres();
  const divisions = loadDivisions(join(projectRoot, 'resources'));
  const options = { url: await postgres.createDatabase(), data: '', host: '127.0.0.1', port: 0 };
  for (let n = 0; n < 2; n += 1) cities.push(await startCity(options, { logger: logger as never, divisions }));
  platform = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      received.push({ headers, body });
      const status = answer(headers['webhook-id'] ?? '');
      if (status === null) return;
      // Slow enough for a second process to meet what the first has in hand.
      setTimeout(() => response.writeHead(status, { location: url }).end('姓名'), 20);
    });
  });
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(platform.address() as AddressInfo).port}/events?token=hidden`;
  station = await enrolledStation(first());
}, 120_000);
afterAll(async () => {
  platform?.closeAllConnections();
  platform?.close();
  await station?.close();
  for (const city of cities) await city.close();
  await postgres?.stop();
  expect(errors).toEqual([]);
});
beforeEach(async () => {
  await removeSubscriber(database(), 'platform');
  await addSubscriber(database(), { name: 'platform', url, secret, feeds: null }, Date.now());
  received = [];
  answer = () => 204;
});

const first = (): City => cities[0] as City;
const database = (city = first()) => city.database;
const dispatcher = (over: Partial<DispatcherParts> = {}) => createDispatcher({ database: database(), logger, ...over });
const bodies = () => received.map(({ body }) => caseEventSchema.parse(JSON.parse(body)));
const status = async () => (await subscriberStatus(database()))[0];

/** Registers a case and accepts it: two events. */
async function acceptedCase(): Promise<string> {
  const { caseId } = await station.desk.register();
  await station.desk.act(station.desk.clerk, caseId, 'case.accepted', {});
  expect(await station.sync()).toMatchObject({ outcome: 'complete' });
  return caseId;
}

describe('events for the platforms of the city', () => {
  test('what a push did to a case is told in order, signed, and in numbers only', async () => {
    const caseId = await acceptedCase();
    await dispatcher().deliver();
    expect(bodies().map(({ type, data }) => [type, data.status, data.previousStatus])).toEqual([
      ['case.registered', 'registered', null],
      ['case.state_changed', 'accepted', 'registered'],
    ]);
    for (const { headers, body } of received) {
      expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
      expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow();
    }
    const { state } = (await station.desk.store.read(({ cases }) => cases.find(caseId)))!;
    for (const party of state.registration?.parties ?? []) {
      expect(received.every(({ body }) => !body.includes(party.name))).toBe(true);
    }
    expect(Object.keys(bodies()[0]?.data ?? {}).toSorted()).toEqual(
      'actionId caseId caseNumber deviceTime district effectiveOn previousStatus revision status'.split(' '),
    );
    expect(await status()).toMatchObject({ waiting: 0, dead: 0 });
    await dispatcher().deliver();
    expect(received).toHaveLength(2);
  });

  test('two processes deliver together: each event once, those of a case in their order', async () => {
    const caseIds = [];
    for (let n = 0; n < 6; n += 1) caseIds.push(await acceptedCase());
    const two = cities.map((city) => dispatcher({ database: database(city) }));
    for (let n = 0; n < 3; n += 1) await Promise.all(two.map((each) => each.deliver()));
    const ids = received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(12);
    for (const caseId of caseIds) {
      const revisions = bodies().flatMap(({ data }) => (data.caseId === caseId ? [data.revision] : []));
      expect(revisions).toEqual([1, 2]);
    }
  });

  test('a process that dies with an event in hand loses none: another one tells it, by the same id', async () => {
    await acceptedCase();
    answer = () => null;
    const dying = dispatcher();
    const delivering = dying.deliver();
    await expect.poll(() => received.length).toBe(1);
    await dying.close();
    await delivering;
    answer = () => 204;
    await dispatcher().deliver();
    expect(received).toHaveLength(1); // the lease still holds
    await dispatcher({ now: later(61_000) }).deliver();
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([
      received[0]?.headers['webhook-id'],
      received[0]?.headers['webhook-id'],
      received[2]?.headers['webhook-id'],
    ]);
  });

  test('a failed one is tried again later and holds the later ones of its case; given up, it is on the list', async () => {
    await acceptedCase();
    answer = (eventId) => (eventId.endsWith('_registered') ? 302 : 204);
    let at = 0;
    for (let n = 1; n <= MAX_ATTEMPTS; n += 1) {
      await dispatcher({ now: later(at) }).deliver();
      await dispatcher({ now: later(at) }).deliver();
      // A redirect is not followed: who the secret is shared with is the address that was given.
      expect(received).toHaveLength(n + (n === MAX_ATTEMPTS ? 1 : 0));
      at += 30 * 3_600_000;
    }
    expect(await status()).toMatchObject({ waiting: 0, dead: 1 });
    const [letter] = await deadLetters(database(), 10);
    expect(letter).toMatchObject({ subscriber: 'platform', attempts: MAX_ATTEMPTS, lastFailure: 'HTTP 302' });
    const metrics = await (await fetch(`${first().origin}/metrics`)).text();
    expect(metrics).toContain('fengqiao_webhook_deliveries{subscriber="platform",state="dead"} 1');
    expect(metrics).toContain('fengqiao_webhook_deliveries{subscriber="platform",state="waiting"} 0');

    answer = () => 204;
    expect(await resend(database(), { subscriber: 'platform', eventId: 'evt_none' }, Date.now())).toBe(0);
    expect(await resend(database(), { subscriber: 'platform', eventId: letter?.eventId ?? '' }, Date.now())).toBe(1);
    await dispatcher().deliver();
    expect(received.at(-1)?.headers['webhook-id']).toBe(letter?.eventId);
    expect(await status()).toMatchObject({ waiting: 0, dead: 0 });
    expect(await deadLetters(database(), 10)).toEqual([]);
  });

  test('a receiver that hangs is given up after a while, and keeps nobody else waiting', async () => {
    await addSubscriber(
      database(),
      { name: 'deaf', url: 'http://127.0.0.1:9/', secret, feeds: ['410105'] },
      Date.now(),
    );
    await addSubscriber(database(), { name: 'elsewhere', url, secret, feeds: ['410102'] }, Date.now());
    await acceptedCase();
    await dispatcher().deliver();
    expect(received).toHaveLength(2);
    expect(await subscriberStatus(database())).toMatchObject([
      { name: 'deaf', waiting: 2, dead: 0 },
      { name: 'elsewhere', waiting: 0 },
      { name: 'platform', waiting: 0 },
    ]);
    for (const name of ['deaf', 'elsewhere']) expect(await removeSubscriber(database(), name)).toBe(true);
  });

  test('what was delivered is forgotten after a month', async () => {
    await acceptedCase();
    await dispatcher().deliver();
    const count = async () =>
      (await database().query<{ count: number }>('SELECT count(*)::int AS count FROM webhook_deliveries'))[0]?.count;
    expect(await count()).toBe(2);
    await dispatcher({ now: later(31 * 24 * 3_600_000) }).tidy();
    expect(await count()).toBe(0);
  });

  test('a malformed subscriber is refused in words', async () => {
    const add = (over: object) =>
      addSubscriber(database(), { name: 'ok', url, secret, feeds: null, ...over }, Date.now());
    await expect(add({ name: '市平台' })).rejects.toThrow('小写字母');
    await expect(add({ url: 'ftp://x' })).rejects.toThrow('https://');
    await expect(add({ secret: 'whsec_c2hvcnQ=' })).rejects.toThrow('密钥');
  });
});
