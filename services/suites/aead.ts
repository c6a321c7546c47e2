import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { hkdf, sm4 } from 'sm-crypto-v2';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SM4_KEY_BYTES = 16;

/** What was sealed: the tag ends the ciphertext. */
export interface Sealed {
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** Encrypts and authenticates under a key of 32 bytes, as its id names it beside every ciphertext (docs/suites.md). */
export interface Aead {
  readonly id: 'aes-256-gcm' | 'sm4-gcm';
  /** @param about is authenticated with it, and not kept: what was sealed for one purpose is not passed off as another. */
  seal(bytes: Uint8Array, key: Uint8Array, about: Uint8Array): Sealed;
  /** Null where the key or the purpose is another one, or anything was changed. */
  open(sealed: Sealed, key: Uint8Array, about: Uint8Array): Uint8Array | null;
}

const isWhole = ({ nonce, ciphertext }: Sealed): boolean =>
  nonce.byteLength === NONCE_BYTES && ciphertext.byteLength >= TAG_BYTES;

/** NIST SP 800-38D. */
const aesGcm: Aead = {
  id: 'aes-256-gcm',
  seal(bytes, key, about) {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(about);
    return { nonce, ciphertext: Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]) };
  },
  open(sealed, key, about) {
    if (!isWhole(sealed)) return null;
    const { nonce, ciphertext } = sealed;
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(about);
    decipher.setAuthTag(ciphertext.subarray(-TAG_BYTES));
    const head = decipher.update(ciphertext.subarray(0, -TAG_BYTES));
    try {
      return new Uint8Array(Buffer.concat([head, decipher.final()]));
    } catch {
      // The one thing that final() throws for: the tag does not fit.
      return null;
    }
  },
};

/** RFC 8998, under a key of 16 bytes. */
export function sealSm4Gcm(bytes: Uint8Array, key: Uint8Array, about: Uint8Array): Sealed {
  const nonce = randomBytes(NONCE_BYTES);
  const { output, tag } = sm4.encrypt(bytes, key, {
    ...{ mode: 'gcm', iv: nonce, associatedData: about, padding: 'none' },
    ...{ output: 'array', outputTag: true },
  });
  if (tag?.byteLength !== TAG_BYTES) throw new Error('SM4-GCM gave no tag');
  return { nonce, ciphertext: Buffer.concat([output, tag]) };
}

/** What {@link sealSm4Gcm} made; null where the tag does not hold. */
export function openSm4Gcm(sealed: Sealed, key: Uint8Array, about: Uint8Array): Uint8Array | null {
  if (!isWhole(sealed)) return null;
  const { nonce, ciphertext } = sealed;
  try {
    return sm4.decrypt(ciphertext.subarray(0, -TAG_BYTES), key, {
      ...{ mode: 'gcm', iv: nonce, associatedData: about, padding: 'none' },
      ...{ output: 'array', tag: ciphertext.subarray(-TAG_BYTES) },
    });
  } catch {
    return null; // the tag does not hold: that is the answer
  }
}

const sm4KeyOf = (key: Uint8Array): Uint8Array => hkdf(key, undefined, 'fengqiao sm4', SM4_KEY_BYTES);

/** SM4 has keys of 16 bytes: its own comes from the 32 by HKDF with SM3. */
const sm4Gcm: Aead = {
  id: 'sm4-gcm',
  seal: (bytes, key, about) => sealSm4Gcm(bytes, sm4KeyOf(key), about),
  open: (sealed, key, about) => openSm4Gcm(sealed, sm4KeyOf(key), about),
};

/** Of all suites, by their ids. */
export const aeads: Readonly<Record<Aead['id'], Aead>> = { 'aes-256-gcm': aesGcm, 'sm4-gcm': sm4Gcm };
export const aeadIds = ['aes-256-gcm', 'sm4-gcm'] as const satisfies readonly Aead['id'][];
