import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { createRouter } from '../services/api/router.ts';
import type { TestDesk } from '../tests/support/desk.ts';
import { openTestApi } from '../tests/support/desk-server.ts';
import { createDeskHost, type DeskHost } from './desks.ts';

let desk: TestDesk;
let api: ReturnType<typeof createRouter>;
beforeAll(async () => {
  ({ desk, api } = await openTestApi());
});
afterAll(() => desk.store.remove());

let dataDir: string;
let counts: number[];
let host: DeskHost;
function newHost(): DeskHost {
  return createDeskHost({
    dataDir,
    now: () => desk.clock.now,
    callerOf: (token) => api.sessions.callerOf(token),
    http: { router: api.router, rendererDir: undefined },
    onCount: (count) => counts.push(count),
  });
}
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'fengqiao-lan-'));
  counts = [];
  host = newHost();
});
afterEach(async () => {
  await host.close();
  rmSync(dataDir, { recursive: true });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A call as another desk's browser makes it; it tells the fingerprint that it saw. */
function call(
  port: number,
  path: string,
  input: unknown,
  cookie = '',
): Promise<{ status: number; fingerprint: string; cookie: string }> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ json: input });
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), cookie };
    const sent = request(
      { host: '127.0.0.1', port, path: `/rpc/${path}`, method: 'POST', headers, rejectUnauthorized: false },
      (answer) => {
        const { fingerprint256 } = (answer.socket as TLSSocket).getPeerCertificate();
        const kept = answer.headers['set-cookie']?.[0] ?? '';
        answer
          .resume()
          .on('end', () => resolve({ status: answer.statusCode ?? 0, fingerprint: fingerprint256, cookie: kept }));
      },
    );
    sent.on('error', reject).end(body);
  });
}

describe('desks on the LAN', () => {
  test('are off until IT switches them on, and only IT may', async () => {
    await host.resume();
    expect(await host.lan(desk.it)).toMatchObject({ listening: false, addresses: [], desks: [] });
    await expect(host.setLan(desk.clerk, { enabled: true, port: 5443 })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    expect(existsSync(join(dataDir, 'lan.json'))).toBe(false);
  });

  test('speak TLS with the certificate whose fingerprint is shown; the cookie goes over TLS only', async () => {
    const port = await freePort();
    const { fingerprint, listening } = await host.setLan(desk.it, { enabled: true, port });
    expect(listening).toBe(true);
    const signedIn = await call(port, 'sessions/signIn', {
      account: 'chengmin',
      password: 'long enough',
      desk: '5 号窗口',
    });
    expect(signedIn).toMatchObject({ status: 200, fingerprint });
    expect(signedIn.cookie).toContain('Secure');
  });

  test('are listed while they are connected, and counted for the shell', async () => {
    const port = await freePort();
    await host.setLan(desk.it, { enabled: true, port });
    const { cookie } = await call(port, 'sessions/signIn', {
      account: 'chengmin',
      password: 'long enough',
      desk: '5 号窗口',
    });
    await call(port, 'home/work', undefined, cookie.split(';')[0]);
    expect((await host.lan(desk.it)).desks).toMatchObject([{ desk: '5 号窗口', staffName: '程敏' }]);
    expect(counts).toEqual([1]);
    desk.clock.now += 10 * 60_000;
    expect((await host.lan(desk.it)).desks).toEqual([]);
  });

  test('come back after a restart if they were on', async () => {
    const port = await freePort();
    await host.setLan(desk.it, { enabled: true, port });
    await host.close();
    host = newHost();
    await host.resume();
    expect((await host.lan(desk.it)).listening).toBe(true);
  });

  test('stay off where the file that says so is broken', async () => {
    writeFileSync(join(dataDir, 'lan.json'), '{"enabled": tr');
    await host.close();
    host = newHost();
    await host.resume();
    expect((await host.lan(desk.it)).listening).toBe(false);
  });

  test('on a port that is taken are refused with a message at the port, and stay off', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '0.0.0.0');
    await new Promise((resolve) => other.once('listening', resolve));
    const refused = host.setLan(desk.it, { enabled: true, port });
    await expect(refused).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { fields: { port: expect.stringContaining('换一个端口') } },
    });
    expect((await host.lan(desk.it)).listening).toBe(false);
    await new Promise((resolve) => other.close(resolve));
  });

  test('switched off are off at once', async () => {
    const port = await freePort();
    await host.setLan(desk.it, { enabled: true, port });
    await host.setLan(desk.it, { enabled: false, port });
    await expect(call(port, 'center/status', undefined)).rejects.toThrow();
    expect(JSON.parse(readFileSync(join(dataDir, 'lan.json'), 'utf8'))).toEqual({ enabled: false, port });
  });
});
