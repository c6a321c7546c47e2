import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import * as z from 'zod';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A secret under another key, with the id of the algorithm beside it; the tag ends the ciphertext. Base64. */
export const wrappedSchema = z.object({
  algorithm: z.literal('aes-256-gcm'),
  nonce: z.base64(),
  ciphertext: z.base64(),
});

export type Wrapped = z.infer<typeof wrappedSchema>;

/** 32 bytes for one purpose, from a secret that has full strength: nobody gets from one purpose's key to another's. */
export function derivedKey(secret: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), purpose, 32));
}

/** @param purpose is bound to the result: what was wrapped for one cannot be passed off as another. */
export function wrap(secret: Uint8Array, key: Uint8Array, purpose: string): Wrapped {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  return { algorithm: 'aes-256-gcm', nonce: nonce.toString('base64'), ciphertext: ciphertext.toString('base64') };
}

/** Null where the key is another one, or anything of it was changed. */
export function unwrap({ nonce, ciphertext }: Wrapped, key: Uint8Array, purpose: string): Uint8Array | null {
  const [iv, sealed] = [Buffer.from(nonce, 'base64'), Buffer.from(ciphertext, 'base64')];
  if (iv.byteLength !== NONCE_BYTES || sealed.byteLength < TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(purpose));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const head = decipher.update(sealed.subarray(0, -TAG_BYTES));
  try {
    return new Uint8Array(Buffer.concat([head, decipher.final()]));
  } catch {
    // The one thing that final() throws for: the tag does not fit.
    return null;
  }
}
