import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { type City, startCity, tellRestored } from '../../city/start.ts';
import { projectRoot } from '../browser/project.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { stateAt } from './handover-steps.ts';
import { enrolledStation, type TestStation } from './stations.ts';

export const GIVER = '410105';
export const RECEIVER = '410102';

/** Two centers of two districts and the city on PostgreSQL, fresh for each test. */
export interface TwoDistricts {
  readonly city: City;
  readonly giver: TestStation;
  readonly receiver: TestStation;
  /** Closed with the others, and follows the city when it moves. */
  add(station: TestStation): void;
  /** What the city's database holds now, put away: a name for {@link restore}. */
  backup(): Promise<string>;
  /** The city comes back as it was, and is told so (SYNC-11). */
  restore(from: string): Promise<void>;
  /** A complete round of each in turn. */
  sync(...of: readonly TestStation[]): Promise<void>;
}

/** For tests only: says to the runner what to open before each test of the file. Errors of the city fail the file. */
export function openTwoDistricts(): TwoDistricts {
  const divisions = loadDivisions(join(projectRoot, 'resources'));
  const errors: unknown[] = [];
  const logger = { error: (entry: unknown) => void errors.push(entry), info: () => undefined } as never;
  let server: PostgresServer;
  let folder: string;
  let url: string;
  let city: City;
  let stations: TestStation[];

  async function start(of: string): Promise<void> {
    url = of;
    city = await startCity({ url, data: '', files: folder, host: '127.0.0.1', port: 0 }, { logger, divisions });
    for (const station of stations) station.talkTo(city.origin);
  }
  async function sync(...of: readonly TestStation[]): Promise<void> {
    for (const station of of) expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
  }
  const stationAt = (index: number): TestStation => {
    const station = stations[index];
    if (!station) throw new Error('the test has not begun');
    return station;
  };

  beforeAll(async () => {
    server = await startPostgres();
    folder = mkdtempSync(join(tmpdir(), 'fengqiao-two-districts-'));
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
    expect(errors).toEqual([]);
  });
  beforeEach(async () => {
    stations = [];
    await start(await server.createDatabase());
    stations.push(await enrolledStation(city, { feed: GIVER, name: '金水区综治中心' }));
    stations.push(await enrolledStation(city, { feed: RECEIVER, name: '中原区综治中心' }));
    await sync(...stations);
  }, 120_000);
  afterEach(async () => {
    for (const station of stations) await station.close();
    await city.close();
  });

  return {
    get city() {
      return city;
    },
    get giver() {
      return stationAt(0);
    },
    get receiver() {
      return stationAt(1);
    },
    add: (station) => void stations.push(station),
    sync,
    async backup() {
      await city.close();
      const copy = await server.createDatabase(url);
      await start(url);
      return copy;
    },
    async restore(from) {
      await city.close();
      const fresh = await server.createDatabase(from);
      await tellRestored({ url: fresh, data: '' });
      await start(fresh);
    },
  };
}

/** All of these show the case, and show the same. */
export async function expectSame(caseId: string, ...of: readonly TestStation[]): Promise<void> {
  const [first, ...others] = await Promise.all(of.map((station) => stateAt(station, caseId)));
  expect(first).not.toBeNull();
  for (const other of others) expect(other).toEqual(first);
}
