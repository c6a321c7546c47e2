import { type Random, randomOf } from '../../../center/sample/random.ts';
import type { RoundResult } from '../../../services/sync/round.ts';
import { agreeOne } from './agree.ts';
import { CitySide } from './city-side.ts';
import { compareAll } from './end-state.ts';
import { handOverOne } from './hand-over.ts';
import { actAtOnce, actOne, actOnStale, type Done, registerOne, settleOne } from './history.ts';
import { importOld } from './import-old.ts';
import { added, type Counts, type RunOutcome } from './outcome.ts';
import type { RunParts } from './parts.ts';
import type { Perils } from './perils.ts';
import { FaultStation } from './station.ts';
import { type Step, stepsUnder } from './steps.ts';
import { actionsIn, actionsInCity, Survivors } from './survivors.ts';

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
/** Monday 2026-11-23, 18:30 in China: after what the payloads of the tests tell of that day. */
const BEGINNING = Date.UTC(2026, 10, 23, 10, 30);

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

class History {
  readonly #seed: number;
  readonly #parts: RunParts;
  readonly #random: Random;
  readonly #city: CitySide;
  readonly #stations: FaultStation[] = [];
  readonly #done: Done[] = [];
  readonly #counts = {
    stale_refused: 0,
    raced: 0,
    settled: 0,
    answered: 0,
    clock: 0,
    station_restored: 0,
    profile_copied: 0,
  };
  /** Machines with a copied profile; they are among the stations, until they are put away. */
  readonly #twins: FaultStation[] = [];
  readonly #away: FaultStation[] = [];
  /** Codes that were given out and whose answer was lost. */
  readonly #codes = new Map<FaultStation, string>();
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
    this.#survivors = new Survivors(async () => {
      const there = await Promise.all(this.#stations.map(({ desk }) => actionsIn(desk.store)));
      return [...(await actionsInCity(city.database)), ...there.flat()];
    });
  }

  static async begin(seed: number, parts: RunParts): Promise<History> {
    const { url, divisions, plant, centers } = parts;
    const time = { now: BEGINNING };
    const city = await CitySide.start(seed, { url, divisions, plant, now: () => time.now });
    const history = new History(seed, parts, city, time);
    try {
      for (const [n, center] of centers.entries()) {
        const random = randomOf(seed, 200 + n);
        const { origin, stations } = city.safe;
        const code = await stations.makeCode(center.feed, center.name);
        const station = await FaultStation.enrol({ center, origin, random, plant, time }, code);
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
    const { plant, everybodySees, importsOld } = this.#parts;
    const weights = stepsUnder(plant, { handsOver: !everybodySees, importsOld });
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
        return this.#numbered(station, await registerOne(station, this.#random));
      case 'agree':
        return this.#numbered(station, await agreeOne(station));
      case 'act':
        this.#done.push(...(await actOne(station, random)));
        return;
      case 'stale':
        if (await actOnStale(station, random)) this.#counts.stale_refused += 1;
        return;
      case 'settle': {
        const settled = await settleOne(station, random);
        this.#done.push(...settled);
        this.#counts.settled += settled.length;
        return;
      }
      case 'hand_over':
        this.#done.push(...(await handOverOne(station, random)));
        return;
      case 'import_old':
        this.#done.push(...(await importOld(station, random, this.#step)));
        return;
      case 'at_once': {
        const { done, raced } = await actAtOnce(station, random);
        this.#done.push(...done);
        if (raced) this.#counts.raced += 1;
        return;
      }
      case 'sync':
        await station.sync();
        if (random.chance(0.5)) await this.#helpBranched(station);
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
      case 'city_answer':
        if (await this.#city.answerOne(random)) this.#counts.answered += 1;
        return;
      case 'city_backup':
        return this.#city.backUp();
      case 'city_restore':
        // Long before the end: what went wrong until then is fetched anew, and would be seen no more.
        if (!this.#city.hasBackup || this.#step > LAST_RESTORE) return;
        return this.#survivors.through('city_restored', () => this.#city.restore(random.chance(0.5)));
      case 'station_backup':
        return station.backUp();
      case 'station_restore':
        if (!station.hasBackup) return;
        this.#counts.station_restored += 1;
        return this.#survivors.through('station_restored', () => station.restore());
      case 'copy_profile':
        if (this.#twins.length > 0) return;
        this.#counts.profile_copied += 1;
        this.#twins.push(await station.copy(randomOf(this.#seed, 400)));
        this.#stations.push(...this.#twins);
        return;
    }
  }

  /** Keeps what was done with official numbers; those of a machine that cannot know which were given count for nothing. */
  #numbered({ isBlind }: FaultStation, done: readonly Done[]): void {
    this.#done.push(...done.map((each) => (isBlind ? { ...each, number: null } : each)));
  }

  /** Somebody at the city gives out a code for a machine that asks for one, and somebody at the machine types it in. */
  async #helpBranched(station: FaultStation): Promise<void> {
    if (!station.needsCode || !station.isBranched) return;
    const code = this.#codes.get(station) ?? (await this.#codeFor(station));
    this.#codes.set(station, code);
    if ((await station.enrolAnew(code)) !== 'again') this.#codes.delete(station);
  }

  #codeFor({ center }: FaultStation): Promise<string> {
    return this.#city.safe.stations.makeCode(center.feed, center.name);
  }

  /** Heals everything, lets the stations come to rest, and compares. */
  async end(): Promise<RunOutcome> {
    this.#city.heal();
    for (const station of this.#stations) await station.heal(this.#city.safe.origin);
    // Work goes on after all that: also where a disk was full to the end.
    for (const station of this.#stations) {
      const before = this.#done.length;
      this.#numbered(station, await registerOne(station, this.#random));
      if (this.#done.length === before) throw new Error('nobody can register a case although everything is healed');
    }
    const unrested = [...(await this.#putTwinsAway()), ...(await this.#rest(this.#stations))];
    const { wrongs, conflicts, work } = await compareAll({
      database: this.#city.database,
      stations: this.#stations.map(({ center, desk }) => ({ desk, feed: center.feed })),
      everybodySees: this.#parts.everybodySees,
      done: this.#done,
      gone: this.#survivors.gone,
      divisions: this.#parts.divisions,
    });
    const { stale_refused, raced, settled, answered } = this.#counts;
    return {
      seed: this.#seed,
      ops: this.#done.length,
      conflicts: { stale_refused, raced, ...conflicts },
      work: { settled, answered, ...work },
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
    const { clock, station_restored, profile_copied } = this.#counts;
    return added([
      ...[...this.#stations, ...this.#away].flatMap(ofStation),
      ...this.#city.perils.map((perils) => named('city', perils)),
      this.#city.restored,
      { clock, station_restored, profile_copied },
    ]);
  }

  async close(): Promise<void> {
    for (const station of [...this.#stations, ...this.#away]) await station.close();
    await this.#city.close();
  }

  /** Of two machines with one profile, the one that is not kept enrols first, syncs, and is put away (SYNC-14). */
  async #putTwinsAway(): Promise<readonly string[]> {
    const unrested: string[] = [];
    for (const twin of this.#twins) {
      const code = await this.#codeFor(twin);
      if ((await twin.enrolAnew(code)) !== 'enrolled') unrested.push('the copied profile was not enrolled');
      unrested.push(...(await this.#rest([twin])).map((what) => `the copied profile: ${what}`));
      this.#stations.splice(this.#stations.indexOf(twin), 1);
      this.#away.push(twin);
    }
    return unrested;
  }

  /** Every station sends everything, and gets what the others sent. Names those that do not come to rest. */
  async #rest(stations: readonly FaultStation[]): Promise<readonly string[]> {
    const unrested: string[] = [];
    // The first turn brings everything to the city, the second to everybody.
    for (const turn of [1, 2]) {
      for (const [index, station] of stations.entries()) {
        let result: RoundResult | null = null;
        for (let round = 0; round < MOST_ROUNDS && result?.outcome !== 'complete'; round += 1) {
          await this.#helpBranched(station);
          result = await station.sync();
        }
        const { actions } = await station.desk.store.read(({ sync }) => sync.waiting());
        if (result?.outcome === 'complete' && actions === 0) continue;
        unrested.push(`station ${index}, turn ${turn}: ${result?.failure ?? result?.outcome}, ${actions} left`);
      }
    }
    return unrested;
  }
}
