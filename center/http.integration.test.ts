import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestDesk } from '../tests/support/desk.ts';
import { openTestApi } from '../tests/support/desk-server.ts';
import { createHttpServer } from './http.ts';

let desk: TestDesk;
let logged: unknown[];
let server: FastifyInstance;
let rendererDir: string;
const hosts = ['127.0.0.1'];
beforeAll(async () => {
  const opened = await openTestApi();
  ({ desk, logged } = opened);
  rendererDir = mkdtempSync(join(tmpdir(), 'fengqiao-renderer-'));
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>枫桥工作台</title>');
  mkdirSync(join(rendererDir, 'assets'));
  writeFileSync(join(rendererDir, 'assets', 'a-1.js'), 'export {};');
  writeFileSync(join(rendererDir, 'assets', 'a-1.js.gz'), gzipSync('export {};'));
  writeFileSync(join(rendererDir, 'phone.html'), '<!doctype html><title>手机页</title>');
  const { router } = opened.api;
  server = await createHttpServer({ router, rendererDir, allowedHosts: hosts, onCall: () => undefined });
});
afterAll(async () => {
  await server.close();
  await desk.store.remove();
  rmSync(rendererDir, { recursive: true });
});

const host = '127.0.0.1:5180';

function call(path: string, input: unknown, headers: Record<string, string> = {}) {
  const payload = JSON.stringify({ json: input });
  return server.inject({
    method: 'POST',
    url: `/rpc/${path}`,
    headers: { host, 'content-type': 'application/json', ...headers },
    payload,
  });
}

async function signIn(): Promise<string> {
  const answer = await call('sessions/signIn', { account: 'chengmin', password: 'Long enough 1' });
  expect(answer.statusCode).toBe(200);
  const [cookie] = answer.cookies;
  if (!cookie) throw new Error('no cookie');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
  return `${cookie.name}=${cookie.value}`;
}

describe('the page', () => {
  test('of the phone has an address that is typed by hand, and leads there from the one with a slash', async () => {
    const page = await server.inject({ url: '/p', headers: { host } });
    expect(page.body).toContain('手机页');
    expect(page.headers['cache-control']).toBe('no-cache');
    const slashed = await server.inject({ url: '/p/', headers: { host } });
    expect([slashed.statusCode, slashed.headers.location]).toEqual([302, '../p']);
  });

  test('brings its scripts compressed to whoever can read them so, and plain to others', async () => {
    const packed = await server.inject({ url: '/assets/a-1.js', headers: { host, 'accept-encoding': 'gzip' } });
    expect(packed.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': expect.stringContaining('javascript'),
    });
    expect(gunzipSync(packed.rawPayload).toString()).toBe('export {};');
    const plain = await server.inject({ url: '/assets/a-1.js', headers: { host } });
    expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, 'export {};']);
  });

  test('comes with a policy that allows scripts of its own only', async () => {
    const page = await server.inject({ url: '/', headers: { host } });
    expect(page.statusCode).toBe(200);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain("'unsafe-eval'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.headers['cache-control']).toBe('no-cache');
  });

  test('keeps hashed files in the cache for ever', async () => {
    const asset = await server.inject({ url: '/assets/a-1.js', headers: { host } });
    expect(asset.headers['cache-control']).toContain('immutable');
  });

  test.each(['/../center.key', '/%2e%2e/center.key', '/assets/..%2f..%2fcenter.key', '/assets/%00'])(
    'does not lead out of its folder: %s',
    async (url) => {
      expect((await server.inject({ url, headers: { host } })).statusCode).toBeGreaterThanOrEqual(400);
    },
  );
});

describe('strangers', () => {
  test('that point their own name at this machine are refused (DNS rebinding)', async () => {
    expect((await server.inject({ url: '/', headers: { host: 'evil.example:5180' } })).statusCode).toBe(421);
  });

  test('are told apart by the addresses that the machine has now, whatever they were at the start', async () => {
    const page = () => server.inject({ url: '/', headers: { host: '192.168.1.9:5180' } });
    expect((await page()).statusCode).toBe(421);
    hosts.push('192.168.1.9');
    expect((await page()).statusCode).toBe(200);
    hosts.pop();
  });

  test('whose page calls from elsewhere are refused, even with the cookie', async () => {
    const cookie = await signIn();
    const answer = await call('home/work', undefined, { cookie, origin: 'http://evil.example' });
    expect(answer.statusCode).toBe(403);
  });

  test('without a session learn nothing but that they must sign in', async () => {
    const answer = await call('home/work', undefined);
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ json: { code: 'NOT_SIGNED_IN', defined: true } });
  });
});

describe('a call', () => {
  test('with a session is answered; after signing out no more', async () => {
    const cookie = await signIn();
    expect((await call('home/work', undefined, { cookie, origin: `http://${host}` })).statusCode).toBe(200);
    expect((await call('sessions/signOut', undefined, { cookie })).statusCode).toBe(200);
    expect((await call('home/work', undefined, { cookie })).statusCode).toBe(401);
  });

  test('with wrong input names the fields in Chinese', async () => {
    const cookie = await signIn();
    const input = desk.newRegistration();
    const registration = { ...input.registration, occurredOn: '2026-02-30' };
    const answer = await call('cases/register', { ...input, registration }, { cookie });
    expect(answer.statusCode).toBe(422);
    const { json } = answer.json<{ json: { code: string; data: { fields: Record<string, string> } } }>();
    expect(json.code).toBe('INVALID_INPUT');
    expect(json.data.fields['registration.occurredOn']).toContain('2 月没有 30 日');
  });

  test('with half a surrogate pair is refused at the field', async () => {
    const cookie = await signIn();
    const input = desk.newRegistration();
    const payload = JSON.stringify({ json: { ...input, registration: { ...input.registration, facts: '\ud83d坏' } } });
    const headers = { host, 'content-type': 'application/json', cookie };
    const answer = await server.inject({ method: 'POST', url: '/rpc/cases/register', headers, payload });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('半个字符');
  });

  test('of ten million characters is refused with a message and the desk goes on', async () => {
    const cookie = await signIn();
    const input = desk.newRegistration();
    const facts = '长'.repeat(3_400_000);
    const answer = await call(
      'cases/register',
      { ...input, registration: { ...input.registration, facts } },
      { cookie },
    );
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('超过 2000 个字');
    const tooLarge = await call(
      'cases/register',
      { ...input, registration: { ...input.registration, facts: facts.repeat(2) } },
      { cookie },
    );
    expect(tooLarge.statusCode).toBe(413);
    expect(tooLarge.json()).toMatchObject({ json: { code: 'TOO_LARGE', defined: true } });
    expect((await call('home/work', undefined, { cookie })).statusCode).toBe(200);
  });

  test('to a procedure that does not exist is not found', async () => {
    expect((await call('cases/dropEverything', {})).statusCode).toBe(404);
  });

  test('that fails for an unknown reason is logged without what people typed', async () => {
    const cookie = await signIn();
    await call('documents/file', { caseId: 'x', documentId: 'y' }, { cookie });
    expect(JSON.stringify(logged)).not.toContain('张某');
  });
});
