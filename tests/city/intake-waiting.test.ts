import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { verifyCity } from '../../city/history/verify-city.ts';
import { createWaiting, type WaitingSubmissions } from '../../city/intake/waiting.ts';
import { centersFrom } from '../../services/directory/centers.ts';
import { systemEnvironment } from '../../services/environment.ts';
import { answerOffer, stateAt } from './handover-steps.ts';
import { submitTo, village } from './submissions.ts';
import { type CityKind, cityKinds, syncAll, TestCity, testDivisions } from './test-city.ts';

let world: TestCity;
beforeAll(async () => {
  world = await TestCity.open();
});
afterAll(() => world?.close());

const submit = async (): Promise<string> => (await submitTo(world.city)).caseId;

function waitingOf(): WaitingSubmissions {
  return createWaiting({ database: world.city.database, divisions: testDivisions, environment: systemEnvironment });
}

/** The chains of the city hold, its own among them (LOG-12). */
async function expectWholeHistory(): Promise<void> {
  const { findings } = await verifyCity({ database: world.city.database, environment: systemEnvironment });
  expect(findings).toEqual([]);
}

beforeEach(() => world.end());

test.each(cityKinds)(
  'on %s what nobody can take waits, goes to a center that comes later, and refused to another (SYNC-6)',
  async (kind: CityKind) => {
    await world.begin(kind);
    const caseId = await submit();
    const waiting = waitingOf();
    expect(await waiting.list()).toMatchObject([{ caseId, feed: '410105', refused: null }]);
    expect(await waiting.offerNew()).toBe(0);

    const center = await world.enrol({ feed: '410105', name: '金水区综治中心' });
    const other = await world.enrol({ feed: '410102', name: '中原区综治中心' });
    expect(await waiting.offerNew()).toBe(1);
    expect(await waiting.list()).toEqual([]);
    await syncAll(center, other);
    expect(await stateAt(center, caseId)).toMatchObject({ status: 'registered', revision: 2 });
    await answerOffer(center, caseId, 'handover.refused', { reason: '不是本辖区' });
    await syncAll(center);
    expect(await waiting.list()).toMatchObject([{ caseId, refused: '不是本辖区' }]);
    // Not offered again by itself to who refused it.
    expect(await waiting.offerNew()).toBe(0);

    expect(await waiting.offer(caseId, '410102', '中原区综治中心')).toEqual({ center: '中原区综治中心' });
    await expect(waiting.offer(caseId, '410102', '中原区综治中心')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await syncAll(other, center);
    await answerOffer(other, caseId, 'handover.accepted');
    await other.desk.act(other.desk.clerk, caseId, 'case.accepted');
    await syncAll(other, center);
    expect(await stateAt(other, caseId)).toMatchObject({ status: 'accepted' });
    expect(await waiting.list()).toEqual([]);
    expect(world.said).toEqual([]);
  },
);

test.each(cityKinds)(
  'on %s the nearest is asked: the community, else its street, else the district, whoever came first (SYNC-6)',
  async (kind: CityKind) => {
    await world.begin(kind);
    const district = await world.enrol({ feed: '410105', name: '金水区综治中心' });
    const elsewhere = await world.enrol({ feed: '410105', name: '别处街道', place: '410105001' });
    const offeredAt = async (station: typeof district) =>
      (await station.desk.store.read(({ home }) => home.offered())).length;
    const offered = async (...stations: readonly (typeof district)[]) => {
      await submit();
      await syncAll(...stations);
      return Promise.all(stations.map(offeredAt));
    };
    expect(await offered(district, elsewhere)).toEqual([1, 0]);
    const street = await world.enrol({ feed: '410105', name: '本街道', place: village.parentCode ?? '' });
    expect(await offered(district, street)).toEqual([1, 1]);
    const community = await world.enrol({ feed: '410105', name: '本社区', place: village.code });
    expect(await offered(district, street, community)).toEqual([1, 1, 1]);
    await world.city.stations.revoke('410105', community.credentials.stationId);
    expect(await offered(district, street)).toEqual([1, 2]);

    const { others } = await street.desk.store.read(centersFrom);
    expect(others.find(({ name }) => name === '别处街道')).toMatchObject({ place: '410105001' });
    expect(others.find(({ name }) => name === '金水区综治中心')).not.toHaveProperty('place');
  },
);

test('submissions at once get numbers without a gap, and the log of the city holds (LOG-3)', async () => {
  await world.begin('PostgreSQL');
  const center = await world.enrol({ feed: '410105', name: '金水区综治中心' });
  await Promise.all(Array.from({ length: 12 }, submit));
  const rows = await world.city.database.query<{ number: string }>('SELECT case_number AS number FROM cases');
  const counters = rows.map(({ number }) => Number(/〕(\d+)$/.exec(number)?.[1]));
  expect(counters.toSorted((one, two) => one - two)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  await syncAll(center);
  const offered = await center.desk.store.read(({ home }) => home.offered());
  expect(offered).toHaveLength(12);
  await expectWholeHistory();
});

test('a city that was restored gives no number twice (SYNC-15)', async () => {
  await world.begin('PostgreSQL');
  const center = await world.enrol({ feed: '410105', name: '金水区综治中心' });
  await submit();
  const backup = await world.backup();
  const forgotten = await submit();
  await syncAll(center);
  await world.restore(backup);
  const anew = await submit();
  await syncAll(center);
  const numbers = await Promise.all([forgotten, anew].map(async (id) => (await stateAt(center, id))?.caseNumber));
  expect(numbers).toEqual([expect.stringMatching(/〕2$/), expect.stringMatching(/〕[0-9A-Z]+-1$/)]);
});
