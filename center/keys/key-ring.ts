import { derivedKey } from '../../services/suites/derive.ts';

/** How the key of the store comes from the root: stores from before the envelope are under the root itself. */
export type StoreDerivation = 'root' | 'hkdf-sha256';

/** Every key of a center, all from one root of 32 random bytes (docs/keys.md). */
export interface KeyRing {
  readonly root: Uint8Array;
  /** Says which root it is, and tells nothing of it. */
  readonly keyId: string;
  /** Of `center.db` and of its copies. */
  readonly store: Uint8Array;
  /** Of attached files. */
  readonly files: Uint8Array;
  /** Of secrets that lie beside the store: the station's key, a proxy's password. */
  readonly secrets: Uint8Array;
}

export function keyRingOf(root: Uint8Array, derivation: StoreDerivation): KeyRing {
  if (root.byteLength !== 32) throw new RangeError('the root of a key ring has 32 bytes');
  return {
    root,
    keyId: Buffer.from(derivedKey(root, 'fengqiao key id')).toString('hex').slice(0, 16),
    store: derivation === 'root' ? root : derivedKey(root, 'fengqiao store'),
    files: derivedKey(root, 'fengqiao files'),
    secrets: derivedKey(root, 'fengqiao secrets'),
  };
}
