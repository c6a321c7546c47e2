import * as z from 'zod';
import type { SuiteId } from '../../domain/suites/suite-ids.ts';
import { aeadIds, aeads } from '../../services/suites/aead.ts';
import { suiteNamed } from '../../services/suites/suite.ts';

/** A secret under another key, with the id of the algorithm beside it; the tag ends the ciphertext. Base64. */
export const wrappedSchema = z.object({
  algorithm: z.enum(aeadIds),
  nonce: z.base64(),
  ciphertext: z.base64(),
});

export type Wrapped = z.infer<typeof wrappedSchema>;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

/** @param purpose is bound to the result: what was wrapped for one cannot be passed off as another. */
export function wrap(secret: Uint8Array, key: Uint8Array, purpose: string, suite: SuiteId): Wrapped {
  const { aead } = suiteNamed(suite);
  const { nonce, ciphertext } = aead.seal(secret, key, Buffer.from(purpose));
  return { algorithm: aead.id, nonce: base64(nonce), ciphertext: base64(ciphertext) };
}

/** By the algorithm that it names. Null where the key is another one, or anything of it was changed. */
export function unwrap({ algorithm, nonce, ciphertext }: Wrapped, key: Uint8Array, purpose: string): Uint8Array | null {
  return aeads[algorithm].open({ nonce: bytesOf(nonce), ciphertext: bytesOf(ciphertext) }, key, Buffer.from(purpose));
}

/** In which suite something was wrapped. */
export const suiteOfWrapped = ({ algorithm }: Pick<Wrapped, 'algorithm'>): SuiteId =>
  algorithm === 'sm4-gcm' ? 'sm' : 'standard';
