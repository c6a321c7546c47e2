import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';

/** A way to sign, as its id names it beside every signature (docs/suites.md). */
export interface SignatureAlgorithm {
  readonly id: 'ed25519';
  /** PKCS 8 in PEM. */
  newPrivateKey(): string;
  /** SPKI in base64, of a private key in PEM. */
  publicKeyOf(privateKey: string): string;
  sign(privateKey: string, text: string | Uint8Array): Uint8Array;
  /** @returns false for what is no signature of this key, or none at all. */
  verify(publicKey: string, text: string | Uint8Array, signature: Uint8Array): boolean;
}

/** Keys made ready, by their text: a station signs each request, and the city checks each. */
const ready = new Map<string, KeyObject>();
const MOST_READY = 10_000;

function madeReady(text: string, make: () => KeyObject): KeyObject {
  const known = ready.get(text);
  if (known) return known;
  if (ready.size >= MOST_READY) ready.clear();
  const key = make();
  ready.set(text, key);
  return key;
}

const publicKeyIn = (spki: string): KeyObject =>
  madeReady(spki, () => createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' }));

/** RFC 8032. */
export const ed25519: SignatureAlgorithm = {
  id: 'ed25519',
  newPrivateKey: () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  publicKeyOf: (privateKey) => createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64'),
  sign: (privateKey, text) =>
    sign(
      null,
      Buffer.from(text),
      madeReady(privateKey, () => createPrivateKey(privateKey)),
    ),
  verify: (publicKey, text, signature) => verify(null, Buffer.from(text), publicKeyIn(publicKey), signature),
};

/** How the holder of a public key (SPKI in base64) signs: its own algorithm id says so. Null for what is no key of ours. */
export function algorithmOfKey(publicKey: string): SignatureAlgorithm | null {
  try {
    return publicKeyIn(publicKey).asymmetricKeyType === 'ed25519' ? ed25519 : null;
  } catch {
    return null; // not a key: that is the answer
  }
}

/** How the holder of a private key in PEM signs. @throws where it is no key of ours */
export function algorithmOfPrivateKey(_privateKey: string): SignatureAlgorithm {
  return ed25519;
}

/** Whether the holder of the key signed the text; the signature is base64url. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  return algorithmOfKey(publicKey)?.verify(publicKey, text, Buffer.from(signature, 'base64url')) ?? false;
}
