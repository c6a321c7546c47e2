import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LineInput } from '../../contract/sync-line.ts';
import type { LineSettings } from '../../domain/sync/line.ts';
import type { Caller } from '../../services/dependencies.ts';
import type { StationFile } from '../station-file.ts';
import { type CenterLine, createCenterLine } from './line-host.ts';
import { type Listening, makeAuthority, plainServer } from './testing.ts';

const it: Caller = { staffId: 'i', roles: ['it'], name: '', desk: '' };
const manager: Caller = { staffId: 'm', roles: ['manager'], name: '', desk: '' };
const PASSWORD = 'pa55-of-the-proxy';
const input: LineInput = { proxy: null, authorities: '', limitKib: 0, periodMinutes: 5 };
const withProxy = (change: Partial<NonNullable<LineInput['proxy']>> = {}): LineInput => ({
  ...input,
  proxy: { address: 'http://10.0.0.1:8080', user: 'center', password: PASSWORD, ...change },
});

let folder: string;
let host: CenterLine;
let station: StationFile | null;
const logged: unknown[] = [];
const changed: LineSettings[] = [];
const hosts: CenterLine[] = [];
const servers: Listening[] = [];
const open = () => {
  host = createCenterLine({
    dataDir: folder,
    logger: { error: (entry: unknown) => void logged.push(entry) } as never,
    now: () => Date.now(),
    station: () => station,
    onChange: (settings) => void changed.push(settings),
  });
  hosts.push(host);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-line-'));
  station = null;
  logged.length = 0;
  changed.length = 0;
  open();
});
afterEach(async () => {
  for (const one of hosts.splice(0)) await one.line.close();
  for (const server of servers.splice(0)) await server.close();
  rmSync(folder, { recursive: true, force: true });
});
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code: string; data: { fields?: unknown } }) => ({ code: error.code, fields: error.data.fields }),
  );

describe('what IT sets for the line', () => {
  test('is for IT only', async () => {
    for (const call of [
      () => host.settings(manager),
      () => host.change(manager, input),
      () => host.check(manager, { line: input, origin: null }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('is kept over a restart in a file that only its owner reads; the password is told to nobody', async () => {
    const view = await host.change(it, { ...withProxy(), limitKib: 256, periodMinutes: 15 });
    expect(view).toMatchObject({ proxy: { user: 'center', hasPassword: true }, limitKib: 256, periodMinutes: 15 });
    const path = join(folder, 'line.json');
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(readFileSync(path, 'utf8')).toContain(PASSWORD);
    open();
    expect(await host.settings(it)).toEqual(view);
    expect(JSON.stringify([view, await host.settings(it), logged])).not.toContain(PASSWORD);
    expect(changed).toEqual([host.current()]);
  });

  test('a saved password stays for the same proxy and account, and goes to no other', async () => {
    await host.change(it, withProxy());
    await host.change(it, { ...withProxy({ password: null }), limitKib: 64 });
    expect(host.current().proxy?.password).toBe(PASSWORD);
    const asks = { 'proxy.password': expect.stringContaining('再填一次密码') };
    for (const change of [{ address: 'http://10.0.0.2:8080' }, { user: 'other' }]) {
      const line = withProxy({ ...change, password: null });
      expect(await refusal(host.change(it, line))).toEqual({ code: 'INVALID_INPUT', fields: asks });
      expect(await refusal(host.check(it, { line, origin: 'https://city.test' }))).toMatchObject({ fields: asks });
    }
    await host.change(it, withProxy({ user: '', password: null, address: 'http://10.0.0.2:8080' }));
    expect(host.current().proxy).toMatchObject({ user: '', password: '' });
  });

  test('a certificate that cannot be an authority, or a private key, is refused at its field and not saved', async () => {
    const authority = await makeAuthority('城域网 CA');
    const leaf = await authority.issue('city.test');
    for (const [authorities, words] of [
      ['hello', '不是 PEM 证书'],
      [leaf.cert, '是服务器的证书'],
      [`${authority.pem}\n${leaf.key}`, '私钥'],
      [authority.pem.replace(/\n.{10}/, '\n!!!!!!!!!!'), '读不出来'],
    ] as const) {
      const fields = { authorities: expect.stringContaining(words) };
      expect(await refusal(host.change(it, { ...input, authorities }))).toEqual({ code: 'INVALID_INPUT', fields });
    }
    expect(host.current().authorities).toBe('');
    const { trusted } = await host.change(it, { ...input, authorities: `${authority.pem}\r\n${authority.pem}` });
    expect(trusted).toHaveLength(2);
    expect(trusted[0]).toMatchObject({ subject: 'CN=城域网 CA', issuer: 'CN=城域网 CA' });
  });

  test('a file that cannot be read stops no desk: the line is as it was out of the box, and the log tells', async () => {
    writeFileSync(join(folder, 'line.json'), '{"proxy":');
    open();
    expect(await host.settings(it)).toMatchObject({ proxy: null, limitKib: 0 });
    expect(logged).toHaveLength(1);
  });
});

describe('the end of a try', () => {
  const hello = (serverId: string) =>
    JSON.stringify({
      json: { serverId, epoch: '1', versions: { protocol: 1, oldestProtocol: 1, schema: 1 }, time: 5, nonce: 'n' },
    });
  const answering = async (status: number, body: string, type = 'application/json') => {
    const server = await plainServer((_call, answer) => answer.writeHead(status, { 'content-type': type }).end(body));
    servers.push(server);
    return `http://127.0.0.1:${server.port}`;
  };
  const endOf = async (origin: string | null) => (await host.check(it, { line: input, origin })).at(-1);
  const known = { serverId: 's1', feed: '410105', stationId: 'x', incarnation: 1, privateKey: 'none' };

  test('a city that answers', async () => {
    expect(await endOf(await answering(200, hello('s1')))).toMatchObject({ step: 'city', ok: true });
  });

  test('something that answers and is no city', async () => {
    const page = await answering(200, '<html>登录</html>', 'text/html');
    expect(await endOf(page)).toMatchObject({ ok: false, text: expect.stringContaining('不像市平台') });
    const missing = await answering(404, 'no', 'text/plain');
    expect(await endOf(missing)).toMatchObject({
      ok: false,
      text: expect.stringContaining('回答了 404，但不是市平台'),
    });
  });

  test('another city than the one that this station knows', async () => {
    station = { ...known, origin: await answering(200, hello('s2')) } as StationFile;
    expect(await endOf('http://typed.invalid')).toMatchObject({
      ok: false,
      text: expect.stringContaining('不是本站接入的那一个'),
    });
  });

  test('without an address there is nothing to try', async () => {
    await expect(endOf(null)).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
  });
});
