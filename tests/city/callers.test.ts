import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addClient } from '../../city/clients/clients.ts';
import { signAsClient } from '../support/client-signer.ts';
import { InboundCity } from './inbound-city.ts';

/** Who calls is found out before anything of the body is unpacked (SYNC-16): what unpacks to much costs the city nothing. */

let world: InboundCity;
let secret: string;
beforeAll(async () => {
  world = await InboundCity.open();
  const client = { name: 'packing', title: '某系统', scopes: ['submit' as const] };
  secret = await addClient(world.city.database, client, Date.now());
}, 120_000);
afterAll(async () => world?.close());

/** No packed body at all: whoever is told of it was let in to be unpacked. */
const damaged = Buffer.from('this is not packed');
const unpackingTo = (bytes: number): Buffer => zstdCompressSync(Buffer.alloc(bytes, ' '));

interface Called {
  readonly call: string;
  readonly body: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly isSigned?: boolean;
}
async function called({ call, body, headers = {}, isSigned = false }: Called): Promise<number> {
  const all = new Headers({ 'content-type': 'application/json', 'content-encoding': 'zstd', ...headers });
  const url = `${world.city.origin}${call}`;
  if (isSigned) signAsClient({ method: 'POST', url, headers: all, body }, { name: 'packing', secret });
  const answer = await fetch(url, { method: 'POST', headers: all, body: new Uint8Array(body) });
  await answer.arrayBuffer();
  return answer.status;
}

const forged = {
  'signature-input': 'client=("@method");created=1;nonce="AAAAAAAAAAAAAAAA";keyid="client/packing";alg="ed25519"',
  signature: 'client=:AAAA:',
};
test.each([
  ['a token that the city did not make', '/rpc/sync/push', { authorization: 'Bearer AAAA' }],
  ['a signature that is none of the client’s', '/rpc/inbound/places', forged],
  ['the name of a client that there is not', '/api/inbound/places', { 'signature-input': ';keyid="client/nobody";' }],
])('%s is refused before a body is unpacked', async (_what, call, headers) => {
  expect(await called({ call, body: damaged, headers })).toBe(401);
  expect(await called({ call, body: unpackingTo(30_000_000), headers })).toBe(401);
});

test('who brings no name at all has little unpacked, packed or not', async () => {
  expect(await called({ call: '/rpc/sync/hello', body: damaged })).toBe(400);
  expect(await called({ call: '/rpc/sync/push', body: unpackingTo(1_000_000) })).toBe(413);
  const plain = await fetch(`${world.city.origin}/api/verification/check`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: ' '.repeat(100_000) },
  });
  expect([plain.status, await plain.json()]).toEqual([413, expect.objectContaining({ code: 'TOO_LARGE' })]);
});

test('who signed is told that the body is damaged, and may send much', async () => {
  const call = '/api/inbound/places';
  expect(await called({ call, body: damaged, isSigned: true })).toBe(400);
  const much = zstdCompressSync(Buffer.from(`{"text":"鸿苑社区"${' '.repeat(1_000_000)}}`));
  expect(await called({ call, body: much, isSigned: true })).toBe(200);
  expect(await called({ call, body: unpackingTo(40_000_000), isSigned: true })).toBe(413);
  world.expectNothingFailed();
});
