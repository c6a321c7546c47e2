import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Desks } from '../services/api/desks.ts';
import { createRouter } from '../services/api/router.ts';
import { openTestDesk, type TestDesk } from '../tests/support/desk.ts';
import { noBackups } from '../tests/support/no-backups.ts';
import { noHistory } from '../tests/support/no-history.ts';
import { noKeys } from '../tests/support/no-keys.ts';
import { noMoving } from '../tests/support/no-moving.ts';
import { noScans } from '../tests/support/no-scans.ts';
import { noSync } from '../tests/support/no-sync.ts';
import { createDeskHost, type DeskHost } from './desks.ts';
import { call, freePort, signInOver } from './lan-testing.ts';

let desk: TestDesk;
let api: ReturnType<typeof createRouter>;
beforeAll(async () => {
  desk = await openTestDesk();
  const logger = { error: (entry: unknown) => expect(entry).toBeUndefined() };
  const desks: Desks = { lan: (caller) => host.lan(caller), setLan: (caller, input) => host.setLan(caller, input) };
  api = createRouter({
    dependencies: desk,
    written: desk.store,
    desks,
    sync: noSync(desk.store),
    scans: noScans,
    history: noHistory,
    keys: noKeys,
    backups: noBackups,
    moving: noMoving,
    logger,
    version: '0.0.0',
  });
});
afterAll(() => desk.store.remove());

let dataDir: string;
let counts: number[];
let host: DeskHost;
function newHost(): DeskHost {
  return createDeskHost({
    dataDir,
    now: () => desk.clock.now,
    holderOf: (token) => api.sessions.holderOf(token),
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
      password: 'Long enough 1',
      desk: '5 号窗口',
    });
    expect(signedIn).toMatchObject({ status: 200, fingerprint });
    expect(signedIn.cookie).toContain('Secure');
  });

  test('are listed while they are connected, and counted for the shell', async () => {
    const port = await freePort();
    await host.setLan(desk.it, { enabled: true, port });
    const cookie = await signInOver(port, 'chengmin', '5 号窗口');
    await call(port, 'home/work', undefined, cookie);
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

  test('that cannot come back are told why in the settings, until IT chooses anew', async () => {
    const port = await freePort();
    await host.setLan(desk.it, { enabled: true, port });
    await host.close();
    const other = createServer().listen(port, '0.0.0.0');
    await new Promise((resolve) => other.once('listening', resolve));
    host = newHost();
    await expect(host.resume()).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await host.lan(desk.it)).toMatchObject({ listening: false, problem: expect.stringContaining('换一个端口') });
    await new Promise((resolve) => other.close(resolve));
    expect(await host.setLan(desk.it, { enabled: true, port })).toMatchObject({ listening: true, problem: null });
  });

  test.runIf(process.getuid?.() !== 0 && process.platform !== 'win32')(
    'are not opened where their certificate cannot be kept; the folder is named, not the port',
    async () => {
      chmodSync(dataDir, 0o500);
      const port = await freePort();
      await expect(host.setLan(desk.it, { enabled: true, port })).rejects.toMatchObject({
        code: 'STORE_READ_ONLY',
        data: { detail: expect.stringContaining('文件夹') },
      });
      chmodSync(dataDir, 0o700);
    },
  );

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

  test('are answered when one of them switches the LAN off, and then it is off', async () => {
    const port = await freePort();
    await host.setLan(desk.it, { enabled: true, port });
    const cookie = await signInOver(port, 'admin', '机房');
    const answer = await call(port, 'settings/setLan', { enabled: false, port }, cookie);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ json: { listening: false, desks: [] } });
    await expect(call(port, 'center/status', undefined)).rejects.toThrow();
  });

  test('are answered when one of them moves the LAN to another port, and find it there', async () => {
    const [port, other] = [await freePort(), await freePort()];
    await host.setLan(desk.it, { enabled: true, port });
    const cookie = await signInOver(port, 'admin', '机房');
    expect((await call(port, 'settings/setLan', { enabled: true, port: other }, cookie)).status).toBe(200);
    expect((await call(other, 'settings/get', undefined, cookie)).status).toBe(200);
    await expect(call(port, 'center/status', undefined)).rejects.toThrow();
  });

  test('do not hold the center when one never finishes its call', async () => {
    const port = await freePort();
    await host.setLan(desk.it, { enabled: true, port });
    const stalled = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
    stalled.on('error', () => undefined);
    await new Promise((resolve) => stalled.once('secureConnect', resolve));
    stalled.write('POST /rpc/center/status HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 100\r\n\r\n{');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await host.close();
    await new Promise((resolve) => stalled.once('close', resolve));
    host = newHost();
  });

  test('are switched one at a time, and the last choice holds', async () => {
    const ports = [await freePort(), await freePort(), await freePort()] as const;
    await Promise.all(ports.map((port) => host.setLan(desk.it, { enabled: true, port })));
    expect(JSON.parse(readFileSync(join(dataDir, 'lan.json'), 'utf8'))).toEqual({ enabled: true, port: ports[2] });
    expect((await call(ports[2], 'center/status', undefined)).status).toBe(200);
    await expect(call(ports[0], 'center/status', undefined)).rejects.toThrow();
    await expect(call(ports[1], 'center/status', undefined)).rejects.toThrow();
  });

  test('keep their address where the new port is taken', async () => {
    const port = await freePort();
    const taken = createServer().listen(0, '0.0.0.0');
    await new Promise((resolve) => taken.once('listening', resolve));
    const other = (taken.address() as AddressInfo).port;
    await host.setLan(desk.it, { enabled: true, port });
    await expect(host.setLan(desk.it, { enabled: true, port: other })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect((await call(port, 'center/status', undefined)).status).toBe(200);
    await new Promise((resolve) => taken.close(resolve));
  });
});

describe('a desk counts', () => {
  test('once its session is known, never for a made-up cookie, and no more after signing out', async () => {
    const port = await freePort();
    await host.setLan(desk.it, { enabled: true, port });
    for (let guess = 0; guess < 5; guess += 1)
      await call(port, 'center/status', undefined, `fengqiao_session=made-up-${guess}`);
    expect(counts).toEqual([]);
    const cookie = await signInOver(port, 'chengmin', '5 号窗口');
    await call(port, 'center/status', undefined, cookie);
    expect(counts).toEqual([1]);
    await call(port, 'sessions/signOut', undefined, cookie);
    expect(counts).toEqual([1, 0]);
    await call(port, 'center/status', undefined, cookie);
    expect((await host.lan(desk.it)).desks).toEqual([]);
  });

  test('until its session ends, though its page goes on asking for the status; asking does not prolong it', async () => {
    const port = await freePort();
    await host.setLan(desk.it, { enabled: true, port });
    const cookie = await signInOver(port, 'chengmin', '5 号窗口');
    for (let minutes = 0; minutes < 30; minutes += 3) {
      await call(port, 'center/status', undefined, cookie);
      expect((await host.lan(desk.it)).desks).toHaveLength(1);
      desk.clock.now += 3 * 60_000;
    }
    desk.clock.now += 1;
    await call(port, 'center/status', undefined, cookie);
    expect((await host.lan(desk.it)).desks).toEqual([]);
    expect(counts.at(-1)).toBe(0);
  });

  test('under the name of this computer too, and under no other', async () => {
    const port = await freePort();
    await host.setLan(desk.it, { enabled: true, port });
    expect((await call(port, 'center/status', undefined, '', hostname().toUpperCase())).status).toBe(200);
    expect((await call(port, 'center/status', undefined, '', 'evil.example')).status).toBe(421);
  });
});
