import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCityClient, type StationCredentials } from '../../../center/city-client.ts';
import type { Random } from '../../../center/sample/random.ts';
import type { City } from '../../../city/start.ts';
import { cityVersions } from '../../../city/sync/push.ts';
import { ServiceError } from '../../../contract/errors.ts';
import { createRound, type RoundResult } from '../../../services/sync/round.ts';
import { stationRoundStore } from '../../../services/sync/station.ts';
import type { DeskTemplate, TestDesk } from '../../support/desk.ts';
import { type Hands, handsOf } from './hands.ts';
import type { Office } from './history.ts';
import { badLine, type Line } from './line.ts';
import { Killed, mortalStore, Perils, sqliteFull } from './perils.ts';
import { type Plant, plantedClient, plantedRoundStore } from './plants.ts';

/** The chance that the service dies at one commit of a desk, and of a round of sync. */
const DESK_KILL_CHANCE = 0.02;
const ROUND_KILL_CHANCE = 0.07;
/** The chance that whoever waited for a service that died tries the same once more. */
const AGAIN_CHANCE = 0.7;

export interface StationParts {
  readonly template: DeskTemplate;
  readonly city: City;
  readonly feed: string;
  readonly random: Random;
  readonly plant: Plant | null;
  /** What true clocks show. */
  readonly time: { readonly now: number };
}

/** A center in the harness: its desk, its bad line, its disk and its deaths. */
export class FaultStation implements Office {
  readonly #parts: StationParts;
  readonly #line: Line;
  readonly #folders: string[] = [];
  readonly perils: Perils;
  #desk: TestDesk;
  #credentials: StationCredentials | null = null;
  #round: (signal: AbortSignal) => Promise<RoundResult>;
  #consents = false;
  origin: string;
  /** How far its clock is wrong, in ms. */
  clockError = 0;
  deaths = 0;
  /** Pulls that stopped to ask a person (SYNC-12). */
  halts = 0;

  private constructor(parts: StationParts, perils: Perils, desk: TestDesk) {
    this.#parts = parts;
    this.perils = perils;
    this.#desk = desk;
    this.#line = badLine(parts.random);
    this.origin = parts.city.origin;
    this.#round = this.#newRound();
  }

  static async enrol(parts: StationParts): Promise<FaultStation> {
    const { template, city, feed } = parts;
    const perils = new Perils(parts.random, DESK_KILL_CHANCE, sqliteFull);
    const desk = await template.open(undefined, (store) => mortalStore(store, perils));
    const station = new FaultStation(parts, perils, desk);
    const { stationId, incarnation } = await desk.store.read(({ log }) => log.station());
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
    perils.arm();
    station.#line.break();
    return station;
  }

  get desk(): TestDesk {
    return this.#desk;
  }

  readClock(): void {
    this.#desk.clock.now = this.#parts.time.now + this.clockError;
  }

  get lineFaults(): Line['happened'] {
    return this.#line.happened;
  }

  #newRound(): (signal: AbortSignal) => Promise<RoundResult> {
    const { feed, plant } = this.#parts;
    const client = () =>
      createCityClient({ origin: this.origin, credentials: () => this.#credentials, fetch: this.#line.fetch });
    let held = { origin: this.origin, client: client() };
    const current = () => {
      if (held.origin !== this.origin) held = { origin: this.origin, client: client() };
      return held.client;
    };
    const desk = this.#desk;
    return createRound({
      store: plantedRoundStore(stationRoundStore(desk, { feed, consented: () => this.#consents }), desk.store, plant),
      client: plantedClient(
        {
          hello: (signal) => current().hello(signal),
          push: (input, signal) => current().push(input, signal),
          pull: (input, signal) => current().pull(input, signal),
          offer: (input, signal) => current().offer(input, signal),
          giveBack: (input, signal) => current().giveBack(input, signal),
          settle: (input, signal) => current().settle(input, signal),
          reserve: (input, signal) => current().reserve(input, signal),
        },
        plant,
      ),
      versions: cityVersions,
      now: () => desk.clock.now,
    });
  }

  get mediatorId(): string {
    return this.#desk.mediator.staffId;
  }

  async do<Result>(work: (hands: Hands) => Promise<Result>): Promise<Result | null> {
    for (;;) {
      const result = await this.#survive(() => work(handsOf(this.#desk)));
      if (result !== 'died') return result;
      if (!this.#parts.random.chance(AGAIN_CHANCE)) return null;
    }
  }

  /** One round; null where the service died in it, or had no room to note how it went. */
  async sync(): Promise<RoundResult | null> {
    // Somebody looks at what a halted pull would take away, sooner or later.
    this.#consents = this.#parts.random.chance(0.3);
    this.perils.chance = ROUND_KILL_CHANCE;
    const result = await this.#survive(() => this.#round(new AbortController().signal));
    this.perils.chance = DESK_KILL_CHANCE;
    if (result === 'died' || result === null) return null;
    if (result.outcome === 'halted') this.halts += 1;
    return result;
  }

  async #survive<Result>(work: () => Promise<Result>): Promise<Result | null | 'died'> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'DISK_FULL') return null;
      if (!(error instanceof Killed)) throw error;
      await this.kill();
      return 'died';
    }
  }

  /** The service dies, and opens its store anew from the files as a kill leaves them. */
  async kill(): Promise<void> {
    this.deaths += 1;
    const folder = mkdtempSync(join(tmpdir(), 'fengqiao-faults-'));
    this.#folders.push(folder);
    const path = join(folder, 'center.db');
    const dead = this.#desk;
    for (const part of ['', '-wal']) {
      if (existsSync(dead.store.path + part)) copyFileSync(dead.store.path + part, path + part);
    }
    await dead.store.remove();
    this.#desk = await this.#parts.template.open(path, (store) => mortalStore(store, this.perils));
    this.readClock();
    this.#round = this.#newRound();
  }

  /** From now on nothing happens to it any more. */
  async heal(origin: string): Promise<void> {
    this.perils.stop();
    await this.#line.heal();
    this.origin = origin;
  }

  async close(): Promise<void> {
    await this.#desk.store.remove();
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }
}
