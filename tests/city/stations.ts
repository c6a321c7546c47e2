import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCityClient, type HttpCityClient, type StationCredentials } from '../../center/city-client.ts';
import { createFileLine } from '../../center/city-files.ts';
import { createEnrolment } from '../../center/enrolment.ts';
import type { City } from '../../city/start.ts';
import { cityVersions } from '../../city/sync/push.ts';
import { createFileRound } from '../../services/files/transfer.ts';
import type { CityClient } from '../../services/sync/client.ts';
import { createRound, type RoundResult } from '../../services/sync/round.ts';
import { stationRoundStore } from '../../services/sync/station.ts';
import { passedOn } from '../../services/testing/passed-on.ts';
import { type DeskTemplate, newDeskTemplate, type TestDesk } from '../support/desk.ts';

/** A center with its store, enrolled with a city. */
export interface TestStation {
  readonly desk: TestDesk;
  /** A test may put another station's in their place. */
  readonly credentials: { -readonly [Field in keyof StationCredentials]: StationCredentials[Field] };
  /** The city that it talks to from now on. */
  talkTo(origin: string): void;
  readonly client: HttpCityClient;
  sync(): Promise<RoundResult>;
  /** Enrols anew by a code, as IT does at the page (SYNC-14). */
  enrolAgain(code: string): Promise<void>;
  /** Another machine with a copy of this one's data as they are now, and of its key. */
  copy(): Promise<TestStation>;
  /** A new machine without any data, to take this one's place by a code (SYNC-14). */
  successor(): Promise<TestStation>;
  /** One round of files (SYNC-8). */
  syncFiles(): Promise<RoundResult>;
  close(): Promise<void>;
}

export interface StationOptions {
  readonly feed?: string;
  /** What the city calls it. */
  readonly name?: string;
  /** The street or community that it looks after; the whole district unless it is given. */
  readonly place?: string;
  /** Stands between the station and the city. */
  readonly fetch?: typeof globalThis.fetch;
}

/** A fresh center that has enrolled with the city by a code of its own. */
export async function enrolledStation(city: City, options: StationOptions = {}): Promise<TestStation> {
  const { feed = '410105', name = '金水区综治中心', place = null } = options;
  const template = await newDeskTemplate();
  const desk = await template.open();
  const { stationId, incarnation } = await desk.store.read(({ log }) => log.station());
  const station = stationOn(template, desk, city.origin, { feed, stationId, incarnation, privateKey: '' }, options);
  await station.enrolAgain(await city.stations.makeCode(feed, name, place));
  return station;
}

function stationOn(
  template: DeskTemplate,
  desk: TestDesk,
  at: string,
  credentials: TestStation['credentials'],
  { fetch }: StationOptions,
): TestStation {
  let origin = at;
  const clientOf = () => createCityClient({ origin, credentials: () => credentials, ...(fetch ? { fetch } : {}) });
  let client = clientOf();
  const stop = new AbortController();
  const round = createRound({
    store: stationRoundStore(desk, { feed: credentials.feed }),
    client: passedOn<CityClient>(() => client),
    versions: cityVersions,
    now: () => Date.now(),
  });
  return {
    desk,
    credentials,
    get client() {
      return client;
    },
    talkTo(other) {
      origin = other;
      client = clientOf();
    },
    sync: () => round(stop.signal),
    async enrolAgain(code) {
      const own = await desk.store.read(({ log }) => log.station());
      const { stationId, incarnation, privateKey, enrolment, suite } = await createEnrolment().ask(client, origin, {
        code,
        ...own,
        isEmpty: (await desk.store.read(({ settings }) => settings.settings())) === null,
      });
      desk.writing.suite = suite ?? 'standard';
      Object.assign(credentials, { stationId, incarnation, privateKey, enrolment });
      await desk.store.write(({ sync }) => sync.beginIncarnation({ stationId, incarnation }));
      client = clientOf();
    },
    async successor() {
      const folder = mkdtempSync(join(tmpdir(), 'fengqiao-new-'));
      const fresh = await template.open(join(folder, 'center.db'));
      const own = { ...(await fresh.store.read(({ log }) => log.station())), feed: credentials.feed, privateKey: '' };
      const machine = stationOn(template, fresh, origin, own, fetch ? { fetch } : {});
      const close = async () => {
        await machine.desk.store.remove();
        rmSync(folder, { recursive: true, force: true });
      };
      return Object.assign(machine, { close });
    },
    async copy() {
      const folder = mkdtempSync(join(tmpdir(), 'fengqiao-copy-'));
      const path = join(folder, 'center.db');
      for (const part of ['', '-wal']) {
        if (existsSync(desk.store.path + part)) copyFileSync(desk.store.path + part, path + part);
      }
      const copied = stationOn(template, await template.open(path), origin, { ...credentials }, fetch ? { fetch } : {});
      const close = async () => {
        await copied.desk.store.remove();
        rmSync(folder, { recursive: true, force: true });
      };
      return Object.assign(copied, { close });
    },
    // Made anew each time, as after a restart: nothing of it is kept in memory.
    syncFiles: () =>
      createFileRound({
        store: desk.store,
        fileBytes: desk.fileBytes,
        line: createFileLine({ origin, client, credentials: () => credentials, ...(fetch ? { fetch } : {}) }),
        feed: credentials.feed,
        now: Date.now,
        random: Math.random,
      })(stop.signal),
    close: () => desk.store.remove(),
  };
}
