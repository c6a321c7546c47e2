import { type Random, randomOf } from '../../../center/sample/random.ts';
import { createCityStore } from '../../../city/db/store.ts';
import { type City, startCity } from '../../../city/start.ts';
import type { Directory } from '../../../domain/directory/divisions.ts';
import { canonicalJson, type Json } from '../../../domain/log/canonical-json.ts';
import { systemEnvironment } from '../../../services/environment.ts';
import { foldStream } from '../../../services/sync/fold.ts';
import type { DeskTemplate } from '../../support/desk.ts';
import { actOne, type Done, registerOne } from './history.ts';
import { type Kills, mortalDatabase } from './kills.ts';
import type { Plant } from './plants.ts';
import { FaultStation } from './station.ts';

const FEED = '410105';
const STEPS = 220;
const SERVERS = 2;
/** The chance that a server dies at one commit. */
const SERVER_KILL_CHANCE = 0.03;
const MOST_ROUNDS = 40;

export interface RunParts {
  readonly templates: readonly DeskTemplate[];
  /** Address of a fresh database with the tables in it. */
  readonly url: string;
  readonly divisions: Directory;
  /** A rule that is broken on purpose in this run. */
  readonly plant: Plant | null;
}

export interface RunOutcome {
  readonly seed: number;
  /** Actions that the desks were told are done. */
  readonly ops: number;
  readonly faults: Readonly<Record<string, number>>;
  /** Acknowledged actions that the city has not. */
  readonly lost: readonly string[];
  /** Actions that the city has more than once. */
  readonly doubled: readonly string[];
  /** Cases that are not the same at their center, at the city, and in a fold of the city's log. */
  readonly diverged: readonly string[];
  readonly numbersDoubled: readonly string[];
  /** Stations that did not come to rest once everything was healed. */
  readonly unrested: readonly string[];
}

const quiet = { error: () => undefined, info: () => undefined } as never;

/** One random history under faults, healed at the end, and what is wrong then. */
export async function runOne(seed: number, { templates, url, divisions, plant }: RunParts): Promise<RunOutcome> {
  const random = randomOf(seed, 1);
  const deaths: Kills[] = [];
  const between = (random: Random) => (database: Parameters<typeof mortalDatabase>[0]) => {
    const mortal = mortalDatabase(database, random, SERVER_KILL_CHANCE);
    deaths.push(mortal.kills);
    return mortal.database;
  };
  const options = { url, data: '', host: '127.0.0.1', port: 0 };
  const safe = await startCity(options, { logger: quiet, divisions });
  const cities: City[] = [];
  const stations: FaultStation[] = [];
  try {
    for (let n = 0; n < SERVERS; n += 1) {
      cities.push(await startCity(options, { logger: quiet, divisions, between: between(randomOf(seed, 100 + n)) }));
    }
    for (const kills of deaths) kills.arm();
    for (const [n, template] of templates.entries()) {
      const station = await FaultStation.enrol(template, safe, FEED, randomOf(seed, 200 + n), plant);
      station.origin = cities[n % cities.length]?.origin ?? safe.origin;
      stations.push(station);
    }
    const done: Done[] = [];
    for (let step = 0; step < STEPS; step += 1) await oneStep(random, stations, cities, done);
    for (const kills of deaths) kills.stop();
    for (const station of stations) station.heal(safe.origin);
    const unrested = await rest(stations);
    const found = await compare(safe, stations, done);
    return { seed, ops: done.length, faults: faultsOf(stations, deaths), unrested, ...found };
  } finally {
    for (const station of stations) await station.close();
    for (const city of [...cities, safe]) await city.close();
  }
}

async function oneStep(
  random: Random,
  stations: readonly FaultStation[],
  cities: readonly City[],
  done: Done[],
): Promise<void> {
  const station = random.pick(stations);
  station.desk.clock.now += random.int(1_000, 3_600_000);
  const kind = random.weighted<'register' | 'act' | 'sync' | 'crash' | 'move' | 'both'>([
    ['register', 20],
    ['act', 40],
    ['sync', 25],
    ['both', 8],
    ['crash', 4],
    ['move', 3],
  ]);
  switch (kind) {
    case 'register':
      done.push(await registerOne(station.desk));
      return;
    case 'act': {
      const own = await station.desk.store.read(({ cases }) => cases.openIds());
      const acted = own.length > 0 ? await actOne(station.desk, random.pick(own), random) : null;
      if (acted) done.push(acted);
      return;
    }
    case 'sync':
      await station.sync();
      return;
    case 'both':
      // At the same time on two servers: what PGlite could not show (SYNC-2).
      await Promise.all(stations.map((each) => each.sync()));
      return;
    case 'crash':
      station.deaths += 1;
      await station.restart();
      return;
    case 'move':
      station.origin = random.pick(cities).origin;
      return;
  }
}

async function rest(stations: readonly FaultStation[]): Promise<readonly string[]> {
  const unrested: string[] = [];
  for (const [index, station] of stations.entries()) {
    let outcome = '';
    for (let round = 0; round < MOST_ROUNDS && outcome !== 'complete'; round += 1) {
      outcome = (await station.sync())?.outcome ?? '';
    }
    const left = await station.desk.store.read(({ sync }) => sync.waiting());
    if (outcome !== 'complete' || left.actions > 0) unrested.push(`station ${index}: ${outcome}, ${left.actions} left`);
  }
  return unrested;
}

async function compare(city: City, stations: readonly FaultStation[], done: readonly Done[]) {
  const rows = await city.database.query<{ id: string; count: number }>(
    'SELECT id::text AS id, count(*) AS count FROM action_headers WHERE feed = $1 GROUP BY id',
    [FEED],
  );
  const counts = new Map(rows.map(({ id, count }) => [id, count]));
  const scope = createCityStore(city.database).scope({ feed: FEED, station: { stationId: 'check', incarnation: 1 } });
  const diverged: string[] = [];
  const numbers: string[] = [];
  for (const station of stations) {
    const own = new Set<string>();
    for await (const { header } of await station.desk.store.read(async ({ log }) => collect(log.all()))) {
      if (header.streamKind === 'case') own.add(header.streamId);
    }
    for (const caseId of own) {
      const here = await station.desk.store.read(({ cases }) => cases.find(caseId));
      const there = await scope.read(({ cases }) => cases.find(caseId));
      const folded = await scope.read((reads) => foldStream(reads, systemEnvironment, 'case', caseId));
      const texts = [here?.state, there?.state, folded].map((state) =>
        canonicalJson((state ?? null) as unknown as Json),
      );
      if (new Set(texts).size > 1) diverged.push(caseId);
      if (here) numbers.push(`${station.desk.clerk.staffId} ${here.state.caseNumber}`);
    }
  }
  const lost = done.filter(({ actionId }) => !counts.has(actionId)).map(({ actionId }) => actionId);
  const doubled = rows.filter(({ count }) => count > 1).map(({ id }) => id);
  const numbersDoubled = numbers.filter((number, index) => numbers.indexOf(number) !== index);
  return { lost, doubled, diverged, numbersDoubled };
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function faultsOf(stations: readonly FaultStation[], servers: readonly Kills[]): Record<string, number> {
  const faults: Record<string, number> = { deaths: 0, server_before_commit: 0, server_after_commit: 0 };
  const add = (name: string, count: number) => {
    faults[name] = (faults[name] ?? 0) + count;
  };
  for (const station of stations) {
    add('deaths', station.deaths);
    for (const [name, count] of Object.entries(station.lineFaults)) add(name, count);
  }
  for (const { count } of servers) {
    add('server_before_commit', count.before_commit);
    add('server_after_commit', count.after_commit);
  }
  return faults;
}
