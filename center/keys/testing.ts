import type { SystemKeyStore } from './keepers.ts';

/** A key store of a system whose backend can change, be lost, or refuse, as Windows and Linux desktops do. */
export function standInKeyStore() {
  const state = { backend: 'dpapi' as string | null, machine: 1, broken: false };
  const store: SystemKeyStore = {
    backend: async () => state.backend,
    async seal(secret) {
      return Uint8Array.of(state.machine, ...secret.map((byte) => byte ^ 0x5a));
    },
    async unseal(sealed) {
      const isOurs = state.backend !== null && !state.broken && sealed[0] === state.machine;
      return isOurs ? sealed.subarray(1).map((byte) => byte ^ 0x5a) : null;
    },
  };
  return { state, store };
}
