import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { openDatabase } from '../../city/db/database.ts';
import { type City, startCity, tellRestored } from '../../city/start.ts';
import { projectRoot } from '../browser/project.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { enrolledStation, type StationOptions, type TestStation } from './stations.ts';

export const cityKinds = ['PostgreSQL', 'PGlite'] as const;
export type CityKind = (typeof cityKinds)[number];

export const testDivisions = loadDivisions(join(projectRoot, 'resources'));

/**
 * For tests only: one city after the other, each on a database of its own, real PostgreSQL or embedded, with the stations
 * that enrolled there. What a city says of errors is kept in `said`.
 */
export class TestCity {
  readonly said: unknown[] = [];
  readonly #server: PostgresServer;
  readonly #folder = mkdtempSync(join(tmpdir(), 'fengqiao-city-'));
  readonly #logger = { error: (entry: unknown) => void this.said.push(entry), info: () => undefined };
  #made = 0;
  #kind: CityKind = 'PostgreSQL';
  /** Of the database: its folder where it is embedded. */
  #address = '';
  #running: City | null = null;
  #stations: TestStation[] = [];

  private constructor(server: PostgresServer) {
    this.#server = server;
  }

  static async open(): Promise<TestCity> {
    return new TestCity(await startPostgres());
  }

  /** Whatever still runs ends, and nothing is left behind. */
  async close(): Promise<void> {
    await this.end();
    await this.#server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get city(): City {
    if (!this.#running) throw new Error('no city runs');
    return this.#running;
  }

  /** Of the city's files, whatever database it has. */
  get filesFolder(): string {
    return join(this.#folder, 'files');
  }

  get stations(): readonly TestStation[] {
    return this.#stations;
  }

  /** A new city on an empty database. */
  async begin(kind: CityKind): Promise<City> {
    this.said.length = 0;
    this.#kind = kind;
    this.#stations = [];
    return this.#start(kind === 'PGlite' ? this.#newFolder() : await this.#server.createDatabase());
  }

  async enrol(options: StationOptions = {}): Promise<TestStation> {
    const station = await enrolledStation(this.city, options);
    this.#stations.push(station);
    return station;
  }

  /** Ends the city and its stations. */
  async end(): Promise<void> {
    for (const station of this.#stations) await station.close();
    this.#stations = [];
    await this.#stop();
  }

  /** What the database holds now, put away. PostgreSQL copies a database that nobody uses. */
  async backup(): Promise<string> {
    if (this.city.database.dump) {
      const dump = `${this.#newFolder()}.tar.gz`;
      await this.city.database.dump(dump);
      return dump;
    }
    await this.#stop();
    const copy = await this.#server.createDatabase(this.#address);
    await this.#start(this.#address);
    return copy;
  }

  /** The city goes on from the backup, of which a copy stays for another time; told so, or unawares (SYNC-11). */
  async restore(from: string, told = true): Promise<void> {
    await this.#stop();
    const isEmbedded = this.#kind === 'PGlite';
    const fresh = isEmbedded ? this.#newFolder() : await this.#server.createDatabase(from);
    if (isEmbedded) await (await openDatabase({ folder: fresh, restoreFrom: from })).close();
    if (told) await tellRestored(this.#optionsOf(fresh));
    await this.#start(fresh);
  }

  async #start(address: string): Promise<City> {
    this.#address = address;
    const parts = { logger: this.#logger, divisions: testDivisions };
    const city = await startCity(
      { ...this.#optionsOf(address), files: this.filesFolder, host: '127.0.0.1', port: 0 },
      parts,
    );
    this.#running = city;
    for (const station of this.#stations) station.talkTo(city.origin);
    return city;
  }

  async #stop(): Promise<void> {
    await this.#running?.close();
    this.#running = null;
  }

  readonly #optionsOf = (of: string) => (this.#kind === 'PGlite' ? { data: of } : { url: of, data: '' });

  #newFolder(): string {
    this.#made += 1;
    return join(this.#folder, `city-${this.#made}`);
  }
}

/** A round of each in turn, in which everything goes through. */
export async function syncAll(...stations: readonly TestStation[]): Promise<void> {
  for (const station of stations) expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
}
