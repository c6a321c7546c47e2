import { type Random, randomOf } from '../../../center/sample/random.ts';
import type { Directory } from '../../../domain/directory/divisions.ts';
import type { DeskTemplate } from '../../support/desk.ts';
import { CitySide } from './city-side.ts';
import { compareAll } from './end-state.ts';
import { actAtOnce, actOne, actOnStale, type Done, registerOne } from './history.ts';
import { added, type Counts, type RunOutcome } from './outcome.ts';
import type { Perils } from './perils.ts';
import type { Plant } from './plants.ts';
import { FaultStation } from './station.ts';
import { Survivors } from './survivors.ts';

/** All stations are of this district. */
export const FEED = '410105';
const STEPS = 230;
/** The step after which the city is restored no more. */
const LAST_RESTORE = 140;
const MOST_ROUNDS = 40;
/** Steps for which a disk stays full, at most. */
const MOST_FULL = 8;
/** How far a clock may go wrong, in ms: ten years. */
const MOST_WRONG = 10 * 365 * 24 * 3_600_000;
/** Between two steps, in ms. */
const MOST_BETWEEN = 6 * 60_000;
/** Monday 2026-11-23, 10:00 in China. */
const BEGINNING = Date.UTC(2026, 10, 23, 2, 0);

export interface RunParts {
  readonly templates: readonly DeskTemplate[];
  /** Address of a fresh database with the tables in it. */
  readonly url: string;
  readonly divisions: Directory;
  /** A rule that is broken on purpose in this run. */
  readonly plant: Plant | null;
}

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
  ['sync', 18],
  ['all_sync', 13],
  ['stale', 4],
  ['at_once', 3],
  ['kill', 3],
  ['move', 3],
  ['clock', 2],
  ['fill', 2],
  ['city_backup', 1.2],
  ['city_restore', 1.4],
] as const;
type Step = (typeof steps)[number][0];

/** Where a rule is broken, what makes it matter is done often; and a restore, which mends other faults, only for its own. */
const forPlants: Readonly<Record<Plant, Partial<Record<Step, number>>>> = {
  'SYNC-2': { all_sync: 50, city_restore: 0 },
  'SYNC-3': { city_restore: 0 },
  'SYNC-4': { all_sync: 50, city_restore: 0 },
  'SYNC-11': { city_backup: 8, city_restore: 8 },
};

const stepsUnder = (plant: Plant | null): readonly (readonly [Step, number])[] =>
  steps.map(([step, weight]) => [step, (plant && forPlants[plant][step]) ?? weight] as const);

class History {
  readonly #seed: number;
  readonly #parts: RunParts;
  readonly #random: Random;
  readonly #city: CitySide;
  readonly #stations: FaultStation[] = [];
  readonly #done: Done[] = [];
  readonly #counts = { stale_refused: 0, raced: 0, clock: 0 };
  /** Of a disk that is full: how many steps more. */
  readonly #full = new Map<Perils, number>();
  readonly #survivors: Survivors;
  /** What true clocks show. */
  readonly #time: { now: number };
  #step = 0;

  private constructor(seed: number, parts: RunParts, city: CitySide, time: { now: number }) {
    this.#seed = seed;
    this.#parts = parts;
    this.#random = randomOf(seed, 1);
    this.#city = city;
    this.#time = time;
    this.#survivors = new Survivors(city.database, () => this.#stations.map(({ desk }) => desk));
  }

  static async begin(seed: number, parts: RunParts): Promise<History> {
    const { url, divisions, plant, templates } = parts;
    const time = { now: BEGINNING };
    const city = await CitySide.start(seed, { url, divisions, plant, now: () => time.now });
    const history = new History(seed, parts, city, time);
    try {
      for (const [n, template] of templates.entries()) {
        const random = randomOf(seed, 200 + n);
        const station = await FaultStation.enrol({ template, city: city.safe, feed: FEED, random, plant, time });
        history.#stations.push(station);
        station.origin = city.pick(random);
      }
      return history;
    } catch (error) {
      await history.close();
      throw error;
    }
  }

  async run(): Promise<void> {
    const weights = stepsUnder(this.#parts.plant);
    for (let step = 0; step < STEPS; step += 1) {
      for (const [perils, left] of this.#full) {
        perils.full = left > 0;
        if (left > 0) this.#full.set(perils, left - 1);
        else this.#full.delete(perils);
      }
      this.#time.now += this.#random.int(1_000, MOST_BETWEEN);
      for (const station of this.#stations) station.readClock();
      this.#step = step;
      await this.#do(this.#random.weighted(weights), this.#random.pick(this.#stations));
    }
  }

  async #do(kind: Step, station: FaultStation): Promise<void> {
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
        station.origin = this.#city.pick(random);
        return;
      case 'clock':
        this.#counts.clock += 1;
        station.clockError = random.chance(0.4) ? 0 : random.int(-MOST_WRONG, MOST_WRONG);
        return;
      case 'fill': {
        const sides = [...this.#city.perils, ...this.#stations.map(({ perils }) => perils)];
        this.#full.set(random.pick(sides), random.int(2, MOST_FULL));
        return;
      }
      case 'city_backup':
        return this.#city.backUp();
      case 'city_restore':
        // Long before the end: what went wrong until then is fetched anew, and would be seen no more.
        if (!this.#city.hasBackup || this.#step > LAST_RESTORE) return;
        return this.#survivors.through('city_restored', () => this.#city.restore(random.chance(0.5)));
    }
  }

  /** Heals everything, lets the stations come to rest, and compares. */
  async end(): Promise<RunOutcome> {
    this.#city.heal();
    for (const station of this.#stations) await station.heal(this.#city.safe.origin);
    // Work goes on after all that: also where a disk was full to the end.
    for (const station of this.#stations) {
      const done = await registerOne(station, this.#random);
      if (done.length === 0) throw new Error('nobody can register a case although everything is healed');
      this.#done.push(...done);
    }
    const unrested = await rest(this.#stations);
    const { wrongs, conflicts } = await compareAll({
      database: this.#city.database,
      feed: FEED,
      desks: this.#stations.map(({ desk }) => desk),
      done: this.#done,
      gone: this.#survivors.gone,
      divisions: this.#parts.divisions,
    });
    const { stale_refused, raced } = this.#counts;
    return {
      seed: this.#seed,
      ops: this.#done.length,
      conflicts: { stale_refused, raced, ...conflicts },
      faults: this.#faults(),
      unrecoverable: this.#survivors.counted(this.#done),
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
    return added([
      ...this.#stations.flatMap(ofStation),
      ...this.#city.perils.map((perils) => named('city', perils)),
      this.#city.restored,
      { clock: this.#counts.clock },
    ]);
  }

  async close(): Promise<void> {
    for (const station of this.#stations) await station.close();
    await this.#city.close();
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
