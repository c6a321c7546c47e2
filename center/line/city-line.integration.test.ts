import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { defaultLine, type LineSettings } from '../../domain/sync/line.ts';
import { type CityLine, createCityLine } from './city-line.ts';
import {
  type Listening,
  makeAuthority,
  plainServer,
  startProxy,
  type TestAuthority,
  type TestProxy,
  tlsFront,
} from './testing.ts';

let authority: TestAuthority;
const open: Listening[] = [];
const lines: CityLine[] = [];
beforeAll(async () => {
  authority = await makeAuthority('城域网 CA');
});
afterEach(async () => {
  for (const line of lines.splice(0)) await line.close();
  for (const server of open.splice(0)) await server.close();
});

const kept = <Server extends Listening>(server: Server): Server => {
  open.push(server);
  return server;
};
const lineWith = (settings: Partial<LineSettings>): CityLine => {
  const line = createCityLine({ ...defaultLine, ...settings });
  lines.push(line);
  return line;
};

/** Answers with what it was sent, packed. */
const echo: Parameters<typeof plainServer>[0] = (call, answer) => {
  const chunks: Buffer[] = [];
  call.on('data', (chunk: Buffer) => chunks.push(chunk));
  call.on('end', () => {
    const bytes = Buffer.concat(chunks);
    const text = call.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
    const { 'content-length': length = 'none', 'proxy-authorization': secret = 'none' } = call.headers;
    answer.writeHead(200, { 'content-encoding': 'gzip', 'x-length': length, 'x-secret': secret });
    answer.end(gzipSync(text));
  });
};

async function cityBehindProxy(behaviour: { password?: string } = {}): Promise<{ proxy: TestProxy; port: number }> {
  const { port } = kept(await tlsFront(await authority.issue('city.test'), echo));
  const proxy = kept(await startProxy({ password: null, ...behaviour, names: { 'city.test': port } }));
  return { proxy, port };
}

describe('a private authority', () => {
  test('is trusted beside the public ones, and without it the server is refused', async () => {
    const { port } = kept(await tlsFront(await authority.issue('localhost'), echo));
    const url = `https://localhost:${port}/rpc`;
    const answer = await lineWith({ authorities: authority.pem }).fetch(url, { method: 'POST', body: '你好' });
    expect(await answer.text()).toBe('你好');
    const refused = await lineWith({})
      .fetch(url)
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TypeError);
    expect((refused as Error).cause).toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  });
});

describe('a proxy', () => {
  test('is asked for the name, with account and password, which never reach the city', async () => {
    const { proxy } = await cityBehindProxy({ password: '张三:p@ss:word' });
    const address = `http://127.0.0.1:${proxy.port}`;
    const line = lineWith({
      proxy: { address, user: '张三', password: 'p@ss:word' },
      authorities: authority.pem,
    });
    const answer = await line.fetch('https://city.test/rpc', { method: 'POST', body: 'through' });
    expect(await answer.text()).toBe('through');
    expect(answer.headers.get('x-secret')).toBe('none');
    expect(proxy.asked).toEqual(['CONNECT city.test:443']);
  });

  test('a wrong password is no answer, as every failure of the line', async () => {
    const { proxy } = await cityBehindProxy({ password: 'right:right' });
    const address = `http://127.0.0.1:${proxy.port}`;
    const line = lineWith({ proxy: { address, user: 'right', password: 'wrong' }, authorities: authority.pem });
    await expect(line.fetch('https://city.test/')).rejects.toBeInstanceOf(TypeError);
  });

  test('may be reached over TLS itself', async () => {
    const { port } = kept(await tlsFront(await authority.issue('city.test'), echo));
    const proxy = kept(await startProxy({ names: { 'city.test': port } }, await authority.issue('localhost')));
    const line = lineWith({
      proxy: { address: `https://localhost:${proxy.port}`, user: '', password: '' },
      authorities: authority.pem,
    });
    expect((await line.fetch('https://city.test/')).status).toBe(200);
  });

  test('takes a call to an address without TLS as it is', async () => {
    const plain = kept(await plainServer(echo));
    const proxy = kept(await startProxy({ password: 'u:p', names: { 'city.test': plain.port } }));
    const address = `http://127.0.0.1:${proxy.port}`;
    const answer = await lineWith({ proxy: { address, user: 'u', password: 'p' } }).fetch('http://city.test/x', {
      method: 'POST',
      body: 'plain',
    });
    expect(await answer.text()).toBe('plain');
    expect(proxy.asked).toHaveLength(1);
  });

  test('does not stand between the center and a city on the same machine', async () => {
    const { port } = kept(await plainServer(echo));
    const line = lineWith({ proxy: { address: 'http://127.0.0.1:9', user: '', password: '' } });
    expect(await (await line.fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'x' })).text()).toBe('x');
  });

  test('a change holds from the next call on, and ends none that is under way', async () => {
    const { proxy, port } = await cityBehindProxy();
    const line = lineWith({ authorities: authority.pem });
    await expect(line.fetch('https://city.test/')).rejects.toBeInstanceOf(TypeError);
    const going = await line.fetch(`https://localhost:${port}/`).catch(() => null);
    expect(going, 'the certificate is for city.test').toBeNull();
    line.use({
      ...defaultLine,
      authorities: authority.pem,
      proxy: { address: `http://127.0.0.1:${proxy.port}`, user: '', password: '' },
    });
    expect((await line.fetch('https://city.test/')).status).toBe(200);
  });
});

describe('what goes over the line', () => {
  test('is counted as it goes: packed, in both directions', async () => {
    const { port } = kept(await plainServer(echo));
    const line = lineWith({});
    const packed = gzipSync('城'.repeat(50_000));
    const answer = await line.fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      body: packed,
      headers: { 'content-encoding': 'gzip' },
    });
    expect(answer.headers.get('x-length')).toBe(String(packed.byteLength));
    expect(await answer.text()).toHaveLength(50_000);
    expect(line.traffic().sent).toBe(packed.byteLength);
    expect(line.traffic().received).toBeGreaterThan(100);
    expect(line.traffic().received).toBeLessThan(50_000);
  });

  test('keeps the limit, up and down, however many calls share it', async () => {
    const SIZE = 30_000;
    const LIMIT_KIB = 100;
    const { port } = kept(
      await plainServer((call, answer) => {
        call.resume();
        call.on('end', () => answer.writeHead(200).end(Buffer.alloc(call.method === 'GET' ? SIZE : 1)));
      }),
    );
    const line = lineWith({ limitKib: LIMIT_KIB });
    const url = `http://127.0.0.1:${port}/`;
    const least = ((2 * SIZE) / (LIMIT_KIB * 1024)) * 1_000;
    for (const call of [() => line.fetch(url, { method: 'PUT', body: new Uint8Array(SIZE) }), () => line.fetch(url)]) {
      const started = performance.now();
      await Promise.all([call(), call()].map(async (answer) => (await answer).arrayBuffer()));
      const took = performance.now() - started;
      expect(took).toBeGreaterThanOrEqual(least * 0.99);
      expect(took).toBeLessThan(least * 1.5 + 500);
    }
    line.use({ ...defaultLine, limitKib: 0 });
    const started = performance.now();
    await (await line.fetch(url)).arrayBuffer();
    expect(performance.now() - started, 'without a limit').toBeLessThan(least / 2);
  });

  test('a call that is broken off while it waits for its turn ends at once', async () => {
    const { port } = kept(await plainServer(echo));
    const stop = new AbortController();
    const line = lineWith({ limitKib: 8 });
    const body = new Uint8Array(200_000);
    const call = line.fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body, signal: stop.signal });
    stop.abort(new DOMException('over', 'AbortError'));
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('an answer that is cut off is told as fetch tells it', async () => {
    const { port } = kept(
      await plainServer((_call, answer) => {
        answer.writeHead(200, { 'content-length': '1000' });
        answer.write('half', () => answer.destroy());
      }),
    );
    const answer = await lineWith({}).fetch(`http://127.0.0.1:${port}/`);
    await expect(answer.text()).rejects.toBeInstanceOf(TypeError);
    const packed = gzipSync('x'.repeat(5_000)).subarray(0, 20);
    const cut = kept(
      await plainServer((_call, reply) => reply.writeHead(200, { 'content-encoding': 'gzip' }).end(packed)),
    );
    await expect((await lineWith({}).fetch(`http://127.0.0.1:${cut.port}/`)).text()).rejects.toBeInstanceOf(TypeError);
  });
});
