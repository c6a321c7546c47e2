import { httpbis } from 'http-message-signatures';
import { expect, test } from 'vitest';
import { signRequest, type UnsignedRequest } from '../../center/request-signer.ts';
import { ed25519 } from '../../services/suites/signature.ts';
import { isFresh, keyIdOf, REQUEST_SKEW_S, readSignature } from './request-signature.ts';

const sender = { feed: '410105', stationId: '019a4e5c-0000-7000-8000-000000000001', incarnation: 2 };
const privateKey = ed25519.newPrivateKey();
const publicKey = ed25519.publicKeyOf(privateKey);
const now = 1_764_230_000_000;
const body = new TextEncoder().encode('{"json":{"一":1}}');

function signed(change: Partial<UnsignedRequest> = {}): UnsignedRequest {
  const headers = new Headers({ authorization: 'Bearer abc.def', 'content-encoding': 'zstd' });
  const request = { method: 'POST', url: 'https://sync.example/rpc/sync/push?x=1', headers, body, ...change };
  signRequest(request, sender, privateKey, now);
  return request;
}

const read = ({ method, headers }: UnsignedRequest, target = '/rpc/sync/push?x=1') =>
  readSignature({ method, target, header: (name) => headers.get(name) });

const holds = (found: ReturnType<typeof read>) =>
  typeof found !== 'string' && ed25519.verify(publicKey, found.text, Buffer.from(found.signature, 'base64'));

test('a request is signed in the form of RFC 9421: another implementation of the standard verifies it (SYNC-16)', async () => {
  const { method, url, headers } = signed();
  const told: unknown[] = [];
  const isGood = await httpbis.verifyMessage(
    {
      keyLookup: async (parameters) => ({
        id: String(parameters.keyid),
        verify: async (text, signature) => {
          told.push(parameters);
          return ed25519.verify(publicKey, text, signature);
        },
      }),
      requiredFields: ['@method', '@path', '@query', 'authorization', 'content-digest', 'content-encoding'],
      requiredParams: ['created', 'nonce', 'keyid', 'alg', 'tag'],
      notAfter: new Date(now + 1_000),
    },
    { method, url: String(url), headers: Object.fromEntries(headers) },
  );
  expect(isGood).toBe(true);
  expect(told).toMatchObject([{ keyid: keyIdOf(sender), alg: 'ed25519', tag: 'fengqiao-station' }]);
});

test('what was signed is read back; no two signatures share a nonce (SYNC-16)', () => {
  const one = read(signed());
  const other = read(signed());
  expect(one).toMatchObject({ created: now / 1_000, keyId: keyIdOf(sender), algorithm: 'ed25519' });
  expect(holds(one) && holds(other)).toBe(true);
  expect(typeof one !== 'string' && typeof other !== 'string' && one.nonce === other.nonce).toBe(false);
});

test.each<[string, (request: UnsignedRequest) => ReturnType<typeof read>]>([
  ['method', (request) => read({ ...request, method: 'PUT' })],
  ['path', (request) => read(request, '/rpc/sync/pull?x=1')],
  ['query', (request) => read(request, '/rpc/sync/push?x=2')],
  [
    'token',
    ({ headers, ...request }) => {
      headers.set('authorization', 'Bearer other');
      return read({ headers, ...request });
    },
  ],
  [
    'body',
    ({ headers, ...request }) => {
      headers.set('content-digest', 'sha-256=:AAAA:');
      return read({ headers, ...request });
    },
  ],
  [
    'time',
    ({ headers, ...request }) => {
      headers.set('signature-input', String(headers.get('signature-input')).replace(/created=\d+/, 'created=1'));
      return read({ headers, ...request });
    },
  ],
])('a changed %s is not what was signed (SYNC-16)', (_what, change) => {
  expect(holds(change(signed()))).toBe(false);
});

test('a header that says what is asked for must be covered, and the form is one (SYNC-16)', () => {
  const later = signed();
  later.headers.set('range', 'bytes=0-');
  expect(read(later)).toBe('malformed');
  const doubled = signed();
  doubled.headers.set('signature', `${doubled.headers.get('signature')}, other=:AAAA:`);
  expect(read(doubled)).toBe('malformed');
  const bare = signed();
  bare.headers.delete('signature');
  expect(read(bare)).toBe('malformed');
  bare.headers.delete('signature-input');
  expect(read(bare)).toBe('missing');
});

test('the time on a request may differ by five minutes in both directions (SYNC-16)', () => {
  const at = now / 1_000;
  for (const [off, fresh] of [
    [0, true],
    [REQUEST_SKEW_S, true],
    [-REQUEST_SKEW_S, true],
    [REQUEST_SKEW_S + 1, false],
    [-REQUEST_SKEW_S - 1, false],
  ] as const)
    expect(isFresh({ created: at + off }, now)).toBe(fresh);
});
