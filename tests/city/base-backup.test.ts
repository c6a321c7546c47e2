import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkCity } from '../../city/history/kept-check.ts';
import { type City, startCity, tellRestored } from '../../city/start.ts';
import { systemEnvironment } from '../../services/environment.ts';
import { findInstallation, Installation, type RunningServer } from '../support/postgres-installation.ts';
import { expectAllAlike, rowsOf } from './alike.ts';
import { enrolledStation, type TestStation } from './stations.ts';
import { syncAll, testDivisions } from './test-city.ts';

/**
 * The steps of docs/backup.md for a city on a PostgreSQL server, with its own tools: `pg_basebackup`, the archive of its
 * WAL, and the way back, to the backup itself and to a moment after it.
 */

const logger = { error: () => undefined, info: () => undefined };
const bin = findInstallation();

/** Time stamps of commits are those of the server; what is to be on the other side of the moment is this far from it. */
const APART_MS = 1_500;

if (bin === null)
  test.skip('not covered here: this machine has no PostgreSQL 15 or newer with pg_basebackup (FENGQIAO_POSTGRES_BIN)', () =>
    undefined);
else
  describe('a city on a PostgreSQL server that is backed up by its own tools (SYNC-11, LOG-12)', () => {
    let whole: Installation;
    let archive: string;
    let backup: string;
    let server: RunningServer;
    let city: City | null = null;
    let station: TestStation;

    beforeAll(async () => {
      whole = new Installation(bin);
      archive = whole.newFolder('archive');
      backup = whole.newFolder('backup');
      const data = whole.newFolder('data');
      whole.run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '--encoding=UTF8', '--locale=C.UTF-8');
      appendFileSync(
        join(data, 'postgresql.conf'),
        `archive_mode = on\narchive_command = 'test ! -f ${archive}/%f && cp %p ${archive}/%f'\n`,
      );
      server = await whole.start(data);
      city = await cityOn(server.url);
      station = await enrolledStation(city);
    }, 120_000);
    afterAll(async () => {
      await station?.close();
      await city?.close();
      whole?.close();
    });

    const cityOn = (url: string): Promise<City> =>
      startCity({ url, data: whole.folder, host: '127.0.0.1', port: 0 }, { logger, divisions: testDivisions });

    async function work(cases: number): Promise<void> {
      for (let n = 0; n < cases; n += 1) await station.desk.register();
      await syncAll(station);
    }

    /** As the page says: unpacked, proved by its manifest, then told where its WAL is and how far to go. */
    async function restored(name: string, until: string | null): Promise<RunningServer> {
      const data = whole.newFolder(name);
      whole.run('tar', '-xzf', join(backup, 'base.tar.gz'), '-C', data);
      whole.run('tar', '-xzf', join(backup, 'pg_wal.tar.gz'), '-C', join(data, 'pg_wal'));
      whole.run('pg_verifybackup', '-m', join(backup, 'backup_manifest'), data);
      // The restored server is another one: it must not write into the archive of the first.
      const settings = ['archive_mode = off'];
      if (until !== null) {
        settings.push(`restore_command = 'cp ${archive}/%f %p'`, `recovery_target_time = '${until}'`);
        settings.push(`recovery_target_action = 'promote'`);
        writeFileSync(join(data, 'recovery.signal'), '');
      }
      appendFileSync(join(data, 'postgresql.conf'), settings.map((setting) => `${setting}\n`).join(''));
      const started = await whole.start(data);
      // It can be read before it is where it should be, and written only then.
      const client = new pg.Client(started.url);
      await client.connect();
      const recovering = 'SELECT pg_is_in_recovery() AS recovering';
      await expect.poll(async () => (await client.query(recovering)).rows[0].recovering).toBe(false);
      await client.end();
      return started;
    }

    /** The city on the restored server, as it is before anybody talks to it: whole, and told that it was restored. */
    async function expectWhole(url: string, ids: readonly string[]): Promise<City> {
      const epoch = await tellRestored({ url, data: whole.folder });
      const back = await cityOn(url);
      expect((await rowsOf(back)).map(({ id }) => id)).toEqual(ids);
      const check = { database: back.database, environment: systemEnvironment };
      expect(await checkCity(check)).toMatchObject({ found: 0, actions: expect.any(Number) });
      const [row] = await back.database.query<{ epoch: string }>('SELECT epoch::text AS epoch FROM server');
      expect(row?.epoch).toBe(epoch);
      return back;
    }

    test('comes back to the backup, and to a moment after it; the stations are told anew and give back the rest', async () => {
      await work(3);
      whole.run('pg_basebackup', '-d', server.url, '-D', backup, '-Ft', '-z', '-X', 'stream', '-c', 'fast');
      const atBackup = (await rowsOf(city!)).map(({ id }) => id);

      await work(2);
      const atMoment = (await rowsOf(city!)).map(({ id }) => id);
      await wait(APART_MS);
      const [moment] = await city!.database.query<{ at: string }>(`SELECT now()::text AS at`);
      await wait(APART_MS);
      // What went wrong came after the moment.
      await work(1);
      const all = await rowsOf(city!);
      await city!.database.query('SELECT pg_switch_wal()');
      const archived = 'SELECT last_archived_wal IS NOT NULL AND failed_count = 0 AS done FROM pg_stat_archiver';
      await expect.poll(async () => (await city!.database.query<{ done: boolean }>(archived))[0]?.done).toBe(true);
      await wait(APART_MS);
      await city?.close();
      server.stop();

      const bare = await restored('bare', null);
      await (await expectWhole(bare.url, atBackup)).close();
      bare.stop();

      server = await restored('moment', moment?.at ?? '');
      city = await expectWhole(server.url, atMoment);
      station.talkTo(city.origin);
      expect(all.length).toBeGreaterThan(atMoment.length);
      await syncAll(station);
      await syncAll(station);
      await expectAllAlike(city, [station]);
      const [brought] = await city.database.query<{ count: number }>('SELECT count(*)::int AS count FROM readmissions');
      expect(brought?.count).toBe(all.length - atMoment.length);
      await work(1);
      expect(await checkCity({ database: city.database, environment: systemEnvironment })).toMatchObject({ found: 0 });
    }, 180_000);
  });
