import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { type City, startCity, tellRestored } from '../../city/start.ts';
import { fileHashOf } from '../../services/documents/pdf-file.ts';
import { attachFile } from '../../services/files/attach.ts';
import { photoOf } from '../../services/files/testing.ts';
import { syncCorner } from '../../services/sync/sync-page.ts';
import { projectRoot } from '../browser/project.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { grantCase } from './granted-case.ts';
import { enrolledStation, type TestStation } from './stations.ts';

const FEED = '410105';
const divisions = loadDivisions(join(projectRoot, 'resources'));
const errors: unknown[] = [];
const logger = { error: (entry: unknown) => void errors.push(entry), info: () => undefined } as never;

let folder: string;
let server: PostgresServer;
let city: City;
let url: string;
let stations: TestStation[];

const files = () => join(folder, 'files');
async function start(of: string): Promise<void> {
  url = of;
  city = await startCity({ url, data: '', files: files(), host: '127.0.0.1', port: 0 }, { logger, divisions });
  for (const station of stations) station.talkTo(city.origin);
}

beforeEach(async () => {
  [stations, errors.length] = [[], 0];
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-files-restore-'));
  server = await startPostgres();
  await start(await server.createDatabase());
}, 120_000);
afterEach(async () => {
  for (const station of stations) await station.close();
  await city?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function newStation(): Promise<TestStation> {
  const station = await enrolledStation(city, { feed: FEED });
  stations.push(station);
  return station;
}

async function attach({ desk }: TestStation, caseId: string, text: string): Promise<string> {
  const found = await desk.store.read(({ cases }) => cases.find(caseId));
  const input = { actionId: desk.environment.newId(), caseId, kind: 'scene', name: '楼道.jpg' } as const;
  await attachFile(desk, desk.clerk, { ...input, baseRevision: found?.state.revision ?? 0, bytes: photoOf(text) });
  return fileHashOf(photoOf(text));
}

const pathOf = (hash: string) => join(files(), FEED, hash.slice(0, 2), hash);
const atCity = (text: string): boolean => {
  try {
    return readFileSync(pathOf(fileHashOf(photoOf(text)))).equals(photoOf(text));
  } catch {
    return false;
  }
};
const corner = ({ desk }: TestStation) =>
  syncCorner(desk.store, { city: { origin: city.origin, name: '市', feed: FEED }, needsConsent: false });

async function synced(station: TestStation): Promise<void> {
  expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
}
async function allSynced(station: TestStation): Promise<void> {
  await synced(station);
  expect(await station.syncFiles()).toMatchObject({ outcome: 'complete', failure: null });
  expect(await corner(station)).toMatchObject({ status: 'synced', waitingFiles: 0 });
}

/** A backup of the database and of the folder, of the same hour or each by itself. */
async function backup(): Promise<string> {
  await city.close();
  const copy = await server.createDatabase(url);
  cpSync(files(), join(folder, 'backup'), { recursive: true });
  await start(url);
  return copy;
}
async function restore(copy: string, { withFolder }: { readonly withFolder: boolean }): Promise<void> {
  await city.close();
  if (withFolder) {
    rmSync(files(), { recursive: true });
    cpSync(join(folder, 'backup'), files(), { recursive: true });
  }
  const fresh = await server.createDatabase(copy);
  await tellRestored({ url: fresh, data: '' });
  await start(fresh);
}

describe('a city on PostgreSQL that was restored from a backup (SYNC-11)', () => {
  test('gets back the files that it lacks before a station says 已同步, those of older rows too (SYNC-10)', async () => {
    const station = await newStation();
    const { caseId } = await station.desk.register();
    const first = await attach(station, caseId, '备份前');
    await allSynced(station);
    const copy = await backup();
    await attach(station, caseId, '备份后');
    await allSynced(station);
    await restore(copy, { withFolder: true });
    // The row came back with the database, and the folder is of an earlier hour.
    rmSync(pathOf(first));
    await synced(station);
    expect(await corner(station)).toMatchObject({ status: 'waiting', waitingFiles: 2 });
    expect([atCity('备份前'), atCity('备份后')]).toEqual([false, false]);
    expect(await station.syncFiles()).toMatchObject({ outcome: 'complete', pushed: 2 });
    expect([atCity('备份前'), atCity('备份后')]).toEqual([true, true]);
    expect((await corner(station)).status).toBe('synced');
    expect(errors).toEqual([]);
  }, 120_000);

  test('gets them from whoever has them, where the machine of their author is lost', async () => {
    const [author, other] = [await newStation(), await newStation()];
    const { caseId } = await author.desk.register();
    await allSynced(author);
    await grantCase(city, FEED, caseId, other);
    await allSynced(other);
    const copy = await backup();
    await attach(author, caseId, '别人的');
    await allSynced(author);
    await synced(other);
    expect(await other.syncFiles()).toMatchObject({ outcome: 'complete', pulled: 1 });
    await allSynced(other);
    await restore(copy, { withFolder: true });
    await synced(other);
    expect((await corner(other)).status).toBe('waiting');
    expect(await other.syncFiles()).toMatchObject({ outcome: 'complete', pushed: 1 });
    expect(atCity('别人的')).toBe(true);
    // The author comes after all, and finds nothing lacking.
    await synced(author);
    expect(await author.syncFiles()).toMatchObject({ outcome: 'complete', pushed: 0 });
    expect((await corner(author)).status).toBe('synced');
  }, 120_000);

  test('finds what its folder has and its rows have forgotten, and none of it travels again', async () => {
    const station = await newStation();
    const { caseId } = await station.desk.register();
    await allSynced(station);
    const copy = await backup();
    const whole = await attach(station, caseId, '还在');
    const damaged = await attach(station, caseId, '坏了');
    await allSynced(station);
    await restore(copy, { withFolder: false });
    writeFileSync(pathOf(damaged), 'not these bytes');
    await synced(station);
    expect(await station.syncFiles()).toMatchObject({ outcome: 'complete', pushed: 1 });
    expect([atCity('还在'), atCity('坏了')]).toEqual([true, true]);
    const rows = await city.database.query('SELECT hash, here FROM file_places ORDER BY hash');
    expect(rows).toEqual([whole, damaged].sort().map((hash) => ({ hash, here: true })));
    expect((await corner(station)).status).toBe('synced');
  }, 120_000);
});

describe('a city that loses bytes within an epoch (SYNC-8)', () => {
  test('gets them again from whoever asks: those that are gone, and those that turned out damaged', async () => {
    const [author, other] = [await newStation(), await newStation()];
    const { caseId } = await author.desk.register();
    const [gone, damaged] = [await attach(author, caseId, '没了'), await attach(author, caseId, '坏了')];
    await allSynced(author);
    rmSync(pathOf(gone));
    writeFileSync(pathOf(damaged), 'not these bytes');
    await grantCase(city, FEED, caseId, other);
    await synced(other);
    expect(await other.syncFiles()).toMatchObject({ outcome: 'complete', pulled: 0 });
    expect(await author.syncFiles()).toMatchObject({ outcome: 'complete', pushed: 2 });
    expect([atCity('没了'), atCity('坏了')]).toEqual([true, true]);
    expect(await other.syncFiles()).toMatchObject({ outcome: 'complete', pulled: 2 });
    expect(errors).toEqual([]);
  }, 120_000);
});
