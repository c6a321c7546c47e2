import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { importGenerated } from '../../center/sample/bulk.ts';
import { randomOf } from '../../center/sample/random.ts';
import { createCityStore } from '../../city/db/store.ts';
import { type City, startCity } from '../../city/start.ts';
import { cityVersions } from '../../city/sync/push.ts';
import { hashPayload } from '../../domain/log/action.ts';
import { sha256Suite } from '../../services/environment.ts';
import { changeSettings, getSettings } from '../../services/settings/settings.ts';
import { stationRoundStore } from '../../services/sync/station.ts';
import { projectRoot } from '../browser/project.ts';
import { agreementInEffect } from '../support/agreement-in-effect.ts';
import { calendarWith } from '../support/calendar-with.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { enrolledStation, type TestStation } from './stations.ts';

const divisions = loadDivisions(join(projectRoot, 'resources'));
/** Of the faults of the bad line. */
const SEED = 20_261_126;
const errors: unknown[] = [];
const logger = { error: (entry: unknown) => void errors.push(entry), info: () => undefined };

let server: PostgresServer;
let url: string;
let cities: City[] = [];
const stations: TestStation[] = [];

const openCity = async (): Promise<City> => {
  const options = { url, data: '', host: '127.0.0.1', port: 0 };
  const city = await startCity(options, { logger: logger as never, divisions });
  cities.push(city);
  return city;
};
const enrol = async (city: City, options = {}): Promise<TestStation> => {
  const station = await enrolledStation(city, options);
  stations.push(station);
  return station;
};

beforeAll(async () => {
  server = await startPostgres();
  url = server.url;
  await openCity();
}, 120_000);
afterAll(async () => {
  for (const station of stations) await station.close();
  for (const city of cities) await city.close();
  await server?.stop();
  expect(errors).toEqual([]);
});

const first = (): City => {
  const [city] = cities;
  if (!city) throw new Error('no city');
  return city;
};
const atCity = (feed = '410105') =>
  createCityStore(first().database).scope({ feed, station: { stationId: 'test', incarnation: 1 } });
const caseAtCity = (caseId: string) => atCity().read(({ cases }) => cases.find(caseId));
const caseAt = ({ desk }: TestStation, caseId: string) => desk.store.read(({ cases }) => cases.find(caseId));
const waiting = ({ desk }: TestStation) => desk.store.read(async ({ sync }) => (await sync.waiting()).actions);

describe('a center and the city on PostgreSQL', () => {
  test('what was done at the desk is at the city, folded to the very same rows (LOG-4, SYNC-1)', async () => {
    const station = await enrol(first());
    const { caseId } = await station.desk.register();
    await station.desk.act(station.desk.clerk, caseId, 'case.accepted', {});
    expect(await waiting(station)).toBeGreaterThan(5);
    expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
    expect(await waiting(station)).toBe(0);
    const here = await caseAt(station, caseId);
    expect(await caseAtCity(caseId)).toEqual(here);
    expect(here?.state.status).toBe('accepted');
    const head = await station.desk.store.read(({ log }) => log.head());
    expect((await station.desk.store.read(({ sync }) => sync.chainReceipt()))?.headerHash).toBe(head.headerHash);
  });

  test('pushing the same again does nothing a second time, and gives the same answers (SYNC-3)', async () => {
    const station = await enrol(first());
    await station.desk.register();
    const before = await station.desk.store.read(({ sync }) => sync.outbox({ bytes: 1_000_000, count: 100 }));
    const sent = before.map(({ header, payloadBytes, salt }) => ({
      feed: '410105',
      header,
      payload: payloadBytes && new TextDecoder().decode(payloadBytes),
      salt: salt && Buffer.from(salt).toString('hex'),
    }));
    const versions = { protocol: 1, oldestProtocol: 1, schema: 1 };
    const push = () => station.client.push({ versions, epoch: null, actions: sent }, new AbortController().signal);
    const [one, two] = [await push(), await push()];
    expect(one.answers.map(({ known }) => known)).toEqual(sent.map(() => false));
    expect(two.answers.map(({ known }) => known)).toEqual(sent.map(() => true));
    const place = ({ known: _, ...rest }: (typeof one.answers)[number]) => rest;
    const byPosition = (answers: typeof one.answers) => answers.map(place).toSorted((a, b) => a.position - b.position);
    expect(byPosition(two.answers)).toEqual(byPosition(one.answers));
    expect(await station.sync()).toMatchObject({ outcome: 'complete' });
  });

  test('an import goes up with its rows, and what comes back of it has them all (LOG-7)', async () => {
    const station = await enrol(first());
    const { desk } = station;
    await importGenerated(desk, {
      seed: SEED,
      count: 40,
      importer: desk.it,
      clerkId: desk.clerk.staffId,
      mediatorIds: [desk.mediator.staffId],
    });
    // A row that is not the one whose hash the chunk has is refused, and the whole batch with it (LOG-2).
    const wires = await stationRoundStore(desk, { feed: '410105' }).outbox({ bytes: 4 * 1024 * 1024, count: 2_000 });
    const forged = wires.map((wire) => ({ ...wire, rows: wire.rows?.map((row) => ({ ...row, payload: '{}' })) }));
    const forging = station.client.push(
      { versions: cityVersions, epoch: null, actions: forged },
      new AbortController().signal,
    );
    await expect(forging).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('整批没有接收'),
    });
    expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
    const caseIds = await desk.store.read(({ cases }) => cases.openIds());
    expect(caseIds.length).toBeGreaterThan(0);
    for (const caseId of caseIds) expect(await caseAtCity(caseId)).toEqual(await caseAt(station, caseId));
    const versions = { protocol: 1, oldestProtocol: 1, schema: 1 };
    const limits = { bytes: 4 * 1024 * 1024, count: 2_000 };
    const cursors = [{ feed: '410105', position: 0 }];
    const { feeds } = await station.client.pull(
      { versions, epoch: null, cursors, limits },
      new AbortController().signal,
    );
    const chunks = feeds.flatMap(({ actions }) => actions.filter(({ header }) => header.type === 'import.chunk'));
    expect(chunks.flatMap(({ rows = [] }) => rows)).toHaveLength(40);
  });

  test('new rules of time hold at the city for the open cases of that center at once, also imported ones (LOG-4)', async () => {
    const [station, other] = [await enrol(first()), await enrol(first())];
    const { desk } = station;
    await desk.register();
    const { caseId: untouched } = await other.desk.register();
    const agreed = await agreementInEffect(desk);
    await desk.act(desk.manager, agreed.state.id, 'case.closed', { reason: 'settled_otherwise' });
    const [importer, clerkId, mediatorIds] = [desk.it, desk.clerk.staffId, [desk.mediator.staffId]];
    await importGenerated(desk, { seed: SEED + 1, count: 20, importer, clerkId, mediatorIds });
    for (const each of [station, other]) expect(await each.sync()).toMatchObject({ outcome: 'complete' });
    const before = await caseAtCity(untouched);
    const caseIds = await desk.store.read(({ cases }) => cases.timedIds());
    const lastDay = (await caseAtCity(agreed.state.id))?.confirmationDue?.dueAt;
    const dueBefore = await Promise.all(caseIds.map(async (caseId) => (await caseAtCity(caseId))?.deadline?.dueAt));

    const { settings, revision } = await getSettings(desk);
    const limits = settings.deadlines.limits.map((limit) =>
      limit.editable && limit.amount < (limit.max ?? 0) ? { ...limit, amount: limit.amount + 1 } : limit,
    );
    await changeSettings(desk, desk.it, {
      actionId: desk.environment.newId(),
      baseRevision: revision,
      // The last day of the court's confirmation becomes a holiday (民事诉讼法 85).
      settings: {
        ...settings,
        deadlines: { ...settings.deadlines, limits },
        calendars: [calendarWith('2026-12-23')],
      },
    });
    expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
    expect((await caseAtCity(agreed.state.id))?.confirmationDue?.dueAt).toBe((lastDay ?? 0) + 86_400_000);
    let moved = 0;
    for (const [index, caseId] of caseIds.entries()) {
      const atTheCity = await caseAtCity(caseId);
      expect(atTheCity).toEqual(await caseAt(station, caseId));
      if ((atTheCity?.deadline?.dueAt ?? 0) > (dueBefore[index] ?? Number.POSITIVE_INFINITY)) moved += 1;
    }
    expect(moved).toBeGreaterThan(1);
    expect(await caseAtCity(untouched)).toEqual(before);
  });

  test('an action whose content is no JSON is named and refused, with its whole batch, though its hash is right', async () => {
    const station = await enrol(first());
    await station.desk.register();
    const wires = await stationRoundStore(station.desk, { feed: '410105' }).outbox({ bytes: 1_000_000, count: 100 });
    const send = (actions: typeof wires) =>
      station.client.push({ versions: cityVersions, epoch: null, actions: [...actions] }, new AbortController().signal);
    const spoilt = (wire: (typeof wires)[number]) => {
      const payload = '{"caseNumber":';
      const salt = Buffer.from(wire.salt ?? '', 'hex');
      const payloadHash = hashPayload(salt, Buffer.from(payload), sha256Suite);
      return { ...wire, payload, header: { ...wire.header, payloadHash } };
    };
    const [head] = wires;
    const last = wires.at(-1);
    if (!head || !last) throw new Error('nothing to send');
    expect([head.header.streamKind, last.header.streamKind]).toEqual(['center', 'case']);
    for (const batch of [[spoilt(head)], [...wires.slice(0, -1), spoilt(last)]]) {
      await expect(send(batch)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringContaining(`${batch.at(-1)?.header.id} 的内容不是 JSON`),
      });
    }
    expect(await station.sync()).toMatchObject({ outcome: 'complete' });
  });

  test('two servers on one database take in many stations at once: positions have no gap and no doubling (SYNC-2)', async () => {
    const second = await openCity();
    const many = await Promise.all(Array.from({ length: 4 }, () => enrol(first())));
    for (const [index, station] of many.entries()) station.talkTo(index % 2 === 0 ? first().origin : second.origin);
    await Promise.all(
      many.map(async (station) => {
        for (let n = 0; n < 3; n += 1) {
          await station.desk.register();
          expect(await station.sync()).toMatchObject({ outcome: 'complete' });
        }
      }),
    );
    const [counted] = await first().database.query<{ count: number; highest: number; head: number }>(
      `SELECT count(*) AS count, max(position) AS highest, (SELECT head FROM feeds WHERE feed = '410105') AS head
       FROM action_headers WHERE feed = '410105'`,
    );
    expect(counted?.count).toBe(counted?.highest);
    expect(counted?.head).toBe(counted?.highest);
    // One of the servers goes; its stations go on with the other.
    await second.close();
    cities = cities.filter((city) => city !== second);
    const [, orphan] = many;
    if (!orphan) throw new Error('no station');
    const { caseId } = await orphan.desk.register();
    expect(await orphan.sync()).toMatchObject({ outcome: 'failed', failure: expect.stringContaining('连不上') });
    orphan.talkTo(first().origin);
    expect(await orphan.sync()).toMatchObject({ outcome: 'complete' });
    expect(await caseAtCity(caseId)).toEqual(await caseAt(orphan, caseId));
  });

  test('a line that cuts answers in half or loses them loses and doubles nothing (SYNC-3)', async () => {
    let call = 0;
    let isBad = false;
    const station = await enrol(first(), {
      fetch: async (input: Request | string | URL, init?: RequestInit) => {
        const response = await fetch(input, init);
        if (!isBad) return response;
        call += 1;
        const luck = randomOf(SEED, call).next();
        // The city has done it all the same: only its answer is lost, or cut in half.
        if (luck < 0.2) throw new TypeError('connection reset');
        if (luck > 0.35) return response;
        const half = (await response.text()).slice(0, 20);
        return new Response(half, { status: response.status, headers: response.headers });
      },
    });
    isBad = true;
    const caseIds: string[] = [];
    for (let n = 0; n < 5; n += 1) caseIds.push((await station.desk.register()).caseId);
    let rounds = 0;
    while ((await station.sync()).outcome !== 'complete') {
      rounds += 1;
      expect(rounds).toBeLessThan(200);
    }
    expect(rounds).toBeGreaterThan(0);
    for (const caseId of caseIds) expect(await caseAtCity(caseId)).toEqual(await caseAt(station, caseId));
  });
});

test('health, readiness and metrics tell how it is', async () => {
  const { origin } = first();
  expect(await (await fetch(`${origin}/health`)).json()).toEqual({ ok: true, database: 'postgres', notice: null });
  expect(await (await fetch(`${origin}/ready`)).json()).toMatchObject({ ok: true, database: 'postgres', notice: null });
  const metrics = await (await fetch(`${origin}/metrics`)).text();
  expect(metrics).toMatch(/fengqiao_pushed_actions_total\{feed="410105",verdict="accepted"\} \d+/);
  expect(metrics).toMatch(/fengqiao_station_silent_seconds\{feed="410105",station="[0-9a-f-]+"\} \d/);
});
