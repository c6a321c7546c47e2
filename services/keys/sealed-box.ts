import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { SealedBox } from '../../contract/sync-keys.ts';

const ALGORITHM = 'x25519-hkdf-sha256-aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** PKCS 8 of an X25519 key, up to its 32 bytes (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** The X25519 key whose private half these 32 bytes are. */
export function recipientOf(secret: Uint8Array): { readonly privateKey: KeyObject; readonly publicKey: string } {
  const key = Buffer.concat([PKCS8_HEAD, secret]);
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64');
  return { privateKey, publicKey };
}

/** Seals for whoever holds the private half: a key of its own for each box, so that the sender cannot open it either. */
export function sealFor(publicKey: string, secret: Uint8Array, purpose: string): SealedBox {
  const to = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  const own = generateKeyPairSync('x25519');
  const ephemeral = own.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const nonce = randomBytes(NONCE_BYTES);
  const key = sharedKey(diffieHellman({ privateKey: own.privateKey, publicKey: to }), ephemeral, publicKey);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  return {
    algorithm: ALGORITHM,
    ephemeral,
    nonce: nonce.toString('base64'),
    ciphertext: ciphertext.toString('base64'),
  };
}

/** @throws where it was sealed for another key or purpose, or was changed. */
export function openSealed(secret: Uint8Array, box: SealedBox, purpose: string): Uint8Array {
  const { privateKey, publicKey } = recipientOf(secret);
  const from = createPublicKey({ key: Buffer.from(box.ephemeral, 'base64'), format: 'der', type: 'spki' });
  const key = sharedKey(diffieHellman({ privateKey, publicKey: from }), box.ephemeral, publicKey);
  const sealed = Buffer.from(box.ciphertext, 'base64');
  const nonce = Buffer.from(box.nonce, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(-TAG_BYTES));
  return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]));
}

/** Both public keys go into it, so that a box says for whom it is. */
function sharedKey(shared: Uint8Array, ephemeral: string, recipient: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', shared, Buffer.from(ephemeral + recipient), 'fengqiao sealed box', 32));
}
