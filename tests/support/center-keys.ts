import { isLocked, openKeys } from '../../center/keys/open-keys.ts';

/** The key of the store in a center's data folder, as the center finds or makes it. */
export async function storeKeyIn(dataDir: string): Promise<Uint8Array> {
  const keys = await openKeys({ dataDir, storeExists: false, system: null, now: () => Date.now() });
  if (isLocked(keys)) throw new Error(keys.reason);
  return keys.store;
}
