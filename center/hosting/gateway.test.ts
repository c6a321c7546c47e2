import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGateway, type GatewayParts } from './gateway.ts';
import { HouseFull } from './house.ts';
import { CenterNotStarted } from './seats.ts';

const quiet = { error: () => undefined };
let center: Server;
let asked: (Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { body: string })[];
let origin: string;
let gateway: FastifyInstance | null = null;

beforeEach(async () => {
  asked = [];
  center = createServer((request, answer) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      const { method, url, headers } = request;
      asked.push({ method, url, headers, body });
      answer.setHeader('set-cookie', 'fengqiao_session=abc; Path=/; HttpOnly; SameSite=Strict');
      answer.end('是我');
    });
  });
  await new Promise<void>((resolve) => center.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(center.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await gateway?.close();
  gateway = null;
  center.close();
});

async function serve(parts: Partial<GatewayParts> = {}): Promise<string> {
  const seat = {
    origin,
    rested: Promise.resolve(),
    ended: new Promise<void>(() => undefined),
    stop: async () => undefined,
  };
  const house: GatewayParts['house'] = { awake: () => 1, use: (_key, work) => work(seat) };
  const isHosted = (key: string) => key === '410105001';
  gateway = await createGateway({ house, isHosted, publicOrigin: null, logger: quiet, ...parts });
  return gateway.listen({ host: '127.0.0.1', port: 0 });
}

test('a call goes to its center as from a browser of that machine, and the session stays under the path', async () => {
  const at = await serve();
  const answer = await fetch(`${at}/d/410105001/rpc/sessions/signIn?x=1`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: at },
    body: '{"account":"张"}',
  });
  expect(await answer.text()).toBe('是我');
  expect(asked).toMatchObject([{ method: 'POST', url: '/rpc/sessions/signIn?x=1', body: '{"account":"张"}' }]);
  expect(asked[0]?.headers).toMatchObject({ host: new URL(origin).host, origin });
  expect(answer.headers.getSetCookie()).toEqual([
    'fengqiao_session=abc; Path=/d/410105001/; HttpOnly; SameSite=Strict',
  ]);
});

test('behind TLS the cookie is for TLS alone, and only the public name is answered', async () => {
  const at = await serve({ publicOrigin: 'https://desk.example.gov.cn' });
  const ask = (headers: Record<string, string>) => gateway?.inject({ url: '/d/410105001/', headers });
  expect((await fetch(`${at}/d/410105001/`)).status).toBe(421);
  const answer = await ask({ host: 'desk.example.gov.cn', origin: 'https://desk.example.gov.cn' });
  expect(answer?.statusCode).toBe(200);
  expect(String(answer?.headers['set-cookie'])).toContain('Secure');
  expect((await ask({ host: 'desk.example.gov.cn', origin: 'https://evil.example' }))?.statusCode).toBe(403);
});

test.each([
  ['/d/410105002/', 404],
  ['/d/..%2f..%2fetc/', 404],
  ['/d/410105001', 308],
  ['/', 404],
])('%s is answered %i', async (path, status) => {
  const at = await serve();
  expect((await fetch(`${at}${path}`, { redirect: 'manual' })).status).toBe(status);
  expect(asked).toEqual([]);
});

test.each([
  ['a center that does not start', new CenterNotStarted('磁盘已满，服务没有启动。'), '磁盘已满'],
  ['a machine that is full', new HouseFull(), '过几分钟'],
])('%s is said in Chinese', async (_what, error, words) => {
  const at = await serve({ house: { awake: () => 0, use: () => Promise.reject(error) } });
  const answer = await fetch(`${at}/d/410105001/`);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain(words);
});

test('a center that breaks off is said, and the next call goes on', async () => {
  const at = await serve();
  center.closeAllConnections();
  await new Promise((resolve) => center.close(resolve));
  const answer = await fetch(`${at}/d/410105001/`);
  expect(answer.status).toBe(502);
  expect(await answer.text()).toContain('请刷新页面');
});
