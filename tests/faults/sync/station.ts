import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCityClient, type StationCredentials } from '../../../center/city-client.ts';
import type { Random } from '../../../center/sample/random.ts';
import type { City } from '../../../city/start.ts';
import { cityVersions } from '../../../city/sync/push.ts';
import { createRound, type RoundResult } from '../../../services/sync/round.ts';
import { stationRoundStore } from '../../../services/sync/station.ts';
import type { DeskTemplate, TestDesk } from '../../support/desk.ts';
import { Killed, type Kills, mortalStore } from './kills.ts';
import { badLine, type Line } from './line.ts';
import { type Plant, planted } from './plants.ts';

/** The chance that the service dies at one commit of a round. */
const KILL_CHANCE = 0.04;

/** A center in the harness: its desk, its bad line, and its deaths. */
export class FaultStation {
  readonly #template: DeskTemplate;
  readonly #random: Random;
  readonly #line: Line;
  readonly #plant: Plant | null;
  readonly #kills: Kills[] = [];
  readonly #folders: string[] = [];
  #desk: TestDesk;
  #healthy = false;
  #credentials: StationCredentials | null = null;
  #round: (signal: AbortSignal) => Promise<RoundResult>;
  origin: string;
  deaths = 0;

  private constructor(template: DeskTemplate, desk: TestDesk, origin: string, random: Random, plant: Plant | null) {
    this.#template = template;
    this.#plant = plant;
    this.#desk = desk;
    this.#random = random;
    this.#line = badLine(random);
    this.origin = origin;
    this.#round = this.#newRound();
  }

  static async enrol(
    template: DeskTemplate,
    city: City,
    feed: string,
    random: Random,
    plant: Plant | null,
  ): Promise<FaultStation> {
    const station = new FaultStation(template, await template.open(), city.origin, random, plant);
    const { stationId, incarnation } = await station.desk.store.read(({ log }) => log.station());
    const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'der' },
    });
    station.#credentials = { feed, stationId, incarnation, privateKey };
    await createCityClient({ origin: city.origin, credentials: () => null }).enrol({
      code: await city.stations.makeCode(feed, '演练站'),
      stationId,
      incarnation,
      publicKey: publicKey.toString('base64'),
    });
    return station;
  }

  get desk(): TestDesk {
    return this.#desk;
  }

  get lineFaults(): Line['happened'] {
    return this.#line.happened;
  }

  get kills(): readonly Kills[] {
    return this.#kills;
  }

  #newRound(): (signal: AbortSignal) => Promise<RoundResult> {
    const { store, kills } = mortalStore(this.#desk.store, this.#random, KILL_CHANCE);
    if (!this.#healthy) kills.arm();
    this.#kills.push(kills);
    const client = () =>
      createCityClient({ origin: this.origin, credentials: () => this.#credentials, fetch: this.#line.fetch });
    let held = { origin: this.origin, client: client() };
    const current = () => {
      if (held.origin !== this.origin) held = { origin: this.origin, client: client() };
      return held.client;
    };
    return createRound({
      store: stationRoundStore({ ...this.#desk, store }, { feed: this.#credentials?.feed ?? '410105' }),
      client: planted(
        {
          hello: (signal) => current().hello(signal),
          push: (input, signal) => current().push(input, signal),
          pull: (input, signal) => current().pull(input, signal),
        },
        this.#plant,
      ),
      versions: cityVersions,
      now: () => this.#desk.clock.now,
    });
  }

  /** One round; a death in it is followed by a new start from what the disk has. Null where it died. */
  async sync(): Promise<RoundResult | null> {
    try {
      return await this.#round(new AbortController().signal);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.deaths += 1;
      await this.restart();
      return null;
    }
  }

  /** Opens the store anew from the files as a kill leaves them. */
  async restart(): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'fengqiao-faults-'));
    this.#folders.push(folder);
    const path = join(folder, 'center.db');
    const dead = this.#desk;
    for (const part of ['', '-wal']) {
      if (existsSync(dead.store.path + part)) copyFileSync(dead.store.path + part, path + part);
    }
    const { now } = dead.clock;
    await dead.store.remove();
    this.#desk = await this.#template.open(path);
    this.#desk.clock.now = now;
    this.#round = this.#newRound();
  }

  /** From now on nothing happens to it any more. */
  heal(origin: string): void {
    this.#healthy = true;
    this.#line.heal();
    for (const kills of this.#kills) kills.stop();
    this.origin = origin;
  }

  async close(): Promise<void> {
    await this.#desk.store.remove();
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }
}
