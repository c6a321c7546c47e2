import { createHmac, hkdfSync, type KeyObject } from 'node:crypto';
import { hkdf, sm3 } from 'sm-crypto-v2';

/** Ways to make a key of a secret that has full strength (RFC 5869), by their ids (docs/suites.md). */
export const kdfIds = ['hkdf-sha256', 'hkdf-sm3'] as const;
export type KdfId = (typeof kdfIds)[number];

const KEY_BYTES = 32;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** 32 bytes for one purpose: nobody gets from one purpose's key to another's. */
export function derivedKey(
  secret: Uint8Array,
  purpose: string,
  { kdf = 'hkdf-sha256', salt = '' }: { readonly kdf?: KdfId; readonly salt?: string } = {},
): Uint8Array {
  switch (kdf) {
    case 'hkdf-sha256':
      return new Uint8Array(hkdfSync('sha256', secret, salt, purpose, KEY_BYTES));
    case 'hkdf-sm3':
      return new Uint8Array(hkdf(secret, bytesOf(salt), bytesOf(purpose), KEY_BYTES));
  }
}

/** Proves to its maker alone that a text is its own, by the id beside the proof. */
export interface Mac {
  readonly id: 'hmac-sha256' | 'hmac-sm3';
  of(text: string, key: KeyObject): Uint8Array;
}

/** RFC 2104 over each suite's hash. */
export const macs: Readonly<Record<Mac['id'], Mac>> = {
  'hmac-sha256': { id: 'hmac-sha256', of: (text, key) => createHmac('sha256', key).update(text).digest() },
  'hmac-sm3': {
    id: 'hmac-sm3',
    of: (text, key) => Buffer.from(sm3(bytesOf(text), { mode: 'hmac', key: new Uint8Array(key.export()) }), 'hex'),
  },
};
