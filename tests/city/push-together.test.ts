import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database, Transaction } from '../../city/db/database.ts';
import { type City, startCity } from '../../city/start.ts';
import { cityVersions } from '../../city/sync/push.ts';
import type { PushOutput, WireAction } from '../../contract/sync.ts';
import { hashPayload } from '../../domain/log/action.ts';
import { MAX_BATCH } from '../../domain/sync/batches.ts';
import { sha256Suite } from '../../services/environment.ts';
import { stationRoundStore } from '../../services/sync/station.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { enrolledStation, type TestStation } from './stations.ts';
import { testDivisions } from './test-city.ts';

const FEED = '410105';
const never = new AbortController().signal;
const errors: unknown[] = [];
const logger = { error: (entry: unknown) => void errors.push(entry), info: () => undefined };

let server: PostgresServer;
let cities: readonly [City, City];
let stations: readonly [TestStation, TestStation, TestStation];
/** Transactions that wrote actions, by how many stations they wrote for. */
let written: number[] = [];
/** Told of every transaction that may write. */
let pushBegins: () => void = () => undefined;
/** Breaks the transaction of several stations once. */
let breaking: 'before_commit' | 'after_commit' | null = null;

class Died extends Error {}

/** Tells how many stations each transaction writes for, and breaks one where a test says so. */
function watched(database: Database): Database {
  return {
    ...database,
    async transaction(work, options) {
      let of: ReadonlySet<unknown> = new Set();
      const shares = () => of.size > 1 && breaking !== null;
      const result = await database.transaction(async (tx) => {
        if (options?.readonly !== true) pushBegins();
        const query: Transaction['query'] = (sql, parameters) => {
          const authors = parameters?.[10];
          if (sql.startsWith('INSERT INTO action_headers') && Array.isArray(authors)) of = new Set(authors);
          return tx.query(sql, parameters);
        };
        const done = await work({ query, send: tx.send });
        if (shares() && breaking === 'before_commit') throw broken();
        return done;
      }, options);
      if (of.size > 0) written.push(of.size);
      if (shares()) throw broken();
      return result;
    },
  };
}

function broken(): Died {
  breaking = null;
  return new Died('the connection is gone');
}

beforeAll(async () => {
  server = await startPostgres();
  const options = { url: server.url, data: '', host: '127.0.0.1', port: 0 };
  const open = () => startCity(options, { logger: logger as never, divisions: testDivisions, between: watched });
  cities = [await open(), await open()];
  const enrolled: TestStation[] = [];
  for (let count = 0; count < 3; count += 1) {
    const station = await enrolledStation(cities[0]);
    // What sets up a center goes alone: from now on only cases are pushed.
    expect(await station.sync()).toMatchObject({ outcome: 'complete' });
    enrolled.push(station);
  }
  stations = enrolled as unknown as typeof stations;
}, 120_000);
afterAll(async () => {
  for (const station of stations ?? []) await station.close();
  for (const city of cities ?? []) await city.close();
  await server?.stop();
  expect(errors).toEqual([]);
});
beforeEach(() => {
  breaking = null;
  errors.length = 0;
});

const outbox = ({ desk }: TestStation) => stationRoundStore(desk, { feed: FEED }).outbox(MAX_BATCH);
const push = ({ client }: TestStation, actions: readonly WireAction[]) =>
  client.push({ versions: cityVersions, epoch: null, actions: [...actions] }, never);

/** How long the feed is held: also on a busy machine the pushes of a test come in this time. */
const HELD_MS = 1_000;
let firstSync: Promise<unknown> = Promise.resolve();

/** Somebody else's transaction has the row of the feed for a while; resolves once it has. */
function holdFeed(): Promise<void> {
  const has = Promise.withResolvers<void>();
  const held = cities[0].database.transaction(async ({ query }) => {
    await query('SELECT head FROM feeds WHERE feed = $1 FOR UPDATE', [FEED]);
    has.resolve();
    await new Promise((resolve) => setTimeout(resolve, HELD_MS));
  });
  held.catch(has.reject);
  return has.promise;
}

/** What each station has to send; the push of the first one is held, so that the others wait for the feed and for each other. */
async function waitingPushes(): Promise<readonly (readonly WireAction[])[]> {
  const [first, ...others] = stations;
  await first.desk.register();
  for (const { desk } of others) {
    const { caseId } = await desk.register();
    await desk.act(desk.clerk, caseId, 'case.accepted', {});
  }
  const batches = await Promise.all(others.map(outbox));
  await firstSync;
  await holdFeed();
  const began = Promise.withResolvers<void>();
  pushBegins = began.resolve;
  firstSync = first.sync().then((result) => expect(result).toMatchObject({ outcome: 'complete' }));
  await began.promise;
  written = [];
  return batches;
}

async function heldOnce(actions: readonly WireAction[]): Promise<void> {
  const ids = actions.map(({ header }) => header.id);
  const rows = await cities[0].database.query<{ id: string }>(
    'SELECT id::text AS id FROM action_headers WHERE feed = $1 AND id = ANY($2::uuid[]) ORDER BY position',
    [FEED, ids],
  );
  expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
}

const idsOf = (actions: readonly WireAction[]) => actions.map(({ header }) => header.id);
const answered = ({ answers }: PushOutput) => answers.map(({ id }) => id);

describe('pushes that wait for one feed are taken together', () => {
  test('each station gets answers and a receipt of its own, and its center goes on with them (SYNC-3, LOG-3)', async () => {
    const [, a, b] = stations;
    const [ofA = [], ofB = []] = await waitingPushes();
    const [toA, toB] = await Promise.all([push(a, ofA), push(b, ofB)]);
    // The one that was held, and one for both.
    expect(written).toEqual([1, 2]);
    expect([answered(toA), answered(toB)]).toEqual([idsOf(ofA), idsOf(ofB)]);
    expect([...toA.answers, ...toB.answers].map(({ known, verdict }) => [known, verdict])).toEqual(
      [...ofA, ...ofB].map(() => [false, 'accepted']),
    );
    const positions = [...toA.answers, ...toB.answers].map(({ position }) => position);
    expect(positions).toEqual(positions.map((_, index) => (positions[0] ?? 0) + index));
    expect([toA, toB].map(({ receipt }) => receipt.stationId)).toEqual(
      [a, b].map(({ credentials }) => credentials.stationId),
    );
    await heldOnce([...ofA, ...ofB]);
    for (const station of [a, b]) expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
    expect((await push(a, ofA)).answers.map(({ known }) => known)).toEqual(ofA.map(() => true));
  });

  test('the first batch of a life is taken with others, and begins its chain (SYNC-14)', async () => {
    const [, a, b] = stations;
    await b.enrolAgain(await cities[0].stations.makeCode(FEED, '金水区综治中心'));
    const [ofA = [], ofB = []] = await waitingPushes();
    const { incarnation } = b.credentials;
    expect(ofB.map(({ header }) => [header.incarnation, header.sequence])).toEqual([
      [incarnation, 1],
      [incarnation, 2],
    ]);
    const [toA, toB] = await Promise.all([push(a, ofA), push(b, ofB)]);
    expect(written).toEqual([1, 2]);
    expect([...toA.answers, ...toB.answers].map(({ verdict }) => verdict)).toEqual(
      [...ofA, ...ofB].map(() => 'accepted'),
    );
    await heldOnce([...ofA, ...ofB]);
    for (const station of [a, b]) expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
  });

  test('one that does not continue its chain is refused, and refuses no other (SYNC-14)', async () => {
    const [, a, b] = stations;
    const [ofA = [], ofB = []] = await waitingPushes();
    const [toA, toB] = await Promise.allSettled([push(a, ofA.slice(1)), push(b, ofB)]);
    expect(toA).toMatchObject({ status: 'rejected', reason: { code: 'CHAIN_BROKEN' } });
    expect(toB).toMatchObject({ status: 'fulfilled', value: { answers: ofB.map(() => ({ verdict: 'accepted' })) } });
    await heldOnce(ofB);
    for (const station of [a, b]) expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
    await heldOnce([...ofA, ...ofB]);
  });

  test('one whose content is no JSON is refused by its id, and those beside it are taken', async () => {
    const [, a, b] = stations;
    const [ofA = [], ofB = []] = await waitingPushes();
    const [whole, ...rest] = ofA;
    if (!whole?.salt) throw new Error('nothing waits');
    const payloadHash = hashPayload(Buffer.from('{'), Buffer.from(whole.salt, 'hex'), sha256Suite);
    const unreadable = { ...whole, payload: '{', header: { ...whole.header, payloadHash } };
    const [toA, toB] = await Promise.allSettled([push(a, [unreadable]), push(b, ofB)]);
    expect(toA).toMatchObject({
      reason: { code: 'INVALID_INPUT', message: expect.stringContaining(whole.header.id) },
    });
    expect(toB).toMatchObject({ status: 'fulfilled' });
    for (const station of [a, b]) expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
    await heldOnce([whole, ...rest, ...ofB]);
  });

  test.each(['before_commit', 'after_commit'] as const)(
    'where the connection breaks %s each is taken by itself, and nothing twice (SYNC-3)',
    async (when) => {
      const [, a, b] = stations;
      const [ofA = [], ofB = []] = await waitingPushes();
      breaking = when;
      const [toA, toB] = await Promise.all([push(a, ofA), push(b, ofB)]);
      expect(breaking).toBeNull();
      expect([answered(toA), answered(toB)]).toEqual([idsOf(ofA), idsOf(ofB)]);
      const isKnown = when === 'after_commit';
      expect([...toA.answers, ...toB.answers].every(({ known }) => known === isKnown)).toBe(true);
      await heldOnce([...ofA, ...ofB]);
      for (const station of [a, b]) expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
    },
  );

  test('two servers take from one feed at once, and no position is given twice or left out (SYNC-2)', async () => {
    const [first, a, b] = stations;
    const head = async () =>
      (await cities[0].database.query<{ head: number }>('SELECT head FROM feeds WHERE feed = $1', [FEED]))[0]?.head ??
      0;
    const before = await head();
    b.talkTo(cities[1].origin);
    const sent: WireAction[] = [];
    for (let round = 0; round < 5; round += 1) {
      for (const { desk } of stations) await desk.register();
      sent.push(...(await Promise.all(stations.map(outbox))).flat());
      const ended = await Promise.all([first, a, b].map((station) => station.sync()));
      expect(ended).toMatchObject(stations.map(() => ({ outcome: 'complete', failure: null })));
    }
    b.talkTo(cities[0].origin);
    await heldOnce(sent);
    const rows = await cities[0].database.query<{ position: number }>(
      'SELECT position FROM action_headers WHERE feed = $1 AND position > $2 ORDER BY position',
      [FEED, before],
    );
    expect(rows.map(({ position }) => position)).toEqual(sent.map((_, index) => before + index + 1));
    expect(await head()).toBe(before + sent.length);
  });
});

describe('the answer to a push says where nothing is to be pulled', () => {
  const cursorsOf = ({ desk }: TestStation) => desk.store.read(({ sync }) => sync.cursors());
  const pulls = (station: TestStation) => {
    const asked: string[] = [];
    const { pull } = station.client;
    station.client.pull = (input, signal) => {
      asked.push(...input.cursors.map(({ feed }) => feed));
      return pull(input, signal);
    };
    return asked;
  };

  test('of a feed in which others wrote what it may not see the cursor passes to the head, and nothing comes back (SYNC-4, SYNC-10)', async () => {
    const [first, a] = stations;
    for (const station of [first, a]) await station.sync();
    await first.desk.register();
    await first.sync();
    const asked = pulls(a);
    const { caseId } = await a.desk.register();
    expect(await a.sync()).toMatchObject({ outcome: 'complete', pulled: 0 });
    expect(asked).toEqual([]);
    const cursors = await cursorsOf(a);
    const heads = await cities[0].database.query<{ feed: string; head: number }>(
      'SELECT feed, head FROM feeds WHERE feed = ANY($1::text[])',
      [cursors.map(({ feed }) => feed)],
    );
    const byFeed = (rows: readonly { feed: string }[]) => rows.toSorted((x, y) => (x.feed < y.feed ? -1 : 1));
    expect(byFeed(cursors)).toMatchObject(byFeed(heads.map(({ feed, head }) => ({ feed, position: head, head }))));
    // The mark that came with it proves as much as that of a pull: the city takes it back (SYNC-11).
    await a.desk.act(a.desk.clerk, caseId, 'case.accepted', {});
    expect(await a.sync()).toMatchObject({ outcome: 'complete', failure: null });
  });

  test('where something is to be fetched in any feed, it is fetched (SYNC-4)', async () => {
    const [, a] = stations;
    await a.sync();
    const fresh = await enrolledStation(cities[0]); // which the city tells everybody in its own feed
    const asked = pulls(a);
    await a.desk.register();
    expect(await a.sync()).toMatchObject({ outcome: 'complete', pulled: 1 });
    expect(asked.toSorted()).toEqual([FEED, 'city']);
    await fresh.close();
  });
});
