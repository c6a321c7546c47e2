import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { defaultLine, type LineSettings } from '../../domain/sync/line.ts';
import { checkLine } from './check-line.ts';
import { type Listening, makeAuthority, plainServer, startProxy, type TestAuthority, tlsFront } from './testing.ts';

let authority: TestAuthority;
const open: Listening[] = [];
beforeAll(async () => {
  authority = await makeAuthority('城域网 CA');
});
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const kept = <Server extends Listening>(server: Server): Server => {
  open.push(server);
  return server;
};
const answers: Parameters<typeof plainServer>[0] = (_call, answer) => answer.writeHead(200).end('{}');
const tls = async (host: string, days?: { from: number; until: number }) =>
  kept(await tlsFront(await authority.issue(host, days), answers));

const check = (origin: string, line: Partial<LineSettings> = {}) =>
  checkLine({
    origin,
    line: { ...defaultLine, ...line },
    now: () => Date.now(),
    ask: async () => [{ step: 'city', ok: true, text: 'asked' }],
  });
/** The last step of a try, which is the one that failed. */
const failureOf = async (origin: string, line?: Partial<LineSettings>) => {
  const steps = await check(origin, line);
  expect(steps.slice(0, -1).every(({ ok }) => ok)).toBe(true);
  const last = steps.at(-1);
  expect(last?.ok).toBe(false);
  return `${last?.step}: ${last?.text}`;
};

describe('a try of the line says which step failed, in plain words', () => {
  test('a name that nobody knows', async () => {
    expect(await failureOf('https://city.invalid')).toMatch(/^name: 找不到市平台的主机 city.invalid/);
    const proxy = { address: 'http://proxy.invalid:8080', user: '', password: '' };
    expect(await failureOf('https://city.test', { proxy })).toMatch(/^name: 找不到代理的主机 proxy.invalid/);
  });

  test('a port on which nothing listens', async () => {
    const server = await plainServer(answers);
    await server.close();
    expect(await failureOf(`https://localhost:${server.port}`)).toMatch(/^reach: 主机 localhost:\d+ 拒绝连接/);
  });

  test('a server that does not speak TLS', async () => {
    const { port } = kept(await plainServer(answers));
    expect(await failureOf(`https://localhost:${port}`)).toMatch(/^certificate: localhost:\d+ 不用 TLS 说话/);
  });

  test('a certificate that is not trusted, with its subject and issuer', async () => {
    const { port } = await tls('localhost');
    expect(await failureOf(`https://localhost:${port}`)).toMatch(
      /^certificate: 证书不可信：证书的主体是 CN=localhost，由 CN=城域网 CA 签发.*UNABLE_TO_VERIFY_LEAF_SIGNATURE/,
    );
  });

  test('a certificate for another host', async () => {
    const { port } = await tls('city.test');
    expect(await failureOf(`https://localhost:${port}`, { authorities: authority.pem })).toMatch(
      /^certificate: 证书是给 city.test 的，不是给 localhost 的/,
    );
  });

  test('a clock outside of the dates of the certificate, or a certificate that has run out', async () => {
    const early = await tls('localhost', { from: 3, until: 30 });
    expect(await failureOf(`https://localhost:${early.port}`, { authorities: authority.pem })).toMatch(
      /^certificate: 证书 \d{4}-\d\d-\d\d \d\d:\d\d 才开始有效，本机时间是 .*请先核对本机的日期和时间/,
    );
    const late = await tls('localhost', { from: -30, until: -3 });
    expect(await failureOf(`https://localhost:${late.port}`, { authorities: authority.pem })).toMatch(/已经到期/);
  });

  test('a good line says what it found, and only then asks the city', async () => {
    const { port } = await tls('localhost');
    const steps = await check(`https://localhost:${port}`, { authorities: authority.pem });
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual([
      ['name', true],
      ['reach', true],
      ['certificate', true],
      ['city', true],
    ]);
    expect(steps[2]?.text).toMatch(/^证书可信：CN=localhost，由 CN=城域网 CA 签发，\d{4}-/);
  });
});

describe('behind a proxy', () => {
  const behind = async (behaviour: Parameters<typeof startProxy>[0], line: Partial<LineSettings['proxy']> = {}) => {
    const { port } = await tls('city.test');
    const proxy = kept(await startProxy({ names: { 'city.test': port }, ...behaviour }));
    const address = `http://127.0.0.1:${proxy.port}`;
    return { authorities: authority.pem, proxy: { address, user: '', password: '', ...line } };
  };

  test('it goes through with account and password', async () => {
    const line = await behind({ password: 'u:p' }, { user: 'u', password: 'p' });
    expect((await check('https://city.test', line)).map(({ step, ok }) => [step, ok])).toEqual([
      ['name', true],
      ['reach', true],
      ['proxy', true],
      ['certificate', true],
      ['city', true],
    ]);
  });

  test('a proxy that wants a password, or another one', async () => {
    expect(await failureOf('https://city.test', await behind({ password: 'u:p' }))).toBe(
      'proxy: 代理要账号和密码，请填上',
    );
    const wrong = await behind({ password: 'u:p' }, { user: 'u', password: 'x' });
    expect(await failureOf('https://city.test', wrong)).toBe('proxy: 代理不认这个账号和密码，请核对');
  });

  test('a proxy that refuses the address, cannot reach it, or is none', async () => {
    expect(await failureOf('https://city.test', await behind({ refuses: 403 }))).toMatch(
      /^proxy: 代理不让连 city.test/,
    );
    expect(await failureOf('https://other.test', await behind({}))).toMatch(/^proxy: 代理自己连不上 other.test/);
    const { port } = await tls('localhost');
    const address = `http://127.0.0.1:${port}`;
    expect(await failureOf('https://city.test', { proxy: { address, user: '', password: '' } })).toMatch(
      /^proxy: 代理没有按代理的规矩回答/,
    );
    const closed = await plainServer(answers);
    await closed.close();
    const gone = { address: `http://127.0.0.1:${closed.port}`, user: '', password: '' };
    expect(await failureOf('https://city.test', { proxy: gone })).toMatch(/^reach: 代理 127.0.0.1:\d+ 拒绝连接/);
  });

  test('behind it the certificate of the city is looked at, not that of the proxy', async () => {
    const line = { ...(await behind({})), authorities: '' };
    expect(await failureOf('https://city.test', line)).toMatch(/^certificate: 证书不可信：证书的主体是 CN=city.test/);
  });

  test('a proxy over TLS shows its own certificate first', async () => {
    const { port } = await tls('city.test');
    const credential = await authority.issue('localhost');
    const proxy = kept(await startProxy({ names: { 'city.test': port } }, credential));
    const settings = { address: `https://localhost:${proxy.port}`, user: '', password: '' };
    const steps = await check('https://city.test', { proxy: settings, authorities: authority.pem });
    expect(steps.map(({ step }) => step)).toEqual(['name', 'reach', 'certificate', 'proxy', 'certificate', 'city']);
    expect(await failureOf('https://city.test', { proxy: settings })).toMatch(/^certificate: .*CN=localhost/);
  });
});
