import { randomBytes } from 'node:crypto';
import { keyIdOf, type RequestSender, signatureBase, signatureHeader } from '../domain/sync/request-signature.ts';
import { contentDigest } from '../services/suites/content-digest.ts';
import { algorithmOfPrivateKey } from '../services/suites/signature.ts';

const NONCE_BYTES = 18;

/** The city's clock as it was last heard, gone on with by a clock that nobody can set (SYNC-7, SYNC-16). */
export interface CityClock {
  /** @param time of the city, in ms */
  heard(time: number): void;
  /** Of the city, in ms; this device's while the city was not heard. */
  now(): number;
}

export function createCityClock(): CityClock {
  let ahead: number | null = null;
  return {
    heard(time) {
      ahead = time - performance.now();
    },
    now: () => (ahead === null ? Date.now() : ahead + performance.now()),
  };
}

export interface UnsignedRequest {
  readonly method: string;
  readonly url: string | URL;
  /** The signature is put to them. */
  readonly headers: Headers;
  /** As it goes over the line; null where there is none, or the city reads it in parts. */
  readonly body: Uint8Array | null;
}

/** Signs a request with the key of the station (RFC 9421), in the form of `domain/sync/request-signature.ts`. */
export function signRequest(
  { method, url, headers, body }: UnsignedRequest,
  sender: RequestSender,
  privateKey: string,
  now: number,
): void {
  const algorithm = algorithmOfPrivateKey(privateKey);
  const { pathname, search } = new URL(url);
  if (body !== null && body.byteLength > 0) headers.set('content-digest', contentDigest(body, algorithm.id));
  const { text, input } = signatureBase(
    { method, target: pathname + search, header: (name) => headers.get(name) },
    {
      created: Math.floor(now / 1_000),
      nonce: randomBytes(NONCE_BYTES).toString('base64url'),
      keyId: keyIdOf(sender),
      algorithm: algorithm.id,
    },
  );
  headers.set('signature-input', input);
  headers.set('signature', signatureHeader(Buffer.from(algorithm.sign(privateKey, text)).toString('base64')));
}
