import { createHash } from 'node:crypto';
import type { SignatureAlgorithm } from './signature.ts';

/** The digest of a body as RFC 9530 writes it, by the hash that belongs to the signature over it. */
export function contentDigest(body: Uint8Array, _of: SignatureAlgorithm['id']): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}
