import { expect, test } from 'vitest';
import { createKeyStore } from '../../electron/main/key-store.ts';
import { createElectronStandIn } from '../../electron/testing/electron-stand-in.ts';
import { StandInShell } from '../../tests/support/stand-in-shell.ts';
import { systemKeyStoreOf } from './system-keys.ts';

test('the service reaches the key store of the system through the shell', async () => {
  const { safeStorage } = createElectronStandIn('').electron;
  const answer = createKeyStore(safeStorage, 'win32', () => undefined);
  class Shell extends StandInShell {
    override postMessage(message: Parameters<StandInShell['postMessage']>[0]): void {
      super.postMessage(message);
      if (message.type === 'keyStore') queueMicrotask(() => this.tell(answer(message)));
    }
  }
  const system = systemKeyStoreOf(new Shell());
  expect(await system.backend()).toBe('dpapi');
  const secret = new Uint8Array(32).fill(9);
  const sealed = await system.seal(secret);
  if (!sealed) throw new Error('nothing was sealed');
  expect(await system.unseal(sealed)).toEqual(secret);
  expect(await system.unseal(new Uint8Array(4))).toBeNull();
});
