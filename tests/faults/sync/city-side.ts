import { type Random, randomOf } from '../../../center/sample/random.ts';
import { type Database, openDatabase } from '../../../city/db/database.ts';
import { type City, startCity, tellRestored } from '../../../city/start.ts';
import { createHandOvers } from '../../../city/sync/hand-overs.ts';
import { ServiceError } from '../../../contract/errors.ts';
import type { Directory } from '../../../domain/directory/divisions.ts';
import { systemEnvironment } from '../../../services/environment.ts';
import { type Backup, backUp, restore } from './city-backup.ts';
import { mortalDatabase, Perils, postgresFull } from './perils.ts';
import { type Plant, plantedDatabase } from './plants.ts';

const SERVERS = 2;
/** The chance that a server dies at one commit. */
const KILL_CHANCE = 0.03;

const quiet = { error: () => undefined, info: () => undefined } as never;

export interface CityParts {
  /** Address of a fresh database with the tables in it. */
  readonly url: string;
  readonly divisions: Directory;
  readonly plant: Plant | null;
  readonly now: () => number;
}

interface Server {
  readonly perils: Perils;
  city: City;
}

/** The city in the harness: servers on one database, their deaths, their full disks, and its backups. */
export class CitySide {
  readonly #parts: CityParts;
  /** Of the harness itself: nothing happens to it. */
  readonly database: Database;
  /** Serves the beginning and the end, and nothing happens to it. */
  #safe: City;
  #servers: readonly Server[] = [];
  #backup: Backup | null = null;
  readonly restored = { city_restored_told: 0, city_restored_untold: 0 };

  private constructor(parts: CityParts, database: Database, safe: City) {
    this.#parts = parts;
    this.database = database;
    this.#safe = safe;
  }

  static async start(seed: number, parts: CityParts): Promise<CitySide> {
    const { url, divisions, now } = parts;
    const database = await openDatabase({ url });
    const safe = await startCity(optionsOf(url), { logger: quiet, divisions, now });
    const side = new CitySide(parts, database, safe);
    try {
      for (let n = 0; n < SERVERS; n += 1) {
        const perils = new Perils(randomOf(seed, 100 + n), KILL_CHANCE, postgresFull);
        side.#servers = [...side.#servers, { perils, city: await side.#start(perils) }];
      }
      return side;
    } catch (error) {
      await side.close();
      throw error;
    }
  }

  async #start(perils: Perils, port = 0): Promise<City> {
    const { url, divisions, plant, now } = this.#parts;
    perils.stop();
    const between = (database: Database) => mortalDatabase(plantedDatabase(database, this.database, plant), perils);
    const city = await startCity(optionsOf(url, port), { logger: quiet, divisions, between, now });
    perils.arm();
    return city;
  }

  get safe(): City {
    return this.#safe;
  }

  get perils(): readonly Perils[] {
    return this.#servers.map(({ perils }) => perils);
  }

  /** Origin of one of the servers. */
  pick(random: Random): string {
    return random.pick(this.#servers).city.origin;
  }

  /**
   * Somebody at the city answers one of the groups that were left to it, and lets them be done anew or not. What cannot
   * be done now stays open. Resolves to whether one was answered.
   */
  async answerOne(random: Random): Promise<boolean> {
    const environment = { ...systemEnvironment, now: this.#parts.now };
    const handOvers = createHandOvers({ database: this.database, environment, divisions: this.#parts.divisions });
    const open = await handOvers.list();
    if (open.length === 0) return false;
    const answer = { id: random.pick(open).id, decidedBy: '市综治中心' };
    try {
      await (random.chance(0.6) ? handOvers.approve(answer) : handOvers.decline({ ...answer, words: '照现在的办' }));
      return true;
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'NOT_POSSIBLE_NOW') return false;
      throw error;
    }
  }

  async backUp(): Promise<void> {
    this.#backup = await backUp(this.database);
  }

  get hasBackup(): boolean {
    return this.#backup !== null;
  }

  /** The city comes back from its backup, whether anybody tells it or not (SYNC-11). */
  async restore(told: boolean): Promise<void> {
    const backup = this.#backup;
    if (!backup) throw new Error('there is no backup');
    const { url, divisions, now } = this.#parts;
    this.restored[told ? 'city_restored_told' : 'city_restored_untold'] += 1;
    await this.#safe.close();
    for (const { city } of this.#servers) await city.close();
    await restore(this.database, backup);
    if (told) await tellRestored({ url, data: '' }, now);
    this.#safe = await startCity(optionsOf(url, portOf(this.#safe)), { logger: quiet, divisions, now });
    for (const server of this.#servers) server.city = await this.#start(server.perils, portOf(server.city));
  }

  heal(): void {
    for (const { perils } of this.#servers) perils.stop();
  }

  async close(): Promise<void> {
    for (const { city } of this.#servers) await city.close();
    await this.#safe.close();
    await this.database.close();
  }
}

function optionsOf(url: string, port = 0) {
  return { url, data: '', host: '127.0.0.1', port };
}

const portOf = ({ origin }: City): number => Number(new URL(origin).port);
