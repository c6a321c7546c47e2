import { ownRecoveryKey, readEnvelope } from '../../center/keys/envelope.ts';
import type { KeyRing } from '../../center/keys/key-ring.ts';
import { isLocked, openKeys } from '../../center/keys/open-keys.ts';
import { recoveryKeyText } from '../../domain/keys/recovery-key.ts';

/** The keys in a center's data folder, as the center finds or makes them. */
export async function keyRingIn(dataDir: string): Promise<KeyRing> {
  const keys = await openKeys({ dataDir, storeExists: false, system: null, now: () => Date.now() });
  if (isLocked(keys)) throw new Error(keys.reason);
  return keys;
}

export const storeKeyIn = async (dataDir: string): Promise<Uint8Array> => (await keyRingIn(dataDir)).store;

/** What IT has printed of the keys in a data folder. */
export async function recoveryTextIn(dataDir: string): Promise<string> {
  const ring = await keyRingIn(dataDir);
  const envelope = readEnvelope(dataDir);
  const key = typeof envelope === 'string' ? null : ownRecoveryKey(envelope, ring);
  if (!key) throw new Error('there is no envelope of these keys');
  return recoveryKeyText(key);
}
