import { randomUUID } from 'node:crypto';
import type { Random } from '../../../center/sample/random.ts';
import { cityVersions } from '../../../city/sync/push.ts';
import { QUERY_CODE_ALPHABET } from '../../../domain/center/numbering.ts';
import { brokenImage, hostilePart, hostileText } from './hostile.ts';
import type { Sent } from './send.ts';
import type { PublicWorld, SenderKind } from './world.ts';

const json = { 'content-type': 'application/json' };
const posted = (path: string, input: unknown): Sent => ({
  ...{ method: 'POST', path, headers: json, body: Buffer.from(JSON.stringify(input)) },
});
const form = (path: string, fields: Readonly<Record<string, string>>): Sent => ({
  ...{ method: 'POST', path, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  body: Buffer.from(new URLSearchParams(fields).toString()),
});

const signs = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.pick([...QUERY_CODE_ALPHABET])).join('');

const tus = { 'tus-resumable': '1.0.0' };
const hexOf = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.pick([...'0123456789abcdef'])).join('');

/** As the page of progress begins to send a file in parts. */
export function uploadBegun(key: { readonly code: string; readonly digits: string }, length: string): Sent {
  const metadata = Object.entries({ ...key, kind: 'video' }).map(
    ([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`,
  );
  const headers = { ...tus, 'upload-length': length, 'upload-metadata': metadata.join(',') };
  return { method: 'POST', path: '/m/uploads', headers, body: null };
}

/** Four digits that are not those of the phone. */
function otherDigits(random: Random, digits: string): string {
  const guess = String(random.int(0, 9_999)).padStart(4, '0');
  return guess === digits ? '0000' : guess;
}

/** Tries to hit a code: of a case, of a phone, of a paper, of a station. */
export function guesses(random: Random, { planted }: PublicWorld): Sent {
  const { queryCode, digits } = random.pick(planted);
  const answers = { placeCode: '410105016002', facts: '漏水', wish: 'on_site', name: '某人', consent: 'yes' };
  return random.pick([
    () => form('/m/progress', { code: queryCode, digits: otherDigits(random, digits) }),
    () => form('/m/progress', { code: signs(random, 8), digits }),
    () =>
      form('/m/progress', {
        ...{ code: queryCode, digits: otherDigits(random, digits), id: randomUUID() },
        ...{ go: random.pick(['message', 'withdrawal', 'rate', 'photo']), words: hostileText(random) },
      }),
    () =>
      form('/m', {
        ...{ ...answers, phone: `1320000${String(random.int(0, 9_999)).padStart(4, '0')}`, question: 'code' },
        ...{ go: 'submit', proof: randomUUID(), code: String(random.int(0, 999_999)).padStart(6, '0') },
      }),
    () =>
      uploadBegun({ code: queryCode, digits: otherDigits(random, digits) }, random.pick(['10', '0', '-1', '1e3', '9'])),
    (): Sent => ({
      method: random.pick(['HEAD', 'PATCH', 'DELETE', 'GET']),
      path: `/m/uploads/${random.pick([hexOf(random, 16), hostilePart(random)])}-10-1790000000000-${hexOf(random, 32)}`,
      headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      body: null,
    }),
    (): Sent => ({ method: 'GET', path: `/v/${signs(random, 12)}`, headers: {}, body: null }),
    () => posted('/api/verification/check', { code: signs(random, 12), token: signs(random, 60) }),
    () =>
      posted('/api/sync/enrol', {
        ...{ code: `410105-${signs(random, 4)}-${signs(random, 4)}-${signs(random, 4)}`, stationId: randomUUID() },
        ...{ incarnation: 1, publicKey: 'A'.repeat(60) },
      }),
  ])();
}

/** Names what is somebody else's, signed by who has no part in it. */
export function crossScope(random: Random, { planted, center }: PublicWorld): Sent & { readonly by: SenderKind } {
  const { caseId, queryCode, digits } = random.pick(planted);
  const key = { queryCode, digits: otherDigits(random, digits) };
  const hash = signs(random, 4)
    .toLowerCase()
    .replaceAll(/[^0-9a-f]/g, 'a')
    .repeat(16);
  const limits = { bytes: 1_000_000, count: 500 };
  const pulling = { versions: cityVersions, epoch: null, cursors: [{ feed: 'city', position: 0 }], limits };
  const past = { feed: '410105', streamKind: 'case', streamId: caseId, position: 0, upTo: 9_999 };
  return random.pick([
    () => ({
      ...posted(random.pick(['/api/inbound/progress', '/api/inbound/answers']), key),
      by: 'client' as const,
    }),
    () => ({
      ...posted('/api/inbound/photos', {
        ...{ ...key, idempotencyKey: randomUUID(), photos: [brokenImage(random).bytes.toString('base64')] },
      }),
      by: 'client' as const,
    }),
    () => ({
      ...posted('/api/inbound/ratings', {
        ...{ ...key, idempotencyKey: randomUUID() },
        ratings: [{ subject: 'acceptance', grade: 'dissatisfied', words: hostileText(random) }],
      }),
      by: 'client' as const,
    }),
    () => ({
      ...posted(random.pick(['/api/inbound/messages', '/api/inbound/withdrawals']), {
        ...{ ...key, idempotencyKey: randomUUID(), words: hostileText(random) },
      }),
      by: 'client' as const,
    }),
    () => ({ ...posted('/api/inbound/progress', { queryCode, digits }), by: 'stranger' as const }),
    () => ({ ...posted('/rpc/sync/pull', { json: { ...pulling, backfills: [past] } }), by: 'stranger' as const }),
    () => ({
      ...posted('/rpc/sync/pull', { json: { ...pulling, cursors: [{ feed: '410105', position: 0 }] } }),
      by: random.pick(['stranger', 'client', 'nobody'] as const),
    }),
    () => ({ ...posted('/rpc/syncFiles/ask', { json: { feed: '410105', hashes: [hash] } }), by: 'stranger' as const }),
    () => ({
      ...{ method: 'GET', path: `/files/content/410105/${hash}`, headers: {}, body: null },
      by: random.pick(['stranger', 'client'] as const),
    }),
    () => ({
      ...posted('/rpc/syncReturn/settle', { json: { versions: cityVersions, epoch: '1', feeds: ['410105'] } }),
      by: 'stranger' as const,
    }),
    () => {
      const { stationId } = center.credentials;
      const about = [`feed ${btoa('410105')}`, `station ${btoa(stationId)}`, `hash ${btoa(hash)}`].join(',');
      const headers = { 'tus-resumable': '1.0.0', 'upload-length': '100', 'upload-metadata': about };
      return { method: 'POST', path: '/files/uploads', headers, body: null, by: 'stranger' as const };
    },
  ])();
}

/** Under the folders that the city serves files from. */
export function pathTricks(random: Random): string {
  const under = random.pick(['/api/assets/', '/v/assets/', '/m/assets/', '/files/content/410105/', '/m/', '/v/', '/']);
  return `${under}${hostilePart(random)}${random.pick(['', '/etc/passwd', 'city.db', '/..', '%00.css', '?x=%ff'])}`;
}

/** What no client sends. */
export function malformed(random: Random): Buffer {
  const host = 'Host: a\r\n';
  const lines = [
    ...[`GET / HTTP/9.9\r\n${host}\r\n`, 'GET /m\r\n\r\n', '\r\n\r\n\r\n', `GET /\0 HTTP/1.1\r\n${host}\r\n`],
    ...[
      `POST /m HTTP/1.1\r\n${host}content-length: -5\r\n\r\nx`,
      `POST /m HTTP/1.1\r\n${host}content-length: 99999\r\n\r\nx`,
    ],
    `POST /m HTTP/1.1\r\n${host}transfer-encoding: chunked\r\ncontent-length: 4\r\n\r\nzz\r\n`,
    `POST /m HTTP/1.1\r\n${host}transfer-encoding: chunked\r\n\r\nffffffffffffffff\r\nx`,
    `GET /m HTTP/1.1\r\n${host}${'x-a: b\r\n'.repeat(3_000)}\r\n`,
    `GET /m HTTP/1.1\r\n${host}x: ${'y'.repeat(40_000)}\r\n\r\n`,
    `GET /m HTTP/1.1\r\n${host}x\0y: z\r\n\r\n`,
    `GET http://evil.example/m HTTP/1.1\r\n${host}\r\n`,
    `CONNECT 127.0.0.1:22 HTTP/1.1\r\n${host}\r\n`,
    `GET /m HTTP/1.1\r\n${host}upgrade: websocket\r\nconnection: upgrade\r\n\r\n`,
    `POST /rpc/sync/hello HTTP/1.1\r\n${host}expect: 100-continue\r\ncontent-length: 2\r\n\r\n{}`,
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  ];
  return Buffer.from(random.pick(lines), 'latin1');
}

/** Whether nobody but the holder of a key is answered: such a request is answered once. */
export function asksForSignature({ method, path }: Sent, by: SenderKind): boolean {
  if (by === 'client') return /^\/(?:rpc|api)\/inbound\//.test(path);
  return by === 'stranger' && (path.startsWith('/files/') || (method === 'POST' && /^\/(?:rpc|api)\//.test(path)));
}
