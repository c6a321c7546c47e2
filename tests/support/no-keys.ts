import type { KeysHost } from '../../services/api/keys-host.ts';

const unavailable = () => Promise.reject(new Error('no keys in this test'));

/** For tests that are not about keys. */
export const noKeys: KeysHost = {
  status: unavailable,
  recoverySheet: unavailable,
  notePrinted: unavailable,
  renewRecovery: unavailable,
  setPassphrase: unavailable,
};
