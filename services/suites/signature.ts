import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { isSm2Key, isSm2PrivateKey, sm2Sm3 } from './sm2.ts';

/** A way to sign, as its id names it beside every signature (docs/suites.md). */
export interface SignatureAlgorithm {
  readonly id: 'ed25519' | 'sm2-sm3';
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
  if (isSm2Key(publicKey)) return sm2Sm3;
  try {
    return publicKeyIn(publicKey).asymmetricKeyType === 'ed25519' ? ed25519 : null;
  } catch {
    return null; // not a key: that is the answer
  }
}

/** How the holder of a private key in PEM signs. */
export function algorithmOfPrivateKey(privateKey: string): SignatureAlgorithm {
  return isSm2PrivateKey(privateKey) ? sm2Sm3 : ed25519;
}

/**
 * A signature as text, with the id of its algorithm before it; one without an id is Ed25519, as every signature was
 * before there was a second suite.
 */
export function signatureText({ id }: Pick<SignatureAlgorithm, 'id'>, signature: Uint8Array): string {
  const text = Buffer.from(signature).toString('base64url');
  return id === 'ed25519' ? text : `${id}:${text}`;
}

/** Of the algorithms of all suites. */
export const signatureIds = ['ed25519', 'sm2-sm3'] as const satisfies readonly SignatureAlgorithm['id'][];

/** Reads {@link signatureText}; null for an algorithm that is not known. */
export function readSignatureText(
  text: string,
): { readonly algorithm: SignatureAlgorithm; readonly bytes: Uint8Array } | null {
  const [, id = 'ed25519', base64url = ''] = /^(?:([a-z0-9-]+):)?([\w-]*={0,2})$/.exec(text) ?? [];
  const algorithm = [ed25519, sm2Sm3].find((each) => each.id === id);
  return algorithm ? { algorithm, bytes: Buffer.from(base64url, 'base64url') } : null;
}

/** Whether the holder of the key signed the text; the signature is a {@link signatureText} by the algorithm of the key. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const read = readSignatureText(signature);
  const algorithm = algorithmOfKey(publicKey);
  return read !== null && algorithm?.id === read.algorithm.id && algorithm.verify(publicKey, text, read.bytes);
}

/** The text signed by the holder of a private key, as {@link signatureText}. */
export function signedText(privateKey: string, text: string): string {
  const algorithm = algorithmOfPrivateKey(privateKey);
  return signatureText(algorithm, algorithm.sign(privateKey, text));
}
