import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { SealedBox } from '../../contract/sync-keys.ts';
import type { SuiteId } from '../../domain/suites/suite-ids.ts';
import { type Aead, aeads, type Sealed } from '../suites/aead.ts';
import { derivedKey } from '../suites/derive.ts';
import { decryptSm2, encryptSm2, isSm2Key, sm2KeyFrom } from '../suites/sm2.ts';

const SECRET_BYTES = 32;
const PURPOSE = 'fengqiao sealed box';
/** PKCS 8 of an X25519 key, up to its 32 bytes (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex');

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

function x25519Of(secret: Uint8Array) {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, secret]), format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: base64(createPublicKey(privateKey).export({ format: 'der', type: 'spki' })) };
}

const x25519In = (publicKey: string) =>
  createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });

/** For whom these 32 bytes open what is sealed: an X25519 key, or one of SM2 (SPKI in base64). */
export function recipientOf(secret: Uint8Array, suite: SuiteId): string {
  switch (suite) {
    case 'standard':
      return x25519Of(secret).publicKey;
    case 'sm':
      return sm2KeyFrom(secret, PURPOSE).publicKey;
  }
}

/**
 * Seals for whoever holds the private half, by the algorithm of its key; the sender cannot open it either: a key of its own
 * for each box, by Diffie-Hellman, or of SM2 as a random secret under the public key (GB/T 32918.4).
 */
export function sealFor(publicKey: string, content: Uint8Array, purpose: string): SealedBox {
  if (isSm2Key(publicKey)) {
    const secret = new Uint8Array(randomBytes(SECRET_BYTES));
    const key = derivedKey(secret, PURPOSE, { kdf: 'hkdf-sm3', salt: publicKey });
    const wrappedKey = base64(encryptSm2(publicKey, secret));
    return { algorithm: 'sm2-hkdf-sm3-sm4-gcm', wrappedKey, ...sealedBy(aeads['sm4-gcm'], content, key, purpose) };
  }
  const own = generateKeyPairSync('x25519');
  const ephemeral = base64(own.publicKey.export({ format: 'der', type: 'spki' }));
  const shared = diffieHellman({ privateKey: own.privateKey, publicKey: x25519In(publicKey) });
  const sealed = sealedBy(aeads['aes-256-gcm'], content, sharedKey(shared, ephemeral, publicKey), purpose);
  return { algorithm: 'x25519-hkdf-sha256-aes-256-gcm', ephemeral, ...sealed };
}

/** @throws where it was sealed for another key or purpose, or was changed. */
export function openSealed(secret: Uint8Array, box: SealedBox, purpose: string): Uint8Array {
  const opened = openedBy(secret, box, new TextEncoder().encode(purpose));
  if (!opened) throw new Error('sealed for another key or purpose, or changed');
  return opened;
}

function openedBy(secret: Uint8Array, box: SealedBox, purpose: Uint8Array): Uint8Array | null {
  const sealed = { nonce: bytesOf(box.nonce), ciphertext: bytesOf(box.ciphertext) };
  switch (box.algorithm) {
    case 'x25519-hkdf-sha256-aes-256-gcm': {
      const { privateKey, publicKey } = x25519Of(secret);
      const shared = diffieHellman({ privateKey, publicKey: x25519In(box.ephemeral) });
      return aeads['aes-256-gcm'].open(sealed, sharedKey(shared, box.ephemeral, publicKey), purpose);
    }
    case 'sm2-hkdf-sm3-sm4-gcm': {
      const { privateKey, publicKey } = sm2KeyFrom(secret, PURPOSE);
      const inside = decryptSm2(privateKey, bytesOf(box.wrappedKey));
      const key = inside && derivedKey(inside, PURPOSE, { kdf: 'hkdf-sm3', salt: publicKey });
      return key && aeads['sm4-gcm'].open(sealed, key, purpose);
    }
  }
}

function sealedBy(aead: Aead, content: Uint8Array, key: Uint8Array, purpose: string): Record<keyof Sealed, string> {
  const { nonce, ciphertext } = aead.seal(content, key, new TextEncoder().encode(purpose));
  return { nonce: base64(nonce), ciphertext: base64(ciphertext) };
}

/** Both public keys go into it, so that a box says for whom it is. */
const sharedKey = (shared: Uint8Array, ephemeral: string, recipient: string): Uint8Array =>
  derivedKey(shared, PURPOSE, { salt: ephemeral + recipient });
