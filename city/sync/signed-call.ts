import type { IncomingHttpHeaders } from 'node:http';
import { ServiceError } from '../../contract/errors.ts';
import {
  isFresh,
  keyIdOf,
  type RequestSender,
  readSignature,
  type SignableRequest,
} from '../../domain/sync/request-signature.ts';
import { contentDigest } from '../../services/suites/content-digest.ts';
import { algorithmOfKey } from '../../services/suites/signature.ts';

/** A request of a station as it came over the line. */
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

/**
 * Checks that the holder of the key signed this request, and lately (SYNC-16).
 * @returns its nonce, which is still to be looked up.
 * @throws ServiceError APP_TOO_OLD, REQUEST_REFUSED, REQUEST_CLOCK
 */
export function checkCall(
  { request, body }: SignedCall,
  sender: RequestSender,
  publicKey: string,
  now: number,
): string {
  const read = readSignature(request);
  if (read === 'missing') throw new ServiceError('APP_TOO_OLD');
  const algorithm = algorithmOfKey(publicKey);
  if (read === 'malformed' || algorithm?.id !== read.algorithm || read.keyId !== keyIdOf(sender))
    throw new ServiceError('REQUEST_REFUSED');
  const isBody =
    body === null || body.byteLength === 0 || request.header('content-digest') === contentDigest(body, algorithm.id);
  if (!isBody || !algorithm.verify(publicKey, read.text, Buffer.from(read.signature, 'base64')))
    throw new ServiceError('REQUEST_REFUSED');
  if (!isFresh(read, now)) throw new ServiceError('REQUEST_CLOCK', { serverTime: now });
  return read.nonce;
}
