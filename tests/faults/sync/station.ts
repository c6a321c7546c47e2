import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCityClient, type HttpCityClient, type StationCredentials } from '../../../center/city-client.ts';
import { createEnrolment } from '../../../center/enrolment.ts';
import type { Random } from '../../../center/sample/random.ts';
import { cityVersions } from '../../../city/sync/push.ts';
import { ServiceError } from '../../../contract/errors.ts';
import { doubtNumbers } from '../../../services/numbers/doubt.ts';
import { createRound, type RoundResult } from '../../../services/sync/round.ts';
import { stationRoundStore } from '../../../services/sync/station.ts';
import type { TestDesk } from '../../support/desk.ts';
import { asksForCode } from './asks-for-code.ts';
import { type Hands, handsOf } from './hands.ts';
import type { Office } from './history.ts';
import { badLine, type Line } from './line.ts';
import { movingClient } from './moving-client.ts';
import type { CenterParts } from './parts.ts';
import { Killed, mortalStore, Perils, sqliteFull } from './perils.ts';
import { type Plant, plantedClient, plantedRoundStore } from './plants.ts';
import { copyStore } from './store-copy.ts';

/** The chance that the service dies at one commit of a desk, and of a round of sync. */
const DESK_KILL_CHANCE = 0.02;
const ROUND_KILL_CHANCE = 0.07;
/** The chance that whoever waited for a service that died tries the same once more. */
const AGAIN_CHANCE = 0.7;

export interface StationParts {
  readonly center: CenterParts;
  /** Of the server that it talks to first. */
  readonly origin: string;
  readonly random: Random;
  readonly plant: Plant | null;
  /** What true clocks show. */
  readonly time: { readonly now: number };
}

/** What a backup of a machine's folder has: the store's files, and who the station was. */
interface Backup {
  readonly path: string;
  readonly credentials: StationCredentials;
}

/** A center in the harness: its desk, its bad line, its disk, its backups and its deaths. */
export class FaultStation implements Office {
  readonly #parts: StationParts;
  readonly #line: Line;
  readonly #folders: string[] = [];
  #enrolment = createEnrolment();
  readonly perils: Perils;
  #desk: TestDesk;
  #credentials: StationCredentials;
  #backup: Backup | null = null;
  #round: (signal: AbortSignal) => Promise<RoundResult>;
  #consents = false;
  origin: string;
  /** How far its clock is wrong, in ms. */
  clockError = 0;
  deaths = 0;
  /** Pulls that stopped to ask a person (SYNC-12). */
  halts = 0;
  /** Its data are an old backup's, or another machine has them, too. */
  isBranched = false;
  /** It never met a city before that: numbers that it gives may have been given, and it cannot know (SYNC-15). */
  isBlind = false;
  /** The life until whose end it stays so. */
  blindLife = 0;
  /** The last round said that it must be enrolled anew. */
  needsCode = false;

  private constructor(parts: StationParts, perils: Perils, desk: TestDesk, credentials: StationCredentials) {
    this.#parts = parts;
    this.perils = perils;
    this.#desk = desk;
    this.#credentials = credentials;
    this.#line = badLine(parts.random);
    this.origin = parts.origin;
    this.#round = this.#newRound();
  }

  /** A fresh center that enrols by the code; nothing happens to it before it has. */
  static async enrol(parts: StationParts, code: string): Promise<FaultStation> {
    const perils = new Perils(parts.random, DESK_KILL_CHANCE, sqliteFull);
    const desk = await parts.center.template.open(undefined, (store) => mortalStore(store, perils));
    const { stationId, incarnation } = await desk.store.read(({ log }) => log.station());
    const credentials = { feed: parts.center.feed, stationId, incarnation, privateKey: '' };
    const station = new FaultStation(parts, perils, desk, credentials);
    await station.enrolAnew(code);
    station.#expose();
    return station;
  }

  /** Another machine with a copy of this one's data as they are now, and of its key. */
  async copy(random: Random): Promise<FaultStation> {
    const { path, credentials } = this.#copied();
    const perils = new Perils(random, DESK_KILL_CHANCE, sqliteFull);
    const desk = await this.#parts.center.template.open(path, (store) => mortalStore(store, perils));
    const twin = new FaultStation({ ...this.#parts, random }, perils, desk, credentials);
    twin.origin = this.origin;
    twin.readClock();
    await twin.#lieElsewhere();
    twin.#expose();
    this.isBranched = true;
    // Neither has met a city: both may be let in as this life, and get one block of numbers (SYNC-15).
    if (twin.isBlind || this.isBlind) {
      for (const each of [this, twin]) Object.assign(each, { isBlind: true, blindLife: credentials.incarnation });
    }
    return twin;
  }

  #expose(): void {
    this.perils.arm();
    this.#line.break();
  }

  /** The program starts on files that lie elsewhere than they did (center/store-place.ts). */
  async #lieElsewhere(): Promise<void> {
    this.isBranched = true;
    this.perils.stop();
    if ((await doubtNumbers(this.#desk.store, this.#desk.environment)) !== 'alone') return;
    // Numbers that it gave since, and never sent, nobody knows: its first block goes on behind what it has (SYNC-15).
    this.isBlind = true;
    this.blindLife = this.#credentials.incarnation;
  }

  get desk(): TestDesk {
    return this.#desk;
  }

  get center(): CenterParts {
    return this.#parts.center;
  }

  get mediatorId(): string {
    return this.#desk.mediator.staffId;
  }

  readClock(): void {
    this.#desk.clock.now = this.#parts.time.now + this.clockError;
  }

  get lineFaults(): Line['happened'] {
    return this.#line.happened;
  }

  #client(): HttpCityClient {
    return createCityClient({
      origin: this.origin,
      credentials: () => this.#credentials,
      fetch: this.#line.fetch,
    });
  }

  #newRound(): (signal: AbortSignal) => Promise<RoundResult> {
    const { center, plant } = this.#parts;
    let held = { origin: this.origin, client: this.#client() };
    const current = () => {
      if (held.origin !== this.origin) held = { origin: this.origin, client: this.#client() };
      return held.client;
    };
    const desk = this.#desk;
    return createRound({
      store: plantedRoundStore(
        stationRoundStore(desk, { feed: center.feed, consented: () => this.#consents }),
        desk.store,
        plant,
      ),
      client: plantedClient(movingClient(current), plant),
      versions: cityVersions,
      now: () => desk.clock.now,
      elapsed: () => this.#parts.time.now,
    });
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
    const result = await this.#survive(async () => {
      await this.#become();
      return this.#round(new AbortController().signal);
    });
    this.perils.chance = DESK_KILL_CHANCE;
    if (result === 'died' || result === null) return null;
    if (result.outcome === 'halted') this.halts += 1;
    if (result.outcome === 'complete' && this.#credentials.incarnation > this.blindLife) this.isBlind = false;
    this.needsCode = asksForCode(result.failure);
    return result;
  }

  /**
   * Somebody types in a code at the page: from then on the station is this machine (SYNC-14). `again`: no answer came,
   * and the same code will do.
   */
  async enrolAnew(code: string): Promise<'enrolled' | 'refused' | 'again'> {
    const outcome = await this.#survive(async () => {
      const now = await this.#desk.store.read(({ log }) => log.station());
      try {
        const enrolled = await this.#enrolment.ask(this.#client(), this.origin, { code, ...now });
        const { feed, stationId, incarnation, privateKey, enrolment } = enrolled;
        this.#credentials = { feed, stationId, incarnation, privateKey, ...(enrolment ? { enrolment } : {}) };
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        return error.code === 'ENROLMENT_REFUSED' ? 'refused' : 'again';
      }
      this.needsCode = false;
      this.#round = this.#newRound();
      await this.#become();
      return 'enrolled';
    });
    // Whatever the death has left is found at the next start.
    return outcome === 'died' || outcome === null ? 'again' : outcome;
  }

  /** The next life begins in the store, too, wherever the key has it and the store has not yet. */
  async #become(): Promise<void> {
    const { stationId, incarnation } = this.#credentials;
    const now = await this.#desk.store.read(({ log }) => log.station());
    if (now.incarnation >= incarnation) return;
    await this.#desk.store.write(({ sync }) => sync.beginIncarnation({ stationId, incarnation }));
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

  /** The files of the store as a kill would leave them now, in a folder of their own. */
  #copied(): Backup {
    const folder = mkdtempSync(join(tmpdir(), 'fengqiao-faults-'));
    this.#folders.push(folder);
    return { path: copyStore(this.#desk.store.path, folder), credentials: this.#credentials };
  }

  /** The service dies, and opens its store anew from the files as a kill leaves them. */
  async kill(): Promise<void> {
    this.deaths += 1;
    this.#enrolment = createEnrolment();
    await this.#openInstead(this.#copied().path);
  }

  async #openInstead(path: string): Promise<void> {
    await this.#desk.store.remove();
    this.#desk = await this.#parts.center.template.open(path, (store) => mortalStore(store, this.perils));
    this.readClock();
    this.#round = this.#newRound();
  }

  backUp(): void {
    this.#backup = this.#copied();
  }

  get hasBackup(): boolean {
    return this.#backup !== null;
  }

  /** The machine comes back from its backup: an older log, and the key of then. */
  async restore(): Promise<void> {
    const backup = this.#backup;
    if (!backup) throw new Error('there is no backup');
    this.#backup = null;
    this.#credentials = backup.credentials;
    await this.#openInstead(backup.path);
    await this.#lieElsewhere();
    this.perils.arm();
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
