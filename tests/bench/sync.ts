import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../city/db/database.ts';
import { createCityStore } from '../../city/db/store.ts';
import { serverKeys } from '../../city/sync/keys.ts';
import { createStations } from '../../city/sync/stations.ts';
import { rebuildProjections } from '../../services/log/rebuild.ts';
import { createRulesCache } from '../../services/settings/rules.ts';
import type { OutboxAction } from '../../services/sync/port.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { type BenchCenter, benchCenter } from './center.ts';
import { type ServerProcess, startCityProcess } from './city-process.ts';
import { type PouchSide, startPouch } from './pouchdb.ts';
import { type RawSide, rawPostgres, rawSqlite } from './raw-inserts.ts';
import type { Metrics, Threshold } from './report.ts';
import { median, timed } from './statistics.ts';
import { playHistory } from './sync-history.ts';
import { type BenchStation, enrolCenter, FEED } from './sync-station.ts';

export const syncThresholds: readonly Threshold[] = [
  { metric: 'push_vs_pouchdb', atLeast: 8 },
  { metric: 'pull_vs_pouchdb', atLeast: 5 },
  { metric: 'push_vs_raw_pg', atLeast: 0.6 },
];

export interface SyncOptions {
  /** In all rounds together. */
  readonly actions: number;
  readonly rounds: number;
  readonly say: (line: string) => void;
}

/** The district of the second center: a neighbour that was given part in the cases of the first. */
const NEIGHBOUR = '410102';

interface Sides {
  readonly first: BenchCenter;
  readonly second: BenchCenter;
  readonly sender: BenchStation;
  readonly receiver: BenchStation;
  readonly database: Database;
  readonly pouch: PouchSide;
  readonly postgres: RawSide;
  readonly sqlite: RawSide;
}

const sides = ['push', 'pull', 'full_text', 'pouch_push', 'pouch_pull', 'raw_pg', 'raw_sqlite'] as const;
type Side = (typeof sides)[number];

/**
 * One center's history to the city on PostgreSQL and on to a second center, by the real client, server and services,
 * against PouchDB and against bare inserts. All sides have PostgreSQL's and SQLite's own durability: commits wait for the
 * disk.
 */
export async function syncBench({ actions, rounds, say }: SyncOptions): Promise<Metrics> {
  const closing: (() => unknown)[] = [];
  try {
    const made = await openSides(say, closing);
    await playHistory(made.first, actions, say);
    const each = Math.floor(actions / rounds);
    const rates = Object.fromEntries(sides.map((side) => [side, [] as number[]])) as Record<Side, number[]>;
    const [sentBefore, gotBefore] = [made.sender.wireBytes(), made.receiver.wireBytes()];
    for (let round = 0; round < rounds; round += 1) {
      const times = await oneRound(made, each, round);
      for (const side of sides) rates[side].push(each / (times[side] / 1_000));
      say(
        `  round ${round + 1}: ${sides.map((side) => `${side} ${Math.round(rates[side].at(-1) ?? 0)}/s`).join(', ')}`,
      );
    }
    const wire = made.sender.wireBytes() - sentBefore;
    const gotWire = made.receiver.wireBytes() - gotBefore;
    await checkRebuilds(made, say);
    const rate = (side: Side) => median(rates[side]);
    return {
      actions: each * rounds,
      push_per_s: rate('push'),
      pull_apply_per_s: rate('pull'),
      pull_full_text_per_s: rate('full_text'),
      pouchdb_push_per_s: rate('pouch_push'),
      pouchdb_pull_per_s: rate('pouch_pull'),
      raw_pg_per_s: rate('raw_pg'),
      raw_sqlite_per_s: rate('raw_sqlite'),
      push_vs_pouchdb: ratio(rates.push, rates.pouch_push),
      pull_vs_pouchdb: ratio(rates.pull, rates.pouch_pull),
      push_vs_raw_pg: ratio(rates.push, rates.raw_pg),
      pull_vs_raw_sqlite: ratio(rates.pull, rates.raw_sqlite),
      wire_bytes_per_action: wire / (each * rounds),
      pull_wire_bytes_per_action: gotWire / (each * rounds),
    };
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

/** Of the rounds, each of which has its own weather. */
function ratio(own: readonly number[], other: readonly number[]): number {
  return median(own.map((rate, round) => rate / (other[round] ?? Number.NaN)));
}

async function openSides(say: (line: string) => void, closing: (() => unknown)[]): Promise<Sides> {
  const keep = <Thing>(thing: Thing, close: (thing: Thing) => unknown): Thing => {
    closing.push(() => close(thing));
    return thing;
  };
  const folder = keep(mkdtempSync(join(tmpdir(), 'fengqiao-sync-')), (path) =>
    rmSync(path, { recursive: true, force: true }),
  );
  const server: PostgresServer = keep(await startPostgres({ durable: true }), (each) => each.stop());
  const url = server.url;
  const city: ServerProcess = keep(await startCityProcess(url), (each) => each.close());
  const database = keep(await openDatabase({ url, connections: 2 }), (each) => each.close());
  const codes = createStations(database, await serverKeys(database), { serverId: 'bench', now: Date.now });
  const first = keep(await benchCenter({ rows: 0, say }), (each) => each.close());
  const second = keep(await benchCenter({ rows: 0, say }), (each) => each.close());
  const sender = await enrolCenter(first, FEED, city.origin, await codes.makeCode(FEED, '甲中心'));
  const receiver = await enrolCenter(second, NEIGHBOUR, city.origin, await codes.makeCode(NEIGHBOUR, '乙中心'));
  // Their own beginnings are no part of what is measured.
  await sender.sync();
  await receiver.sync();
  await second.store.write(async ({ sync }) => {
    const { epoch } = await sync.state();
    await sync.moveCursor({ feed: FEED, position: 0, head: 0, epoch: epoch ?? '', mark: null });
  });
  return {
    ...{ first, second, sender, receiver, database },
    pouch: keep(await startPouch(folder), (each) => each.close()),
    postgres: keep(await rawPostgres(url), (each) => each.close()),
    sqlite: rawSqlite(first.rawFile('raw.db')),
  };
}

/** The next actions through every side, the sides in turn first and last. */
async function oneRound(made: Sides, count: number, round: number): Promise<Record<Side, number>> {
  const { first, second, sender, receiver, pouch, postgres, sqlite } = made;
  const limits = { bytes: Number.MAX_SAFE_INTEGER, count };
  const actions = await first.store.read(({ sync }) => sync.outbox(limits));
  if (actions.length !== count) throw new Error(`${actions.length} of ${count} actions are there to be sent`);
  await pouch.fill(actions);
  const times = {} as Record<Side, number>;
  const clock = async (side: Side, work: () => Promise<void>) => {
    times[side] = await timed(work);
  };
  const turns: readonly (() => Promise<void>)[] = [
    async () => {
      sender.send(count);
      await clock('push', async () => expectCount(count, (await sender.sync()).pushed));
      await showTo(made, actions);
      await clock('pull', async () => expectCount(count, (await receiver.sync()).pulled));
      // The full text follows when nobody waits; it may not fall into the time of another side.
      await clock('full_text', () => second.store.searchable());
    },
    async () => {
      await clock('pouch_push', () => pouch.push());
      await clock('pouch_pull', () => pouch.pull());
    },
    () => clock('raw_pg', () => postgres.insert(actions)),
    () => clock('raw_sqlite', () => sqlite.insert(actions)),
  ];
  for (const at of turns.keys()) await turns[(at + round) % turns.length]?.();
  return times;
}

function expectCount(wanted: number, found: number): void {
  if (found !== wanted) throw new Error(`a round carried ${found} actions, not ${wanted}`);
}

/** Gives the second center sight of these actions, as the grant of a case does. */
async function showTo({ database, receiver }: Sides, actions: readonly OutboxAction[]): Promise<void> {
  // One grant lets it follow the feed; what it then sees is a row for each action.
  await database.query(
    `INSERT INTO stream_grants (feed, stream_kind, stream_id, station_id, up_to)
     VALUES ($1, 'case', $3, $2, 0) ON CONFLICT DO NOTHING`,
    [FEED, receiver.stationId, actions[0]?.header.streamId ?? null],
  );
  await database.query(
    `INSERT INTO sights (feed, station_id, position)
     SELECT feed, $2, position FROM action_headers WHERE feed = $1 AND id = ANY($3::uuid[]) ON CONFLICT DO NOTHING`,
    [FEED, receiver.stationId, actions.map(({ header }) => header.id)],
  );
}

// Without staff: at the city nobody signs in as them, and a rebuild folds them for the one station that it is made for.
const cityTables = {
  cases: 'seq',
  case_states: 'seq',
  case_mediators: 'seq, mediator_id',
  case_search: 'seq',
  center_settings: 'feed',
};
const centerTables = { cases: 'seq', case_states: 'seq', case_mediators: 'key', staff: 'staff_id' };

const digest = (rows: unknown) => createHash('sha256').update(JSON.stringify(rows)).digest('hex');

async function cityRows(database: Database): Promise<string> {
  const all: unknown[] = [];
  for (const [table, order] of Object.entries(cityTables)) {
    all.push(await database.query(`SELECT * FROM ${table} WHERE feed = $1 ORDER BY ${order}`, [FEED]));
  }
  return digest(all);
}

async function centerRows({ store, raw }: BenchCenter): Promise<string> {
  await store.searchable();
  const { client } = raw(true);
  return digest(
    Object.entries(centerTables).map(([table, order]) =>
      client.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).all(),
    ),
  );
}

/** What the rounds left is what a rebuild from the log makes, at the city and at the second center. @throws if not. */
async function checkRebuilds({ first, second, database }: Sides, say: (line: string) => void): Promise<void> {
  const { environment, divisions } = first.dependencies;
  const city = {
    store: createCityStore(database).scope({ feed: FEED, station: first.store.station }),
    rules: createRulesCache(divisions),
    environment,
  };
  const [cityBefore, secondBefore] = [await cityRows(database), await centerRows(second)];
  const start = performance.now();
  const atCity = await rebuildProjections(city);
  const there = await rebuildProjections(second.dependencies);
  if ((await cityRows(database)) !== cityBefore) throw new Error('the city’s rows are not those of a rebuild');
  if ((await centerRows(second)) !== secondBefore)
    throw new Error('the second center’s rows are not those of a rebuild');
  if (atCity.cases !== there.cases) throw new Error(`${atCity.cases} cases at the city, ${there.cases} at the center`);
  const seconds = Math.round((performance.now() - start) / 1_000);
  say(`  ${atCity.cases} cases at the city and the second center equal a rebuild (${seconds} s)`);
}
