import { randomBytes } from 'node:crypto';
import type { UnsignedRequest } from '../../center/request-signer.ts';
import { clientSignature, signatureBase } from '../../domain/sync/request-signature.ts';
import { contentDigest } from '../../services/suites/content-digest.ts';
import { ed25519 } from '../../services/suites/signature.ts';

/** A client of the city as it is registered: its name, and its key as it was told once. */
export interface SigningClient {
  readonly name: string;
  /** PKCS 8 in base64. */
  readonly secret: string;
}

/** For tests: signs a request, whatever it asks for, as a system of the city does (docs/inbound-api.md). */
export function signAsClient({ method, url, headers, body }: UnsignedRequest, client: SigningClient): void {
  if (body !== null && body.byteLength > 0) headers.set('content-digest', contentDigest(body, 'ed25519'));
  const { pathname, search } = new URL(url);
  const { text, input } = signatureBase(
    { method, target: pathname + search, header: (name) => headers.get(name) },
    {
      ...{ created: Math.floor(Date.now() / 1_000), nonce: randomBytes(18).toString('base64url') },
      ...{ keyId: `client/${client.name}`, algorithm: 'ed25519' },
    },
    clientSignature,
  );
  const pem = `-----BEGIN PRIVATE KEY-----\n${client.secret}\n-----END PRIVATE KEY-----\n`;
  headers.set('signature-input', input);
  headers.set('signature', `client=:${Buffer.from(ed25519.sign(pem, text)).toString('base64')}:`);
}
