import { sha256Hash, sm3Hash } from './hash.ts';
import type { SignatureAlgorithm } from './signature.ts';

const digests = {
  ed25519: { name: 'sha-256', hash: sha256Hash },
  'sm2-sm3': { name: 'sm3', hash: sm3Hash },
} as const;

/** The digest of a body as RFC 9530 writes it, by the hash that belongs to the signature over it. */
export function contentDigest(body: Uint8Array, of: SignatureAlgorithm['id']): string {
  const { name, hash } = digests[of];
  return `${name}=:${Buffer.from(hash.digest(body), 'hex').toString('base64')}:`;
}
