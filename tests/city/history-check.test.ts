import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createDailyCheck } from '../../city/history/daily-check.ts';
import { checkCity, readCheck } from '../../city/history/kept-check.ts';
import { CITY_CHECK_LATE_MS } from '../../domain/history/city-standing.ts';
import { systemEnvironment } from '../../services/environment.ts';
import { cityKinds, TestCity } from './test-city.ts';

let cities: TestCity;
beforeAll(async () => {
  cities = await TestCity.open();
});
afterAll(() => cities.close());
afterEach(() => cities.end());

const clock = { at: Date.now() };
const environment = { ...systemEnvironment, now: () => clock.at };
const parts = () => ({ database: cities.city.database, environment });

const page = async () => (await fetch(`${cities.city.origin}/status`)).text();
const measured = async (name: string) =>
  new RegExp(`^${name}\\{part="all"\\} (\\S+)$`, 'm').exec(
    await (await fetch(`${cities.city.origin}/metrics`)).text(),
  )?.[1];

/** As somebody who has the password of the database: the triggers are put away first. */
async function tamper(sql: string): Promise<void> {
  await cities.city.database.transaction(async ({ query }) => {
    await query(`SET LOCAL session_replication_role = 'replica'`);
    await query(sql);
  });
}

describe.each(cityKinds)('the history of a city on %s (LOG-12)', (kind) => {
  test('is verified, told on its page and in its metrics, and a tampered row is found, named, and stays said', async () => {
    clock.at = Date.now();
    await cities.begin(kind);
    const station = await cities.enrol();
    for (let n = 0; n < 3; n += 1) await station.desk.register();
    await station.sync();
    expect(await page()).toContain('历史还没有完整校验过');
    expect(await measured('fengqiao_history_findings')).toBeUndefined();

    expect(await checkCity(parts())).toMatchObject({ found: 0, cancelled: false, feeds: [] });
    expect(await page()).toContain('历史完好');
    expect(await measured('fengqiao_history_findings')).toBe('0');

    await tamper(`UPDATE action_payloads SET payload = payload || '\\x20'::bytea WHERE position =
      (SELECT max(position) FROM action_payloads WHERE feed = '410105') AND feed = '410105'`);
    expect((await readCheck(cities.city.database))?.found, 'nobody has looked yet').toBe(0);
    const verified = await checkCity(parts());
    expect(verified?.feeds).toMatchObject([{ feed: '410105', found: 1, findings: [{ kind: 'action_payload' }] }]);
    const told = await page();
    expect(told).toContain('历史有 1 处对不上');
    expect(told).toContain('410105 动作记录：第');
    expect(await measured('fengqiao_history_findings')).toBe('1');
  });

  test('is not said to be changed by what comes while it is verified, and is late after three days', async () => {
    clock.at = Date.now();
    await cities.begin(kind);
    const station = await cities.enrol();
    await station.desk.register();
    await station.sync();
    const writing = (async () => {
      for (let n = 0; n < 8; n += 1) {
        await station.desk.register();
        await station.sync();
      }
    })();
    for (let n = 0; n < 4; n += 1) expect((await checkCity(parts()))?.found).toBe(0);
    await writing;
    clock.at = Date.now() - CITY_CHECK_LATE_MS - 60_000;
    expect((await checkCity(parts()))?.found).toBe(0);
    expect(await page()).toContain('历史超过三天没有完整校验');
  });

  test('is verified by one server at a time, once a day, and again where one was stopped in the middle', async () => {
    clock.at = Date.now();
    await cities.begin(kind);
    const station = await cities.enrol();
    await station.desk.register();
    await station.sync();
    const [one, other] = await Promise.all([checkCity(parts()), checkCity(parts(), { notWithin: 60_000 })]);
    expect([one, other].filter((each) => each !== null)).toHaveLength(1);
    expect(await checkCity(parts(), { notWithin: 60_000 })).toBeNull();

    const stopped = new AbortController();
    stopped.abort();
    expect(await checkCity(parts(), { signal: stopped.signal })).toBeNull();
    const said: string[] = [];
    const logger = { error: (_: unknown, words: string) => void said.push(words), info: () => undefined };
    clock.at += 25 * 3_600_000;
    const daily = createDailyCheck(parts(), logger as never, { catchUpAfter: 1 });
    daily.start();
    await expect.poll(async () => (await readCheck(cities.city.database))?.endedAt).toBe(clock.at);
    await daily.stop();
    expect(said).toEqual([]);
  });
});
