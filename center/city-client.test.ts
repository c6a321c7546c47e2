import { describe, expect, test } from 'vitest';
import { UNGUARDED_CITY } from '../domain/sync/line.ts';
import { CityCallFailed } from '../services/sync/client.ts';
import { createCityClient } from './city-client.ts';

const never = new AbortController().signal;
const answering = (body: string, status = 200, type = 'application/json') =>
  createCityClient({
    origin: 'http://127.0.0.1:9',
    credentials: () => null,
    fetch: async () => new Response(body, { status, headers: { 'content-type': type } }),
  });

describe('an answer that did not arrive whole is no answer (SYNC-3)', () => {
  const hello = JSON.stringify({
    json: { serverId: 's', epoch: '1', versions: { protocol: 1, oldestProtocol: 1, schema: 1 }, time: 5, nonce: 'n' },
  });

  test('wherever it was cut, even before its first letter', async () => {
    expect(await answering(hello).hello(never)).toMatchObject({ epoch: '1', time: 5 });
    for (let length = 0; length < hello.length; length += 1) {
      const failure = await answering(hello.slice(0, length))
        .hello(never)
        .catch((error: unknown) => error);
      expect(failure, hello.slice(0, length)).toBeInstanceOf(CityCallFailed);
      expect(failure).toMatchObject({ code: null, status: null });
    }
  });

  test('and one that is whole but not what the contract says is none either', async () => {
    await expect(answering(JSON.stringify({ json: { epoch: '1' } })).hello(never)).rejects.toBeInstanceOf(
      CityCallFailed,
    );
  });
});

test('an answer of something on the way is told by its status, a 413 apart (SYNC-9)', async () => {
  const gateway = await answering('<html>', 502, 'text/html')
    .hello(never)
    .catch((error: unknown) => error);
  expect(gateway).toMatchObject({ status: 502, tooLarge: false });
  expect(
    await answering('', 413, 'text/plain')
      .hello(never)
      .catch((error: unknown) => error),
  ).toMatchObject({ tooLarge: true });
});

test('a station that has not enrolled is told so before anything is sent', async () => {
  const pull = answering('').pull(
    {
      versions: { protocol: 1, oldestProtocol: 1, schema: 1 },
      epoch: null,
      cursors: [{ feed: '410105', position: 0 }],
      limits: { bytes: 1, count: 1 },
    },
    never,
  );
  await expect(pull).rejects.toMatchObject({ code: 'STATION_UNKNOWN' });
});

test('nothing goes in plain text to another machine, not even a greeting (SYNC-16)', async () => {
  const asked: string[] = [];
  const askTo = (origin: string) =>
    createCityClient({
      origin,
      credentials: () => null,
      fetch: async (url) => {
        asked.push(String(url));
        throw new TypeError('fetch failed');
      },
    }).hello(never);
  for (const origin of ['http://10.0.0.5:5190', 'http://sync.example.gov.cn', 'http://127.0.0.1.evil.cn'])
    await expect(askTo(origin)).rejects.toMatchObject({ code: 'NOT_ALLOWED', message: UNGUARDED_CITY });
  expect(asked).toEqual([]);
  for (const origin of ['https://10.0.0.5', 'http://127.0.0.1:5190', 'http://[::1]:5190'])
    await expect(askTo(origin)).rejects.toMatchObject({ code: null });
  expect(asked).toHaveLength(3);
});
