import { type Random, randomOf } from '../../../center/sample/random.ts';
import { type Database, openDatabase } from '../../../city/db/database.ts';
import { type City, startCity } from '../../../city/start.ts';
import type { Directory } from '../../../domain/directory/divisions.ts';
import type { DeskTemplate } from '../../support/desk.ts';
import { compareAll } from './end-state.ts';
import { actAtOnce, actOne, actOnStale, type Done, registerOne } from './history.ts';
import { added, type Counts, type RunOutcome } from './outcome.ts';
import { mortalDatabase, Perils, postgresFull } from './perils.ts';
import { type Plant, plantedDatabase } from './plants.ts';
import { FaultStation } from './station.ts';

/** All stations are of this district. */
export const FEED = '410105';
const STEPS = 230;
const SERVERS = 2;
/** The chance that a server dies at one commit. */
const SERVER_KILL_CHANCE = 0.03;
const MOST_ROUNDS = 40;
/** Steps for which a disk stays full, at most. */
const MOST_FULL = 8;
/** How far a clock may go wrong, in ms: ten years. */
const MOST_WRONG = 10 * 365 * 24 * 3_600_000;

export interface RunParts {
  readonly templates: readonly DeskTemplate[];
  /** Address of a fresh database with the tables in it. */
  readonly url: string;
  readonly divisions: Directory;
  /** A rule that is broken on purpose in this run. */
  readonly plant: Plant | null;
}

const quiet = { error: () => undefined, info: () => undefined } as never;

/** One random history under faults, healed at the end, and what is wrong then. */
export async function runOne(seed: number, parts: RunParts): Promise<RunOutcome> {
  const history = await History.begin(seed, parts);
  try {
    await history.run();
    return await history.end();
  } finally {
    await history.close();
  }
}

const steps = [
  ['register', 18],
  ['act', 38],
  ['sync', 22],
  ['all_sync', 8],
  ['stale', 4],
  ['at_once', 3],
  ['kill', 3],
  ['move', 3],
  ['clock', 2],
  ['fill', 2],
] as const;
type Step = (typeof steps)[number][0];

class History {
  readonly #seed: number;
  readonly #parts: RunParts;
  readonly #random: Random;
  /** Serves the beginning and the end, and nothing happens to it. */
  readonly #safe: City;
  readonly #cities: City[] = [];
  readonly #perils: Perils[] = [];
  readonly #beside: Database[] = [];
  readonly #stations: FaultStation[] = [];
  readonly #done: Done[] = [];
  readonly #counts = { stale_refused: 0, raced: 0, clock: 0 };
  /** Of a disk that is full: how many steps more. */
  readonly #full = new Map<Perils, number>();
  /** What true clocks show beside the time that has passed, in ms; the others are wrong. */
  readonly #wrong = new Map<FaultStation, number>();

  private constructor(seed: number, parts: RunParts, safe: City) {
    this.#seed = seed;
    this.#parts = parts;
    this.#random = randomOf(seed, 1);
    this.#safe = safe;
  }

  static async begin(seed: number, parts: RunParts): Promise<History> {
    const { url, divisions, plant, templates } = parts;
    const options = { url, data: '', host: '127.0.0.1', port: 0 };
    const history = new History(seed, parts, await startCity(options, { logger: quiet, divisions }));
    try {
      for (let n = 0; n < SERVERS; n += 1) {
        const perils = new Perils(randomOf(seed, 100 + n), SERVER_KILL_CHANCE, postgresFull);
        const beside = await openDatabase({ url });
        history.#perils.push(perils);
        history.#beside.push(beside);
        const between = (database: Database) => mortalDatabase(plantedDatabase(database, beside, plant), perils);
        history.#cities.push(await startCity(options, { logger: quiet, divisions, between }));
      }
      for (const perils of history.#perils) perils.arm();
      for (const [n, template] of templates.entries()) {
        const random = randomOf(seed, 200 + n);
        const station = await FaultStation.enrol({ template, city: history.#safe, feed: FEED, random, plant });
        history.#stations.push(station);
        history.#perils.push(station.perils);
        station.origin = history.#cities[n % SERVERS]?.origin ?? history.#safe.origin;
      }
      return history;
    } catch (error) {
      await history.close();
      throw error;
    }
  }

  async run(): Promise<void> {
    for (let step = 0; step < STEPS; step += 1) {
      for (const [perils, left] of this.#full) {
        perils.full = left > 0;
        if (left > 0) this.#full.set(perils, left - 1);
        else this.#full.delete(perils);
      }
      const station = this.#random.pick(this.#stations);
      station.desk.clock.now += this.#random.int(1_000, 3_600_000);
      await this.#step(this.#random.weighted(steps), station);
    }
  }

  async #step(kind: Step, station: FaultStation): Promise<void> {
    const random = this.#random;
    switch (kind) {
      case 'register':
        this.#done.push(...(await registerOne(station, random)));
        return;
      case 'act':
        this.#done.push(...(await actOne(station, random)));
        return;
      case 'stale':
        if (await actOnStale(station, random)) this.#counts.stale_refused += 1;
        return;
      case 'at_once': {
        const { done, raced } = await actAtOnce(station, random);
        this.#done.push(...done);
        if (raced) this.#counts.raced += 1;
        return;
      }
      case 'sync':
        await station.sync();
        return;
      case 'all_sync':
        // At the same time on two servers: what PGlite could not show (SYNC-2).
        await Promise.all(this.#stations.map((each) => each.sync()));
        return;
      case 'kill':
        return station.kill();
      case 'move':
        station.origin = random.pick(this.#cities).origin;
        return;
      case 'clock': {
        this.#counts.clock += 1;
        const wrong = random.chance(0.4) ? 0 : random.int(-MOST_WRONG, MOST_WRONG);
        station.desk.clock.now += wrong - (this.#wrong.get(station) ?? 0);
        this.#wrong.set(station, wrong);
        return;
      }
      case 'fill':
        this.#full.set(random.pick(this.#perils), random.int(2, MOST_FULL));
        return;
    }
  }

  /** Heals everything, lets the stations come to rest, and compares. */
  async end(): Promise<RunOutcome> {
    for (const perils of this.#perils) perils.stop();
    for (const station of this.#stations) await station.heal(this.#safe.origin);
    // Work goes on after all that: also where a disk was full to the end.
    for (const station of this.#stations) {
      const done = await registerOne(station, this.#random);
      if (done.length === 0) throw new Error('nobody can register a case although everything is healed');
      this.#done.push(...done);
    }
    const unrested = await rest(this.#stations);
    const desks = this.#stations.map(({ desk }) => desk);
    const { wrongs, conflicts } = await compareAll({
      database: this.#safe.database,
      feed: FEED,
      desks,
      done: this.#done,
      divisions: this.#parts.divisions,
    });
    const { stale_refused, raced } = this.#counts;
    return {
      seed: this.#seed,
      ops: this.#done.length,
      conflicts: { stale_refused, raced, ...conflicts },
      faults: this.#faults(),
      ...wrongs,
      unrested,
    };
  }

  #faults(): Counts {
    const named = (side: string, { happened }: Perils): Counts =>
      Object.fromEntries(Object.entries(happened).map(([kind, count]) => [`${side}_${kind}`, count]));
    const ofStation = ({ lineFaults, deaths, halts, perils }: FaultStation): readonly Counts[] => [
      lineFaults,
      { station_killed: deaths, halted: halts },
      named('station', perils),
    ];
    const ofStations = this.#stations.map(({ perils }) => perils);
    return added([
      ...this.#stations.flatMap(ofStation),
      ...this.#perils.filter((perils) => !ofStations.includes(perils)).map((perils) => named('city', perils)),
      { clock: this.#counts.clock },
    ]);
  }

  async close(): Promise<void> {
    for (const station of this.#stations) await station.close();
    for (const city of [...this.#cities, this.#safe]) await city.close();
    for (const database of this.#beside) await database.close();
  }
}

/** Every station has sent everything, and has what the others sent. */
async function rest(stations: readonly FaultStation[]): Promise<readonly string[]> {
  const unrested: string[] = [];
  // The first turn brings everything to the city, the second to everybody.
  for (const turn of [1, 2]) {
    for (const [index, station] of stations.entries()) {
      let result = await station.sync();
      for (let round = 1; round < MOST_ROUNDS && result?.outcome !== 'complete'; round += 1) {
        result = await station.sync();
      }
      const { actions } = await station.desk.store.read(({ sync }) => sync.waiting());
      if (result?.outcome === 'complete' && actions === 0) continue;
      unrested.push(`station ${index}, turn ${turn}: ${result?.failure ?? result?.outcome}, ${actions} left`);
    }
  }
  return unrested;
}
