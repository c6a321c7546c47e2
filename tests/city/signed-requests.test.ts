import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { type City, startCity } from '../../city/start.ts';
import { FILE_CONTENT_PATH, FILE_UPLOADS_PATH } from '../../contract/sync-files.ts';
import { REQUEST_SKEW_S } from '../../domain/sync/request-signature.ts';
import { attachFile } from '../../services/files/attach.ts';
import { photoOf } from '../../services/files/testing.ts';
import { pack } from '../../services/sync/packing.ts';
import { projectRoot } from '../browser/project.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { enrolledStation, type TestStation } from './stations.ts';

const divisions = loadDivisions(join(projectRoot, 'resources'));
const logger = { error: (entry: unknown) => expect(entry).toBeUndefined(), info: () => undefined } as never;
let folder: string;
let server: PostgresServer;
let city: City;
/** A second process on the same database. */
let other: City;
let ahead = 0;
const open: TestStation[] = [];

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}
let sent: Sent[] = [];
/** What stands between station and city does to a request. */
let onTheWay: (headers: Headers, url: string) => void = () => undefined;

beforeAll(async () => {
  server = await startPostgres();
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-signed-'));
  const options = { url: server.url, data: folder, host: '127.0.0.1', port: 0 };
  city = await startCity(options, { logger, divisions, now: () => Date.now() + ahead });
  other = await startCity(options, { logger, divisions });
}, 120_000);
beforeEach(() => {
  [ahead, sent, onTheWay] = [0, [], () => undefined];
});
afterAll(async () => {
  for (const station of open) await station.close();
  await other?.close();
  await city?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function newStation(): Promise<TestStation> {
  const station = await enrolledStation(city, {
    fetch: async (input, init = {}) => {
      const headers = new Headers(init.headers);
      const url = String(input);
      sent.push({ url, init: { ...init, headers } });
      onTheWay(headers, url);
      return fetch(url, { ...init, headers });
    },
  });
  open.push(station);
  sent = [];
  return station;
}

const lastOf = (part: string): Sent => {
  const found = sent.findLast(({ url }) => url.includes(part));
  if (!found) throw new Error(`no request went to ${part}`);
  return found;
};
async function again({ url, init }: Sent, change: (headers: Headers) => void = () => undefined, body = init.body) {
  const headers = new Headers(init.headers);
  change(headers);
  const response = await fetch(url, { method: init.method ?? 'GET', headers, body: body ?? null });
  const text = await response.text();
  return { status: response.status, code: /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? null };
}
const waiting = ({ desk }: TestStation) => desk.store.read(async ({ sync }) => (await sync.waiting()).actions);

describe('requests of stations are signed (SYNC-16)', () => {
  test('push, pull and the calls beside them bear a signature; one without is told to upgrade', async () => {
    const station = await newStation();
    await station.desk.register();
    expect((await station.sync()).outcome).toBe('complete');
    const signedCalls = sent.filter(({ init }) => new Headers(init.headers).has('authorization'));
    expect(signedCalls.length).toBeGreaterThan(0);
    for (const { init } of signedCalls)
      expect(new Headers(init.headers).get('signature-input')).toMatch(/^station=\("@method" "@path" "authorization"/);
    const strip = (headers: Headers) => {
      headers.delete('signature');
      headers.delete('signature-input');
    };
    expect(await again(lastOf('sync/push'), strip)).toEqual({ status: 426, code: 'APP_TOO_OLD' });
  });

  test('a replayed request is refused, by every process on the database', async () => {
    const station = await newStation();
    await station.desk.register();
    await station.sync();
    const push = lastOf('sync/push');
    expect(await again(push)).toEqual({ status: 401, code: 'REQUEST_REFUSED' });
    expect(await again({ ...push, url: push.url.replace(city.origin, other.origin) })).toEqual({
      status: 401,
      code: 'REQUEST_REFUSED',
    });
  });

  test('another body, another path, or the token of another station is refused', async () => {
    const station = await newStation();
    await station.desk.register();
    // Nothing of it arrives, so that its nonce is fresh.
    onTheWay = (_headers, url) => {
      if (url.includes('sync/push')) throw new TypeError('fetch failed');
    };
    await station.sync();
    const push = lastOf('sync/push');
    const wrong = { status: 401, code: 'REQUEST_REFUSED' };
    const body = await pack('zstd', Buffer.from('{"json":{}}'));
    expect(await again(push, undefined, new Uint8Array(body))).toEqual(wrong);
    expect(await again({ ...push, url: push.url.replace('push', 'pull') })).toEqual(wrong);
    const thief = await newStation();
    await thief.sync();
    const stolen = new Headers(lastOf('/sync/').init.headers).get('authorization') ?? '';
    expect(await again(push, (each) => each.set('authorization', stolen))).toEqual(wrong);
    onTheWay = () => undefined;
    expect((await station.sync()).outcome).toBe('complete');
    expect(await waiting(station)).toBe(0);
  });

  test('a token is of no use to whoever has another key', async () => {
    const [station, thief] = [await newStation(), await newStation()];
    await station.sync();
    const token = await station.client.token(new AbortController().signal);
    const headers = new Headers({ authorization: `Bearer ${token}` });
    const url = `${city.origin}/rpc/syncKeys/recipient`;
    thief.client.sign({ method: 'POST', url, headers, body: null });
    const answer = await fetch(url, { method: 'POST', headers });
    expect([answer.status, await answer.text()]).toEqual([401, expect.stringContaining('REQUEST_REFUSED')]);
  });

  test('a request that is too old is refused with the city’s time, and the station goes on by it (SYNC-7)', async () => {
    const station = await newStation();
    await station.sync();
    // As after the machine slept: the city's clock is an hour further than the station reckons. The token still holds.
    ahead = (REQUEST_SKEW_S + 600) * 1_000;
    await station.desk.register();
    const stale = { ...lastOf('/sync/') };
    const refused = await fetch(stale.url, { ...stale.init, method: stale.init.method ?? 'POST' });
    const said = (await refused.json()) as { json: { code: string; message: string; data: { serverTime: number } } };
    expect([refused.status, said.json.code]).toEqual([401, 'REQUEST_CLOCK']);
    expect(said.json.message).toContain('时钟');
    expect(Math.abs(said.json.data.serverTime - Date.now() - ahead)).toBeLessThan(60_000);
    expect((await station.sync()).outcome).toBe('complete');
    expect(await waiting(station)).toBe(0);
  });

  test('a clock at the station that is wrong by years stops nothing (SYNC-7)', async () => {
    const station = await newStation();
    await station.desk.register();
    vi.spyOn(Date, 'now').mockReturnValue(Date.UTC(2011, 0, 1));
    ahead = 0;
    const wrong = await station.sync().finally(() => vi.restoreAllMocks());
    expect(wrong.outcome).toBe('complete');
    expect(await waiting(station)).toBe(0);
  });

  test('parts of files bear it, up and down (SYNC-8)', async () => {
    const station = await newStation();
    const { caseId } = await station.desk.register();
    const found = await station.desk.store.read(({ cases }) => cases.find(caseId));
    const bytes = photoOf('签名');
    const attached = { actionId: station.desk.environment.newId(), caseId, baseRevision: found?.state.revision ?? 0 };
    await attachFile(station.desk, station.desk.clerk, { ...attached, kind: 'scene', name: '楼道.jpg', bytes });
    await station.sync();
    expect(await station.syncFiles()).toMatchObject({ outcome: 'complete', pushed: 1 });
    const upload = lastOf(FILE_UPLOADS_PATH);
    expect(new Headers(upload.init.headers).get('signature-input')).toContain('"upload-');
    expect(await again(upload)).toEqual({ status: 401, code: 'REQUEST_REFUSED' });
    const bare = (headers: Headers) => {
      headers.delete('signature');
      headers.delete('signature-input');
    };
    expect(await again(upload, bare)).toEqual({ status: 426, code: 'APP_TOO_OLD' });
    const hash = upload.url.slice(-64);
    const token = await station.client.token(new AbortController().signal);
    const url = `${city.origin}${FILE_CONTENT_PATH}/410105/${hash}`;
    expect((await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status).toBe(426);
    const headers = new Headers({ authorization: `Bearer ${token}` });
    station.client.sign({ method: 'GET', url, headers, body: null });
    const odd = { url: `${city.origin}${FILE_CONTENT_PATH}/410%00/${hash}`, headers: new Headers() };
    odd.headers.set('authorization', `Bearer ${token}`);
    station.client.sign({ method: 'GET', ...odd, body: null });
    // No file has such a name; nothing is asked of the database, and nothing of it is told.
    expect((await fetch(odd.url, { headers: odd.headers })).status).toBe(404);
    const answer = await fetch(url, { headers });
    expect([answer.status, Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(bytes))]).toEqual([200, true]);
  });
});
