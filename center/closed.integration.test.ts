import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readOrMakeCertificate } from './certificate.ts';
import { tellDesks } from './closed.ts';
import { writeLanChoice } from './lan-choice.ts';
import { call, freePort } from './lan-testing.ts';

const closed = { title: '中心已搬到新电脑', advice: '请问系统管理员新电脑的地址。' };
const now = () => Date.UTC(2026, 10, 27);

let data: string;
const error = vi.fn();
const hosts = { logger: { error }, version: '0.1.0', now };
beforeEach(() => {
  error.mockClear();
  data = mkdtempSync(join(tmpdir(), 'fengqiao-closed-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

test('other desks are told why at the port and under the certificate that they know, and can do nothing', async () => {
  const port = await freePort();
  const { fingerprint } = await readOrMakeCertificate(data, new Date(now()));
  writeLanChoice(data, { enabled: true, port });
  const untold = await tellDesks(closed, { data, renderer: undefined }, hosts);
  const answer = await call(port, 'center/status', undefined);
  expect(answer).toMatchObject({ status: 200, fingerprint, cookie: '' });
  expect(JSON.parse(answer.body).json).toMatchObject({ setUp: false, name: null, closed });
  expect((await call(port, 'keys/unlock', { secret: 'x' })).status).toBe(404);
  expect((await call(port, 'sessions/signIn', { account: 'a', password: 'b', desk: 'c' })).status).toBe(404);
  expect((await call(port, 'center/status', undefined, '', 'evil.example')).status).toBe(421);
  await untold();
  await expect(call(port, 'center/status', undefined)).rejects.toThrow();
});

test('nobody listens where other desks had not been let in', async () => {
  const port = await freePort();
  writeLanChoice(data, { enabled: false, port });
  await (await tellDesks(closed, { data, renderer: undefined }, hosts))();
  await expect(call(port, 'center/status', undefined)).rejects.toThrow('ECONNREFUSED');
});

test('a port that another program has is said in the log, and stops nothing', async () => {
  const port = await freePort();
  const other = createServer().listen(port);
  await new Promise((resolve) => other.once('listening', resolve));
  writeLanChoice(data, { enabled: true, port });
  await (await tellDesks(closed, { data, renderer: undefined }, hosts))();
  expect(error).toHaveBeenCalledOnce();
  await new Promise((resolve) => other.close(resolve));
});
