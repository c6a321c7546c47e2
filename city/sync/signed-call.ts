import type { IncomingHttpHeaders } from 'node:http';
import { ServiceError } from '../../contract/errors.ts';
import {
  isFresh,
  keyIdOf,
  type RequestSender,
  readSignature,
  type SignableRequest,
  type SignatureProfile,
  stationSignature,
} from '../../domain/sync/request-signature.ts';
import { contentDigest } from '../../services/suites/content-digest.ts';
import { algorithmOfKey } from '../../services/suites/signature.ts';

/** A request of a station or a client as it came over the line. */
export interface SignedCall {
  readonly token: string | null;
  readonly request: SignableRequest;
  /** Null where there is none, or it is read by somebody else later. */
  readonly body: Uint8Array | null;
}

export function bearerOf(authorization: string | null | undefined): string | null {
  return /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? null;
}

export function signedCall(
  { method, url, headers }: { readonly method: string; readonly url: string; readonly headers: IncomingHttpHeaders },
  body: Uint8Array | null,
): SignedCall {
  const header = (name: string) => {
    const value = headers[name];
    return value === undefined ? null : [value].flat().join(', ');
  };
  return { token: bearerOf(headers.authorization), request: { method, target: url, header }, body };
}

/** By what a caller is known to sign. */
export interface KnownSigner {
  readonly profile: SignatureProfile;
  readonly keyId: string;
  /** SPKI in base64. */
  readonly publicKey: string;
}

/**
 * Checks that the holder of the key signed this request, and lately (SYNC-16).
 * @returns its nonce, which is still to be looked up.
 * @throws ServiceError REQUEST_REFUSED, REQUEST_CLOCK
 */
export function checkSigned(
  { request, body }: SignedCall,
  { profile, keyId, publicKey }: KnownSigner,
  now: number,
): string {
  const read = readSignature(request, profile);
  const algorithm = algorithmOfKey(publicKey);
  if (typeof read === 'string' || algorithm?.id !== read.algorithm || read.keyId !== keyId)
    throw new ServiceError('REQUEST_REFUSED');
  const isBody =
    body === null || body.byteLength === 0 || request.header('content-digest') === contentDigest(body, algorithm.id);
  if (!isBody || !algorithm.verify(publicKey, read.text, Buffer.from(read.signature, 'base64')))
    throw new ServiceError('REQUEST_REFUSED');
  if (!isFresh(read, now)) throw new ServiceError('REQUEST_CLOCK', { serverTime: now });
  return read.nonce;
}

/** As {@link checkSigned}, of a station. @throws ServiceError APP_TOO_OLD too, where it signs nothing yet */
export function checkCall(call: SignedCall, sender: RequestSender, publicKey: string, now: number): string {
  if (readSignature(call.request) === 'missing') throw new ServiceError('APP_TOO_OLD');
  return checkSigned(call, { profile: stationSignature, keyId: keyIdOf(sender), publicKey }, now);
}
