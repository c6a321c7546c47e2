import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHandOvers } from '../../city/sync/hand-overs.ts';
import { newSecret } from '../../city/webhooks/signature.ts';
import { addSubscriber } from '../../city/webhooks/subscriptions.ts';
import { caseEventSchema } from '../../contract/webhooks.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { openCase } from '../../services/cases/view.ts';
import { centersFrom } from '../../services/directory/centers.ts';
import { systemEnvironment } from '../../services/environment.ts';
import { homeOf } from '../../services/home/home.ts';
import { handGroupToCity } from '../../services/sync/settle.ts';
import { syncCorner } from '../../services/sync/sync-page.ts';
import { expectAllAlike } from './alike.ts';
import { conflictAt } from './conflict.ts';
import type { TestStation } from './stations.ts';
import { cityKinds, syncAll, TestCity, testDivisions } from './test-city.ts';

const FEED = '410105';
const NOTE = '两个中心都在办，请市里定。';
const WORDS = '以后来的中心为准，请重新受理。';

let world: TestCity;
let author: TestStation;
let other: TestStation;

beforeAll(async () => {
  world = await TestCity.open();
}, 120_000);
afterAll(() => world?.close());

const handOvers = () =>
  createHandOvers({ database: world.city.database, environment: systemEnvironment, divisions: testDivisions });
const stateAt = ({ desk }: TestStation, caseId: string) =>
  desk.store.read(async ({ cases }) => (await cases.find(caseId))?.state ?? null);

const syncBoth = () => syncAll(author, other, author);

async function handOver(steps?: Parameters<typeof conflictAt>[2]) {
  const group = await conflictAt(author, other, steps);
  const { desk } = author;
  await handGroupToCity(desk, desk.clerk, { ...group, note: NOTE });
  await syncBoth();
  const [open] = await handOvers().list();
  return { ...group, id: open?.id ?? '' };
}

/** Both centers read the same words on each step, have the same case as the city, and all is 已同步 (SYNC-10). */
async function expectAnswered(caseId: string, told: readonly string[]): Promise<void> {
  await syncBoth();
  await expectAllAlike(world.city, [author, other]);
  expect(await stateAt(other, caseId)).toEqual(await stateAt(author, caseId));
  for (const { desk } of [author, other]) {
    const { setAside } = await openCase(desk, desk.manager, caseId);
    expect(setAside.map(({ settled }) => [settled?.name, settled?.byName, settled?.words].join(' '))).toEqual(told);
    const host = { city: { origin: '', name: '', feed: FEED }, needsConsent: false };
    expect((await syncCorner(desk.store, host)).status).toBe('synced');
  }
  expect(await handOvers().list()).toEqual([]);
}

describe.each(cityKinds)('what was left to a city on %s (SYNC-3)', (kind) => {
  // What does not depend on the database is asked of the faster one.
  const testsOfRules = test.runIf(kind === 'PostgreSQL');
  beforeEach(async () => {
    await world.begin(kind);
    [author, other] = [await world.enrol(), await world.enrol()];
  }, 60_000);
  afterEach(async () => {
    expect(world.said).toEqual([]);
    await world.end();
  });

  testsOfRules('is listed with district, station, steps, reason and note, without a word of the case', async () => {
    const { actionIds, caseId } = await handOver();
    const caseNumber = (await stateAt(author, caseId))?.caseNumber;
    const open = await handOvers().list();
    expect(open).toEqual([
      {
        id: actionIds[0],
        feed: FEED,
        station: '金水区综治中心',
        record: '案件',
        caseNumber,
        steps: ['受理', '分流'],
        reason: '别处先改了这条记录，这一步是按旧情况办的',
        note: NOTE,
        since: expect.any(Number),
      },
    ]);
    expect(await (await fetch(`${world.city.origin}/metrics`)).text()).toContain(
      'fengqiao_handed_over_actions{feed="410105"} 2',
    );
  });

  test('approved: done anew in the author’s name, by the city’s own chain, and everybody has it (LOG-3)', async () => {
    const { id, caseId } = await handOver();
    const answered = await handOvers().approve({ id, decidedBy: '王芳' });
    expect(answered).toEqual({ taken: ['受理', '分流'], declined: [] });
    await expectAnswered(caseId, ['已由市平台同意补办 王芳 ', '已由市平台同意补办 王芳 ']);
    expect((await stateAt(other, caseId))?.status).toBe('triaged');
    const { timeline } = await openCase(author.desk, author.desk.manager, caseId);
    expect(timeline.at(-1)?.actorName).toBe('程敏');
    const [{ serverId, epoch } = { serverId: '', epoch: 0 }] = await world.city.database.query<{
      serverId: string;
      epoch: number;
    }>('SELECT server_id AS "serverId", epoch FROM server');
    const own = await world.city.database.query<{ type: string; sequence: number; incarnation: number }>(
      `SELECT type, sequence, incarnation FROM action_headers WHERE feed = $1 AND station_id = $2 ORDER BY sequence`,
      [FEED, serverId],
    );
    expect(own.map(({ type }) => type)).toEqual([
      'stream.granted',
      'settling.approved',
      'settling.approved',
      'case.accepted',
      'case.triaged',
    ]);
    expect(own.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(own.map(({ incarnation }) => incarnation))).toEqual(new Set([epoch]));
    // The center goes on from there, and a second answer of the city goes on its chain.
    await author.desk.act(author.desk.clerk, caseId, 'case.noted', { note: '接着办' });
    const second = await handOver();
    await handOvers().decline({ id: second.id, decidedBy: '王芳', words: WORDS });
    const told = `已由市平台答复不采纳 王芳 ${WORDS}`;
    await expectAnswered(second.caseId, [told, told]);
  });

  testsOfRules('a follower that cannot be done now is declined with the reason', async () => {
    const flag = { flag: 'escalated', reason: '涉及人数较多' };
    const { id, caseId } = await handOver([['case.flagged', flag], ['case.accepted']]);
    await author.desk.act(author.desk.clerk, caseId, 'case.accepted');
    await syncBoth();
    const answered = await handOvers().approve({ id, decidedBy: '王芳' });
    expect(answered).toEqual({ taken: ['设标记'], declined: ['受理'] });
    await expectAnswered(caseId, [
      '已由市平台同意补办 王芳 ',
      expect.stringMatching(/^已由市平台答复不采纳 王芳 按现在的情况不能补办：/),
    ]);
    expect((await stateAt(other, caseId))?.flags).toEqual(['escalated']);
  });

  testsOfRules('what cannot be done now is refused in words and changes nothing', async () => {
    const first = await handOver();
    // Meanwhile the center has accepted the case anew, so that accepting it once more is not possible.
    await author.desk.act(author.desk.clerk, first.caseId, 'case.accepted');
    await syncBoth();
    await expect(handOvers().approve({ id: first.id, decidedBy: '王芳' })).rejects.toThrow(
      /「受理」按现在的情况不能补办：.*没有改动任何内容/,
    );
    expect(await handOvers().list()).toHaveLength(1);
    await handOvers().decline({ id: first.id, decidedBy: '王芳', words: WORDS });
    const told = `已由市平台答复不采纳 王芳 ${WORDS}`;
    await expectAnswered(first.caseId, [told, told]);
    expect((await stateAt(other, first.caseId))?.status).toBe('accepted');
  });

  testsOfRules(
    'the answer is told to the author, and to who left it to the city, until the case was opened',
    async () => {
      const { desk } = author;
      const [mine, theirs] = [await handOver(), await handOver()];
      await handOvers().approve({ id: mine.id, decidedBy: '王芳' });
      await handOvers().decline({ id: theirs.actionIds[0] ?? '', decidedBy: '王芳', words: WORDS });
      const answersOf = async (caller: typeof desk.clerk) =>
        (await homeOf(desk, caller)).answers.map(({ caseId, label, answer, steps }) => [caseId, label, answer, steps]);
      expect(await answersOf(desk.clerk)).toEqual([]);
      await syncBoth();
      expect(await answersOf(desk.clerk)).toEqual([
        [mine.caseId, '受理', '已由市平台同意补办', 2],
        [theirs.caseId, '受理', '已由市平台答复不采纳', 2],
      ]);
      expect(await answersOf(desk.mediator)).toEqual([]);
      // Whoever else looks at it has not read it for the author.
      await openCase(desk, desk.manager, mine.caseId);
      expect(await answersOf(desk.clerk)).toHaveLength(2);
      await openCase(desk, desk.clerk, mine.caseId);
      expect(await answersOf(desk.clerk)).toEqual([[theirs.caseId, '受理', '已由市平台答复不采纳', 2]]);
    },
  );

  testsOfRules('what is approved is told to the platforms of the city, what is declined is not', async () => {
    const subscriber = { name: 'platform', url: 'http://127.0.0.1:9/', secret: newSecret(), feeds: null };
    await addSubscriber(world.city.database, subscriber, Date.now());
    const { id, caseId } = await handOver();
    const events = async () => {
      const rows = await world.city.database.query<{ body: string }>(
        'SELECT body FROM webhook_deliveries WHERE feed = $1 AND case_id = $2 ORDER BY position, ordinal',
        [FEED, caseId],
      );
      return rows.map(({ body }) => caseEventSchema.parse(JSON.parse(body)).data);
    };
    const before = await events();
    await handOvers().approve({ id, decidedBy: '王芳' });
    const told = (await events()).slice(before.length);
    expect(told.map(({ previousStatus, status }) => [previousStatus, status])).toEqual([
      ['registered', 'accepted'],
      ['accepted', 'triaged'],
    ]);
    const revisions = [...before, ...told].map(({ revision }) => revision);
    expect(revisions).toEqual(revisions.toSorted((one, other) => one - other));
    // What was set aside told nothing, and a refusal tells nothing.
    const second = await handOver();
    await handOvers().decline({ id: second.id, decidedBy: '王芳', words: WORDS });
    expect((await events()).length).toBe(revisions.length);
  });

  testsOfRules(
    'a hand-over is not done anew by the city: pen and sight stay, and it can only be declined (SYNC-6)',
    async () => {
      const { desk } = author;
      await syncBoth();
      const withdrawn = (offerId: string) => ({ offerId, reason: '当事人不愿意去' });
      const { id, caseId } = await handOver([['handover.withdrawn', withdrawn], ['case.accepted']]);
      const pensAndGrants = () =>
        world.city.database.query(
          `SELECT p.pen_station, p.revision, g.station_id, g.ended_at FROM stream_pens p
         LEFT JOIN stream_grants g ON g.feed = p.feed AND g.stream_id = p.stream_id
         WHERE p.feed = $1 AND p.stream_id = $2 ORDER BY g.station_id`,
          [FEED, caseId],
        );
      const before = await pensAndGrants();
      await expect(handOvers().approve({ id, decidedBy: '王芳' })).rejects.toThrow('案件移交要由中心自己重新提出');
      expect(await pensAndGrants()).toEqual(before);
      await handOvers().decline({ id, decidedBy: '王芳', words: WORDS });
      const told = `已由市平台答复不采纳 王芳 ${WORDS}`;
      await expectAnswered(caseId, [told, told]);
      expect(await pensAndGrants()).toEqual(before);
      // The center offers it again, and that goes its way.
      const { here, others } = await desk.store.read(centersFrom);
      const to = others.find(({ stationId }) => stationId === other.credentials.stationId);
      const offer = { from: here, to, reason: '再移交一次', toldOn: toChinaDate(desk.clock.now), people: {} };
      await desk.act(desk.clerk, caseId, 'handover.offered', offer);
      await syncBoth();
      expect((await stateAt(other, caseId))?.handover?.offer?.to.stationId).toBe(other.credentials.stationId);
    },
  );

  testsOfRules('answered twice at once: one answer holds, the other hears that there is nothing left', async () => {
    const { id, caseId } = await handOver();
    const answers = await Promise.allSettled([
      handOvers().approve({ id, decidedBy: '王芳' }),
      handOvers().decline({ id, decidedBy: '李强', words: WORDS }),
      handOvers().approve({ id, decidedBy: '赵敏' }),
    ]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of answers) {
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'NOT_FOUND' });
    }
    const [headers] = await world.city.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM action_headers WHERE feed = $1 AND stream_kind = 'settling'`,
      [FEED],
    );
    expect(headers?.count).toBe(4);
    await syncBoth();
    await expectAllAlike(world.city, [author, other]);
    expect(await stateAt(other, caseId)).toEqual(await stateAt(author, caseId));
  });

  test('after a restore of the city its answers come back with the rest, and it answers on (SYNC-11)', async () => {
    const before = await handOver();
    const waiting = await handOver();
    const ids = (await handOvers().list()).map((each) => each.id);
    expect(ids).toEqual([before.actionIds[0], waiting.actionIds[0]]);
    const copy = await world.backup();
    await handOvers().approve({ id: ids[0] ?? '', decidedBy: '王芳' });
    await syncBoth();
    await world.restore(copy);
    expect((await handOvers().list()).length).toBe(2);
    await syncBoth();
    // What it said of the first came back; the second still waits, and the city's chain of this life begins.
    expect((await handOvers().list()).map((each) => each.id)).toEqual([ids[1]]);
    await handOvers().decline({ id: ids[1] ?? '', decidedBy: '李强', words: WORDS });
    await expectAnswered(before.caseId, ['已由市平台同意补办 王芳 ', '已由市平台同意补办 王芳 ']);
    const told = `已由市平台答复不采纳 李强 ${WORDS}`;
    await expectAnswered(waiting.caseId, [told, told]);
  }, 60_000);
});
