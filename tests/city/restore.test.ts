import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eraseCase } from '../../services/testing/erase-case.ts';
import { expectAllAlike, headersOf, rowsOf } from './alike.ts';
import type { TestStation } from './stations.ts';
import { type CityKind, cityKinds, syncAll, TestCity } from './test-city.ts';

const FEED = '410105';

let world: TestCity;
let kind: CityKind = 'PostgreSQL';

beforeAll(async () => {
  world = await TestCity.open();
}, 120_000);
afterAll(() => world?.close());
afterEach(() => world.end());

/** A city with two centers that have synced one case each. */
async function begin(): Promise<{ readonly a: TestStation; readonly b: TestStation; readonly old: readonly string[] }> {
  await world.begin(kind);
  const [a, b] = [await world.enrol(), await world.enrol()];
  const old: string[] = [];
  for (const station of [a, b]) {
    old.push((await station.desk.register()).caseId);
    await syncAll(station);
  }
  return { a, b, old };
}

const rowsAtCity = () => rowsOf(world.city);
const expectWhole = () => expectAllAlike(world.city, world.stations);

/** What the city says of a case: payloads of its actions, and words of its search. */
async function payloadsOf(caseId: string): Promise<number> {
  const [row] = await world.city.database.query<{ count: number }>(
    `SELECT (SELECT count(*) FROM action_payloads p JOIN action_headers h USING (feed, position)
        WHERE h.feed = $1 AND h.stream_kind = 'case' AND h.stream_id = $2)
      + (SELECT count(*) FROM case_search s JOIN cases c USING (feed, seq)
        WHERE c.feed = $1 AND c.id = $2 AND s.body LIKE '%张某%') AS count`,
    [FEED, caseId],
  );
  return Number(row?.count);
}

/** Work after the backup: two new cases, more steps on the old ones, and what the city set aside. */
async function workOn({ a, b, old }: Awaited<ReturnType<typeof begin>>): Promise<readonly string[]> {
  const cases: string[] = [];
  for (const [index, station] of [a, b].entries()) {
    const { desk } = station;
    await desk.act(desk.clerk, old[index] ?? '', 'case.accepted');
    cases.push((await desk.register()).caseId);
    await syncAll(station);
    await desk.act(desk.clerk, old[index] ?? '', 'case.noted', { note: '备份之后' });
    await syncAll(station);
  }
  return cases;
}

describe.each(cityKinds)('a city on %s that was restored from a backup (SYNC-11)', (on) => {
  beforeEach(() => {
    kind = on;
  });

  test('gets back in their old places what two stations had confirmed, before what is new', async () => {
    const made = await begin();
    const copy = await world.backup();
    await workOn(made);
    const before = await rowsAtCity();
    await world.restore(copy);
    const lost = before.length - (await rowsAtCity()).length;
    expect(lost).toBeGreaterThan(5);
    const { a, b, old } = made;
    // The second works on with what the restored city does not know, and comes weeks later.
    await b.desk.act(b.desk.clerk, old[1] ?? '', 'case.noted', { note: '新的' });
    await a.desk.register();
    await syncAll(a);
    await syncAll(a);
    await syncAll(b);
    await expectWhole();
    const sequences = new Map((await rowsAtCity()).map(({ id, sequence }) => [id, sequence]));
    for (const { id, sequence } of before) expect(sequences.get(id)).toBe(sequence);
    const [back] = await world.city.database.query<{ count: number }>(
      'SELECT count(*) AS count FROM readmissions WHERE feed = $1',
      [FEED],
    );
    expect(back?.count).toBe(lost);
  }, 120_000);

  test('erases once more what a station had erased after the backup, by the order that comes back (LOG-8)', async () => {
    const made = await begin();
    const copy = await world.backup();
    const { a, old } = made;
    const caseId = old[0] ?? '';
    await eraseCase(a.desk, a.desk.manager, { actionId: a.desk.environment.newId(), caseId, reason: '依法删除' });
    await syncAll(a);
    expect(await payloadsOf(caseId)).toBe(0);
    await world.restore(copy);
    expect(await payloadsOf(caseId)).toBeGreaterThan(0);
    await syncAll(a);
    expect(await payloadsOf(caseId)).toBe(0);
    await syncAll(made.b);
    await expectWhole();
  }, 120_000);

  test('restored a second time, unawares and to before its new life: that life is proved, and no place is given twice', async () => {
    const made = await begin();
    const copy = await world.backup();
    await workOn(made);
    await world.restore(copy);
    const { a, b } = made;
    for (const station of [a, b, a]) await syncAll(station);
    for (const station of [a, b]) {
      await station.desk.register();
      await syncAll(station);
    }
    // It believes now that it lives its first life, in which both stations were told other places.
    await world.restore(copy, false);
    const c = await world.enrol();
    await c.desk.register();
    await syncAll(c);
    expect(world.said).toEqual([]);
    for (const station of [a, b, c, a]) await syncAll(station);
    expect(world.said).toMatchObject([{ error: { name: 'Forgotten', message: expect.stringContaining('its life') } }]);
    await expectWhole();
  }, 120_000);

  test('restored unawares: what a station holds of its word proves it, and no position is taken twice unseen', async () => {
    const made = await begin();
    const copy = await world.backup();
    await workOn(made);
    await world.restore(copy, false);
    const { a, b } = made;
    // Another comes first that knows of nothing, and positions are given again.
    const c = await world.enrol();
    await c.desk.register();
    await syncAll(c);
    expect(world.said).toEqual([]);
    await a.desk.register();
    await syncAll(a);
    expect(world.said).toMatchObject([{ error: { name: 'Forgotten' } }]);
    await syncAll(b);
    await syncAll(c);
    await expectWhole();
  }, 120_000);

  test('restored a second time in the middle of a return, from the same backup, it loses nothing', async () => {
    const made = await begin();
    const copy = await world.backup();
    await workOn(made);
    await world.restore(copy);
    const { a, b, old } = made;
    await syncAll(a);
    await a.desk.act(a.desk.clerk, old[0] ?? '', 'case.noted', { note: '在第二份里' });
    await syncAll(a);
    await world.restore(copy);
    await syncAll(b);
    await syncAll(a);
    await b.desk.register();
    await syncAll(b);
    await expectWhole();
  }, 120_000);

  test('a return whose answers are lost, one after the other, is done once', async () => {
    const made = await begin();
    const copy = await world.backup();
    await workOn(made);
    await world.restore(copy);
    const { a, b } = made;
    const fetched = globalThis.fetch;
    let calls = 0;
    try {
      for (let lost = 1; ; lost += 1) {
        calls = 0;
        globalThis.fetch = async (...input) => {
          const response = await fetched(...input);
          calls += 1;
          if (calls === lost) throw new TypeError('connection reset');
          return response;
        };
        a.talkTo(world.city.origin);
        if ((await a.sync()).outcome === 'complete' && calls < lost) break;
        expect(lost).toBeLessThan(40);
      }
    } finally {
      globalThis.fetch = fetched;
    }
    a.talkTo(world.city.origin);
    await syncAll(a);
    await syncAll(b);
    await expectWhole();
  }, 120_000);

  test('what one station had of another’s comes back although its author’s machine is lost, or comes weeks later', async () => {
    const made = await begin();
    const { a, b, old } = made;
    const [caseId = ''] = old;
    // The case was handed to the second center as well: it sees all of it (SYNC-6).
    await world.city.database.query(
      `INSERT INTO stream_grants (feed, stream_kind, stream_id, station_id, up_to) VALUES ($1, 'case', $2, $3, 0)`,
      [FEED, caseId, b.credentials.stationId],
    );
    const copy = await world.backup();
    await a.desk.act(a.desk.clerk, caseId, 'case.accepted');
    await a.desk.register();
    await a.desk.act(a.desk.clerk, caseId, 'case.noted', { note: '看得到的一步' });
    await syncAll(a);
    await syncAll(b);
    const seen = (await headersOf(b.desk.store)).filter(({ streamId }) => streamId === caseId);
    expect(seen).toHaveLength(2);
    await world.restore(copy);
    await syncAll(b);
    expect((await rowsAtCity()).map(({ id }) => id)).toEqual(expect.arrayContaining(seen.map(({ id }) => id)));
    // Its author comes after all: its chain goes on over what the other brought, and what only it had is there too.
    await a.desk.act(a.desk.clerk, caseId, 'case.noted', { note: '新的一步' });
    await syncAll(a);
    await expectAllAlike(world.city, [a]);
  }, 120_000);
});
