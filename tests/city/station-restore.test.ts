import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEnrolment } from '../../center/enrolment.ts';
import { loadDivisions } from '../../center/resources.ts';
import { type DatabaseCommand, runCommand } from '../../city/commands.ts';
import { type City, startCity, tellRestored } from '../../city/start.ts';
import { errorTable } from '../../contract/errors.ts';
import { rebuildProjections } from '../../services/log/rebuild.ts';
import { projectRoot } from '../browser/project.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { expectAllAlike, headersOf } from './alike.ts';
import { enrolledStation, type TestStation } from './stations.ts';

const FEED = '410105';
const divisions = loadDivisions(join(projectRoot, 'resources'));
const logger = { error: () => undefined, info: () => undefined } as never;

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
}, 120_000);
afterAll(() => server?.stop());

/** Which databases the city runs on: of the embedded one a dump is a copy of its closed folder. */
const databases = ['PostgreSQL', 'PGlite'] as const;

for (const kind of databases) {
  describe(`with the city on ${kind}`, () => {
    let city: City;
    let at: { url: string; data: string } | { data: string };
    let folder: string;
    let stations: TestStation[];
    let a: TestStation;
    let oldCase: string;

    const start = async (): Promise<void> => {
      city = await startCity({ ...at, host: '127.0.0.1', port: 0 }, { logger, divisions });
      for (const station of stations) station.talkTo(city.origin);
    };
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'fengqiao-stations-'));
      stations = [];
      at = kind === 'PGlite' ? { data: join(folder, 'city') } : { url: await server.createDatabase(), data: '' };
      await start();
      a = await enrolledStation(city);
      stations = [a];
      oldCase = (await a.desk.register()).caseId;
      await synced(a);
    }, 60_000);
    afterEach(async () => {
      for (const station of stations) await station.close();
      await city.close();
      rmSync(folder, { recursive: true, force: true });
    });

    async function synced(station: TestStation): Promise<void> {
      expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
    }
    async function copyOf(station: TestStation): Promise<TestStation> {
      const copied = await station.copy();
      stations.push(copied);
      return copied;
    }
    const refused = (failure: string) => ({ outcome: 'failed', failure, pulled: 0 });
    const code = () => city.stations.makeCode(FEED, '金水区综治中心');
    const waiting = ({ desk }: TestStation) => desk.store.read(({ sync }) => sync.waitingCount());
    const noted = ({ desk }: TestStation, note: string) => desk.act(desk.clerk, oldCase, 'case.noted', { note });
    const stateAt = ({ desk }: TestStation, caseId: string) => desk.store.read(({ cases }) => cases.find(caseId));
    /** The machine breaks; what stays is the copy that was made of it before. */
    async function broke(station: TestStation): Promise<void> {
      stations = stations.filter((each) => each !== station);
      await station.close();
    }

    test('a station restored from an old backup asks for a code, takes its own back, and goes on in its next life (SYNC-14)', async () => {
      const restored = await copyOf(a);
      const { caseId } = await a.desk.register();
      await noted(a, '备份之后');
      await synced(a);
      const before = await stateAt(a, oldCase);
      await broke(a);
      expect(await restored.sync()).toMatchObject(refused(errorTable.CHAIN_BROKEN.message));
      expect(await stateAt(restored, caseId)).toBeNull();
      await restored.enrolAgain(await code());
      await synced(restored);
      expect(await stateAt(restored, oldCase)).toEqual(before);
      expect(await stateAt(restored, caseId)).not.toBeNull();
      await restored.desk.register();
      await synced(restored);
      const lives = (await headersOf(restored.desk.store)).map(({ incarnation }) => incarnation);
      expect([lives[0], lives.at(-1)]).toEqual([1, 2]);
      await expectAllAlike(city, stations);
    }, 60_000);

    test('one that was worked on offline before it synced loses none of it: both branches are at the city once (SYNC-14)', async () => {
      const restored = await copyOf(a);
      const lost = await a.desk.register();
      await noted(a, '备份之后');
      await synced(a);
      await broke(a);
      const own = await restored.desk.register();
      await noted(restored, '断网时');
      const acknowledged = (await headersOf(restored.desk.store)).map(({ id }) => id);
      expect(await restored.sync()).toMatchObject(refused(errorTable.CHAIN_BROKEN.message));
      expect(await waiting(restored)).toBe(2);
      await restored.enrolAgain(await code());
      await noted(restored, '接入之后');
      await synced(restored);
      await expectAllAlike(city, stations);
      const has = (await headersOf(restored.desk.store)).map(({ id }) => id);
      expect(has.slice(0, acknowledged.length)).toEqual(acknowledged);
      for (const { caseId } of [lost, own]) expect(await stateAt(restored, caseId)).not.toBeNull();
    }, 60_000);

    test('of a copied profile one machine goes on; the other is refused and told what to do, and what both did arrives (SYNC-14)', async () => {
      const copied = await copyOf(a);
      await noted(a, '原来的电脑');
      const other = await copied.desk.register();
      await synced(a);
      expect(await copied.sync()).toMatchObject(refused(errorTable.CHAIN_BROKEN.message));
      // The one that is not kept first: its work goes up, and it is put away. Then the one that is kept.
      await copied.enrolAgain(await code());
      await synced(copied);
      await noted(a, '又办了一笔');
      expect(await a.sync()).toMatchObject(refused(errorTable.STATION_REPLACED.message));
      await a.enrolAgain(await code());
      await synced(a);
      expect(await stateAt(a, other.caseId)).not.toBeNull();
      expect(await copied.sync()).toMatchObject(refused(errorTable.STATION_REPLACED.message));
      await expectAllAlike(city, [a]);
    }, 60_000);

    test('a new machine takes a broken one’s place by a code, and gets everything back that it may see (SYNC-14)', async () => {
      await a.desk.act(a.desk.clerk, oldCase, 'case.accepted');
      const { caseId } = await a.desk.register();
      await synced(a);
      const told = ({ desk }: TestStation) =>
        desk.store.read(async ({ settings, directory, cases }) => ({
          settings: await settings.settings(),
          staff: await directory.allStaff(),
          cases: [await cases.find(oldCase), await cases.find(caseId)],
        }));
      const before = await told(a);
      // What the city says of its stations comes by a feed of its own: between the others, and more of it.
      const own = async ({ desk }: TestStation) =>
        (await headersOf(desk.store)).filter(({ streamKind }) => streamKind !== 'station').map(({ id }) => id);
      const actions = await own(a);
      const machine = await a.successor();
      await broke(a);
      stations = [machine];
      await expect(machine.enrolAgain(await code())).rejects.toMatchObject({ code: 'ENROLMENT_REFUSED' });
      const [{ name = '' } = {}] = await city.database.query<{ name: string }>(
        'SELECT name FROM stations WHERE feed = $1',
        [FEED],
      );
      await expect(city.stations.makeSuccessorCode(FEED, '没有的站')).rejects.toThrow('没有叫');
      await machine.enrolAgain(await city.stations.makeSuccessorCode(FEED, name));
      await synced(machine);
      expect(await told(machine)).toEqual(before);
      expect(await own(machine)).toEqual(actions);
      await noted(machine, '新电脑');
      await machine.desk.register();
      await synced(machine);
      await expectAllAlike(city, stations);
      const restarted = await machine.desk.store.read(({ log }) => log.station());
      expect(restarted).toMatchObject({ stationId: machine.credentials.stationId, incarnation: 2 });
      await rebuildProjections(machine.desk);
      expect((await told(machine)).settings).toEqual(before.settings);
    }, 60_000);

    test('a station that was revoked is told so, sends nothing, and comes back by a new code with all that it did (SYNC-14)', async () => {
      await city.stations.revoke(FEED, a.credentials.stationId);
      await noted(a, '撤销之后');
      expect(await a.sync()).toMatchObject(refused(errorTable.STATION_UNKNOWN.message));
      await a.enrolAgain(await code());
      await synced(a);
      await expectAllAlike(city, stations);
    }, 60_000);

    test('an operator lists stations with their lives and last calls, and ends one by its name at once (SYNC-14)', async () => {
      const said: { line: Readonly<Record<string, unknown>>; words: string }[] = [];
      const asked = async (command: DatabaseCommand) => {
        said.length = 0;
        await runCommand({ ...city, divisions }, command, (line, words) => said.push({ line, words }));
        return said;
      };
      await a.enrolAgain(await code());
      await synced(a);
      const { stationId } = a.credentials;
      const entry = { type: 'station', feed: FEED, stationId, incarnation: 2, revokedAt: null };
      // The server writes what it noted of stations about once a second.
      const called = { lastPushAt: expect.any(Number), lastPullAt: expect.any(Number) };
      await expect
        .poll(async () => (await asked({ kind: 'list_stations' })).map(({ line }) => line), { timeout: 10_000 })
        .toMatchObject([{ ...entry, ...called }]);
      const [listed, ...others] = await asked({ kind: 'list_stations' });
      expect(listed?.words).toMatch(/第 2 次接入.*在用$/);
      expect(others).toEqual([]);
      const revoking = { kind: 'revoke_station', feed: FEED, station: '金水区综治中心' } as const;
      const [revoked] = await asked(revoking);
      expect(revoked?.line).toMatchObject({ type: 'station_revoked', stationId, wasRevoked: false });
      expect(await a.sync()).toMatchObject(refused(errorTable.STATION_UNKNOWN.message));
      expect((await asked({ kind: 'list_stations' }))[0]?.words).toContain('已撤销');
      expect((await asked({ ...revoking, station: stationId }))[0]?.line).toMatchObject({ wasRevoked: true });
    }, 60_000);

    test('the answer to a code may be lost: the same machine asks again, another does not get in by it (SYNC-14)', async () => {
      const once = await code();
      const asking = { code: once, stationId: a.credentials.stationId, incarnation: 1 };
      const key = createEnrolment();
      const first = await key.ask(a.client, city.origin, asking);
      expect(await key.ask(a.client, city.origin, asking)).toEqual(first);
      expect(first.incarnation).toBe(2);
      await expect(a.enrolAgain(once)).rejects.toMatchObject({ code: 'ENROLMENT_REFUSED' });
    });

    if (kind === 'PostgreSQL') {
      test('a city that was restored to before an enrolment knows the station by what it signed then (SYNC-11, SYNC-14)', async () => {
        const { url } = at as { url: string };
        await city.close();
        const copy = await server.createDatabase(url);
        await start();
        const late = await enrolledStation(city);
        stations.push(late);
        const { caseId } = await late.desk.register();
        await synced(late);
        await a.enrolAgain(await code());
        await noted(a, '第二次启用');
        await synced(a);
        await city.close();
        at = { url: copy, data: '' };
        await tellRestored(at);
        await start();
        await late.desk.register();
        await synced(late);
        await synced(a);
        expect(await stateAt(late, caseId)).not.toBeNull();
        await expectAllAlike(city, stations);
      }, 60_000);
    }
  });
}
