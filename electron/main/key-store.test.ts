import { describe, expect, test } from 'vitest';
import { createElectronStandIn } from '../testing/electron-stand-in.ts';
import { createKeyStore } from './key-store.ts';

const { safeStorage } = createElectronStandIn('').electron;
const ask = { type: 'keyStore', requestId: 'r1' } as const;

describe('the key store of the system', () => {
  test('is DPAPI on Windows, the keychain on macOS, the keyring that Electron found on Linux', () => {
    const backend = (platform: string) =>
      createKeyStore(safeStorage, platform, () => undefined)({ ...ask, wanted: 'backend' }).backend;
    expect(['win32', 'darwin', 'linux'].map(backend)).toEqual(['dpapi', 'keychain', 'gnome_libsecret']);
  });

  test('seals a secret and gives it back', () => {
    const answer = createKeyStore(safeStorage, 'win32', () => undefined);
    const secret = new Uint8Array(32).map((_, place) => 255 - place);
    const { bytes } = answer({ ...ask, wanted: 'seal', bytes: secret });
    if (!bytes) throw new Error('nothing was sealed');
    expect(Buffer.from(bytes).includes(Buffer.from(secret))).toBe(false);
    expect(answer({ ...ask, wanted: 'unseal', bytes })).toMatchObject({ requestId: 'r1', bytes: secret });
  });

  test('that cannot open what another sealed says so without throwing, and logs no secret', () => {
    const lines: string[] = [];
    const answer = createKeyStore(safeStorage, 'win32', (line) => lines.push(line));
    expect(answer({ ...ask, wanted: 'unseal', bytes: new Uint8Array([1, 2, 3]) }).bytes).toBeNull();
    expect(lines).toEqual(['key store of the system: unseal refused, Error']);
  });

  test('counts as none where Linux would seal with a password that everybody knows, or nothing is available', () => {
    const basic = { ...safeStorage, getSelectedStorageBackend: () => 'basic_text' as const };
    const missing = { ...safeStorage, isEncryptionAvailable: () => false };
    for (const storage of [basic, missing]) {
      const answer = createKeyStore(storage, 'linux', () => undefined);
      expect(answer({ ...ask, wanted: 'backend' }).backend).toBeNull();
      expect(answer({ ...ask, wanted: 'seal', bytes: new Uint8Array(32) }).bytes).toBeNull();
    }
  });
});
