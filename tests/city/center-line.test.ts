import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  handOnTo,
  type Listening,
  makeAuthority,
  startProxy,
  type TestProxy,
  tlsFront,
} from '../../center/line/testing.ts';
import { loadDivisions } from '../../center/resources.ts';
import { createSyncHost, type RunningSyncHost } from '../../center/sync.ts';
import { type City, startCity } from '../../city/start.ts';
import type { LineInput } from '../../contract/sync-line.ts';
import { projectRoot } from '../browser/project.ts';
import { openNewDesk, type TestDesk } from '../support/desk.ts';

const ORIGIN = 'https://sync.zhengzhou.test';
const PASSWORD = 'gateway-secret-7719';

const logged: unknown[] = [];
const logger = { error: (entry: unknown) => void logged.push(entry), info: () => undefined } as never;
let folder: string;
let city: City;
let front: Listening;
let proxy: TestProxy;
let desk: TestDesk;
let host: RunningSyncHost;
let line: LineInput;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-line-'));
  const divisions = loadDivisions(join(projectRoot, 'resources'));
  city = await startCity({ data: join(folder, 'city'), host: '127.0.0.1', port: 0 }, { logger, divisions });
  const authority = await makeAuthority('政务外网 CA');
  front = await tlsFront(await authority.issue('sync.zhengzhou.test'), handOnTo(city.origin));
  proxy = await startProxy({ password: `center:${PASSWORD}`, names: { 'sync.zhengzhou.test': front.port } });
  line = {
    proxy: { address: `http://127.0.0.1:${proxy.port}`, user: 'center', password: PASSWORD },
    authorities: authority.pem,
    limitKib: 0,
    periodMinutes: 60,
  };
  desk = await openNewDesk();
  desk.clock.now = Date.now();
  host = createSyncHost({ dataDir: folder, dependencies: desk, logger });
  host.start();
}, 120_000);
afterAll(async () => {
  await host?.close();
  await front?.close();
  await proxy?.close();
  await city?.close();
  await desk?.store.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('a center enrols and syncs through a proxy with a password, with a city of a private authority', async () => {
  const code = await city.stations.makeCode('410105', '金水区综治中心');
  await expect(host.enrol(desk.it, { origin: ORIGIN, code })).rejects.toMatchObject({ code: 'INVALID_INPUT' });

  const tried = await host.line.check(desk.it, { line, origin: ORIGIN });
  expect(tried.map(({ step, ok }) => [step, ok])).toEqual([
    ['name', true],
    ['reach', true],
    ['proxy', true],
    ['certificate', true],
    ['city', true],
  ]);
  expect(lineFile(), 'a try saves nothing').toBeNull();

  await host.line.change(desk.it, line);
  expect(await host.enrol(desk.it, { origin: ORIGIN, code })).toMatchObject({ city: { origin: ORIGIN } });
  await desk.register();
  expect(await host.now(desk.it)).toMatchObject({ status: 'synced', waiting: 0 });
  expect((await host.line.check(desk.it, { line, origin: null })).at(-1)).toEqual({
    step: 'station',
    ok: true,
    text: '市平台认得本站',
  });
  expect(new Set(proxy.asked)).toEqual(new Set(['CONNECT sync.zhengzhou.test:443']));
  expect(lineFile()).toContain(PASSWORD);
  const told = JSON.stringify([logged, await host.overview(desk.it), await host.line.settings(desk.it)]);
  expect(told).not.toContain(PASSWORD);
});

test('a proxy that stops letting it through is told by the page, and the desk works on', async () => {
  proxy.behaviour.refuses = 403;
  await host.line.change(desk.it, line);
  await desk.register();
  expect(await host.now(desk.it)).toMatchObject({ status: 'failed', waiting: 1 });
  expect((await host.line.check(desk.it, { line, origin: null })).at(-1)).toMatchObject({
    step: 'proxy',
    ok: false,
    text: expect.stringContaining('代理不让连'),
  });
  proxy.behaviour.refuses = null;
  expect(await host.now(desk.it)).toMatchObject({ status: 'synced', waiting: 0 });
});

function lineFile(): string | null {
  try {
    return readFileSync(join(folder, 'line.json'), 'utf8');
  } catch {
    return null;
  }
}
