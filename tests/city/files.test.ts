import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { type City, startCity } from '../../city/start.ts';
import { createCityFiles } from '../../city/sync/files.ts';
import { uploadIdOf } from '../../contract/sync-files.ts';
import { fileHashOf } from '../../services/documents/pdf-file.ts';
import { attachFile } from '../../services/files/attach.ts';
import { largePhoto, photoOf } from '../../services/files/testing.ts';
import { eraseCase } from '../../services/testing/erase-case.ts';
import { projectRoot } from '../browser/project.ts';
import { grantCase } from './granted-case.ts';
import { enrolledStation, type TestStation } from './stations.ts';

const feed = '410105';
const errors: unknown[] = [];
const logger = { error: (entry: unknown) => void errors.push(entry), info: () => undefined } as never;
const divisions = loadDivisions(join(projectRoot, 'resources'));
let folder: string;
let city: City;
const open: TestStation[] = [];

const start = () => startCity({ data: join(folder, 'city'), host: '127.0.0.1', port: 0 }, { logger, divisions });
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-files-'));
  city = await start();
}, 120_000);
afterAll(async () => {
  for (const station of open) await station.close();
  await city?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function newStation(fetch?: typeof globalThis.fetch): Promise<TestStation> {
  const station = await enrolledStation(city, { feed, ...(fetch ? { fetch } : {}) });
  open.push(station);
  return station;
}

async function attach({ desk }: TestStation, caseId: string, bytes: Uint8Array): Promise<string> {
  const found = await desk.store.read(({ cases }) => cases.find(caseId));
  const baseRevision = found?.state.revision ?? 0;
  const input = {
    actionId: desk.environment.newId(),
    caseId,
    baseRevision,
    kind: 'scene',
    name: '楼道.jpg',
    bytes,
  } as const;
  await attachFile(desk, desk.clerk, input);
  return fileHashOf(bytes);
}

const pending = ({ desk }: TestStation) => desk.store.read(({ filePlaces }) => filePlaces.pendingFiles());
const atCity = (hash: string) => existsSync(join(folder, 'city', 'files', feed, hash.slice(0, 2), hash));
const uploads = () => readdirSync(join(folder, 'city', 'files', 'uploads'));

describe('a file goes to the city', () => {
  test('after its action and not before, once, and is there byte for byte (SYNC-8)', async () => {
    const asked: string[] = [];
    const station = await newStation((input, init) => {
      asked.push(`${init?.method ?? 'GET'} ${new URL(String(input)).pathname}`);
      return fetch(input, init);
    });
    const { caseId } = await station.desk.register();
    const hash = await attach(station, caseId, photoOf('一'));
    await station.sync();
    // One more, whose action the city has not got.
    const early = await attach(station, caseId, photoOf('二'));
    expect((await station.syncFiles()).failure).toBeNull();
    expect([atCity(hash), atCity(early)]).toEqual([true, false]);
    expect((await pending(station)).toSend.files).toBe(1);
    await station.sync();
    expect(await station.syncFiles()).toMatchObject({ outcome: 'complete', pushed: 1 });
    expect([atCity(early), (await pending(station)).toSend.files]).toEqual([true, 0]);
    expect(uploads()).toEqual([]);

    // Equal bytes in another case do not travel again.
    const other = await station.desk.register();
    await attach(station, other.caseId, photoOf('一'));
    await station.sync();
    asked.length = 0;
    expect(await station.syncFiles()).toMatchObject({ outcome: 'complete', pushed: 0 });
    expect((await pending(station)).toSend.files).toBe(0);
    expect(asked.filter((each) => !each.includes('/rpc/'))).toEqual([]);
  });

  test('that was cut in the middle goes on where it stopped, after both were restarted (SYNC-8)', async () => {
    let left = Number.POSITIVE_INFINITY;
    let sent = 0;
    const station = await newStation(async (input, init) => {
      if (init?.method === 'PATCH') {
        if (left === 0) throw new TypeError('the line is cut');
        left -= 1;
        sent += (init.body as Uint8Array).byteLength;
      }
      return fetch(input, init);
    });
    const { caseId } = await station.desk.register();
    const bytes = largePhoto('大', 1_400_000);
    const hash = await attach(station, caseId, bytes);
    await station.sync();
    left = 3;
    expect(await station.syncFiles()).toMatchObject({ outcome: 'failed', failure: expect.stringContaining('连不上') });
    expect(uploads()).toContain(uploadIdOf(feed, station.credentials.stationId, hash));
    await city.close();
    city = await start();
    station.talkTo(city.origin);
    left = Number.POSITIVE_INFINITY;
    expect(await station.syncFiles()).toMatchObject({ outcome: 'complete', pushed: 1 });
    expect([atCity(hash), sent, uploads()]).toEqual([true, bytes.byteLength, []]);
  });

  test('whose bytes were changed on the way is not kept, and goes again', async () => {
    let spoils = true;
    const station = await newStation((input, init) => {
      if (init?.method !== 'PATCH' || !spoils) return fetch(input, init);
      spoils = false;
      return fetch(input, { ...init, body: new Uint8Array(init.body as Uint8Array).map((byte) => byte ^ 1) });
    });
    const { caseId } = await station.desk.register();
    const hash = await attach(station, caseId, photoOf('变'));
    await station.sync();
    expect((await station.syncFiles()).failure).toContain('460');
    expect([atCity(hash), uploads()]).toEqual([false, []]);
    expect(await station.syncFiles()).toMatchObject({ outcome: 'complete', pushed: 1 });
    expect(atCity(hash)).toBe(true);
  });

  test('whose last answer was lost is not sent again; nor one that the city died over', async () => {
    let loses = true;
    const station = await newStation(async (input, init) => {
      const response = await fetch(input, init);
      if (init?.method === 'PATCH' && loses) throw new TypeError('the answer is lost');
      return response;
    });
    const { caseId } = await station.desk.register();
    const hash = await attach(station, caseId, photoOf('丢'));
    await station.sync();
    expect((await station.syncFiles()).outcome).toBe('failed');
    expect(await station.syncFiles()).toMatchObject({ outcome: 'complete', pushed: 0 });
    expect((await pending(station)).toSend.files).toBe(0);
    // All parts are there, and nobody has looked at them.
    loses = false;
    const dead = await attach(station, caseId, photoOf('死'));
    await station.sync();
    const id = uploadIdOf(feed, station.credentials.stationId, dead);
    const at = join(folder, 'city', 'files', 'uploads', id);
    const size = photoOf('死').byteLength;
    writeFileSync(at, photoOf('死'));
    writeFileSync(`${at}.json`, JSON.stringify({ id, size, offset: size, creation_date: new Date().toISOString() }));
    expect(await station.syncFiles()).toMatchObject({ outcome: 'complete', pushed: 0 });
    expect([atCity(hash), atCity(dead)]).toEqual([true, true]);
  });
});

describe('nobody gets at files that are none of theirs', () => {
  test('another station may neither send, ask for nor fetch what no action shows it', async () => {
    const [owner, stranger] = [await newStation(), await newStation()];
    const { caseId } = await owner.desk.register();
    const hash = await attach(owner, caseId, photoOf('私'));
    await owner.sync();
    await owner.syncFiles();
    const signal = new AbortController().signal;
    const asked = await stranger.client.askFiles({ feed, hashes: [hash] }, signal);
    expect(asked.files).toEqual([{ hash, state: 'unknown' }]);
    const token = await stranger.client.token(signal);
    const call = async (path: string, method: string, more: Record<string, string> = {}) => {
      const url = `${city.origin}${path}`;
      const headers = new Headers({ authorization: `Bearer ${token}`, ...more });
      stranger.client.sign({ method, url, headers, body: null });
      return (await fetch(url, { method, headers })).status;
    };
    expect(await call(`/files/content/${feed}/${hash}`, 'GET')).toBe(404);
    const tus = { 'tus-resumable': '1.0.0' };
    const own = uploadIdOf(feed, stranger.credentials.stationId, hash);
    const others = uploadIdOf(feed, owner.credentials.stationId, hash);
    for (const id of [own, others, '..%2F..%2Fcity', 'x'])
      expect(await call(`/files/uploads/${id}`, 'HEAD', tus)).toBe(404);
    const fields = { feed, station: stranger.credentials.stationId, hash };
    const metadata = Object.entries(fields).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`);
    const create = { ...tus, 'upload-length': '10', 'upload-metadata': metadata.join(',') };
    expect(await call('/files/uploads', 'POST', create)).toBe(404);
    expect((await fetch(`${city.origin}/files/content/${feed}/${hash}`)).status).toBe(401);
    expect((await fetch(`${city.origin}/files/uploads/${own}`, { method: 'HEAD', headers: tus })).status).toBe(401);
  });
});

describe('a file comes to the center that the case was handed to', () => {
  test('it has not arrived until it is at the city, comes from where it stopped, and is the same bytes (SYNC-8)', async () => {
    let cutAfter = Number.POSITIVE_INFINITY;
    const ranges: string[] = [];
    const owner = await newStation();
    const receiver = await newStation(async (input, init) => {
      const response = await fetch(input, init);
      if (!String(input).includes('/files/content/')) return response;
      ranges.push(new Headers(init?.headers).get('range') ?? '');
      const limit = cutAfter;
      let passed = 0;
      const cut = new TransformStream<Uint8Array, Uint8Array>({
        transform(piece, control) {
          if (passed >= limit) return control.error(new TypeError('the line is cut'));
          passed += piece.byteLength;
          return control.enqueue(piece);
        },
      });
      return new Response(response.body?.pipeThrough(cut) ?? null, {
        status: response.status,
        headers: response.headers,
      });
    });
    const { caseId } = await owner.desk.register();
    const bytes = largePhoto('来', 1_200_000);
    const hash = await attach(owner, caseId, bytes);
    await owner.sync();
    await grantCase(city, feed, caseId, receiver);
    await receiver.sync();
    // The action is here before its file.
    expect((await receiver.desk.store.read(({ cases }) => cases.find(caseId)))?.state.files).toHaveLength(1);
    expect(await receiver.syncFiles()).toMatchObject({ outcome: 'complete', pulled: 0 });
    expect(await pending(receiver)).toMatchObject({ toFetch: { files: 1, bytes: bytes.byteLength } });

    await owner.syncFiles();
    cutAfter = 300_000;
    expect(await receiver.syncFiles()).toMatchObject({ outcome: 'failed' });
    const part = await receiver.desk.fileBytes.partLength(hash);
    expect(part).toBeGreaterThanOrEqual(300_000);
    await city.close();
    city = await start();
    for (const station of [owner, receiver]) station.talkTo(city.origin);
    cutAfter = Number.POSITIVE_INFINITY;
    expect(await receiver.syncFiles()).toMatchObject({ outcome: 'complete', pulled: 1 });
    expect(ranges).toEqual(['bytes=0-', `bytes=${part}-`]);
    expect(Buffer.from((await receiver.desk.fileBytes.read(hash)) ?? []).equals(bytes)).toBe(true);
    // What it has fetched the city has: nothing waits any more (SYNC-10).
    expect(await receiver.syncFiles()).toMatchObject({ outcome: 'complete', pushed: 0, pulled: 0 });
    expect(await pending(receiver)).toEqual({ toSend: { files: 0, bytes: 0 }, toFetch: { files: 0, bytes: 0 } });
  });

  test('bytes that were spoilt on the way are dropped, and good ones come the next time', async () => {
    let spoils = true;
    const owner = await newStation();
    const receiver = await newStation(async (input, init) => {
      const response = await fetch(input, init);
      if (!String(input).includes('/files/content/') || !spoils) return response;
      spoils = false;
      const bytes = new Uint8Array(await response.arrayBuffer()).map((byte) => byte ^ 1);
      return new Response(bytes, { status: response.status });
    });
    const { caseId } = await owner.desk.register();
    const hash = await attach(owner, caseId, photoOf('坏'));
    await owner.sync();
    await owner.syncFiles();
    await grantCase(city, feed, caseId, receiver);
    await receiver.sync();
    expect(await receiver.syncFiles()).toMatchObject({ outcome: 'complete', pulled: 0 });
    expect(await receiver.desk.fileBytes.has(hash)).toBe(false);
    expect(await receiver.syncFiles()).toMatchObject({ outcome: 'complete', pulled: 1 });
    expect(Buffer.from((await receiver.desk.fileBytes.read(hash)) ?? []).equals(photoOf('坏'))).toBe(true);
    // A file that is lost on this center's own disk comes back from the city.
    await receiver.desk.fileBytes.remove(hash);
    await receiver.desk.store.write(({ filePlaces }) => filePlaces.noteHere(hash, false));
    expect(await receiver.syncFiles()).toMatchObject({ pulled: 1 });
  });
});

test('an erasure deletes the bytes at the city too, and those of no other case (LOG-8)', async () => {
  const station = await newStation();
  const { desk } = station;
  const [one, other] = [await desk.register(), await desk.register()];
  const own = await attach(station, one.caseId, photoOf('只此一案'));
  const shared = await attach(station, one.caseId, photoOf('两案'));
  await attach(station, other.caseId, photoOf('两案'));
  await station.sync();
  await station.syncFiles();
  expect([atCity(own), atCity(shared)]).toEqual([true, true]);
  await eraseCase(desk, desk.manager, { actionId: desk.environment.newId(), caseId: one.caseId, reason: '依法' });
  await station.sync();
  expect([atCity(own), atCity(shared)]).toEqual([false, true]);
  expect(await station.syncFiles()).toMatchObject({ outcome: 'complete', pushed: 0 });
  expect((await pending(station)).toSend.files).toBe(0);
  // Bytes whose last part comes only now are not kept, and are not told as had.
  const late = join(folder, 'late.jpg');
  writeFileSync(late, photoOf('只此一案'));
  const files = createCityFiles({
    database: city.database,
    folder: join(folder, 'city', 'files'),
    station: { stationId: 'late', incarnation: 1 },
    finishedUpload: () => Promise.resolve(null),
  });
  expect(await files.take({ feed, hash: own, bytes: photoOf('只此一案').byteLength }, late)).toBe(false);
  expect([atCity(own), atCity(shared)]).toEqual([false, true]);
});

test('nothing of this was an error of the server', () => {
  expect(errors).toEqual([]);
});
