import { randomUUID } from 'node:crypto';
import { type KeyStoreAnswer, shellToService } from '../../contract/shell.ts';
import type { ParentPort } from '../shell-port.ts';
import type { SystemKeyStore } from './keepers.ts';

/** How long the system may take: it may ask the person at the screen for a password first. */
const PATIENCE_MS = 120_000;

/** The key store of the system, which only Electron's main process reaches. */
export function systemKeyStoreOf(parent: ParentPort): SystemKeyStore {
  const waiting = new Map<string, (answer: KeyStoreAnswer) => void>();
  parent.on('message', ({ data }) => {
    const message = shellToService.safeParse(data);
    if (!message.success || message.data.type !== 'keyStore') return;
    waiting.get(message.data.requestId)?.(message.data);
    waiting.delete(message.data.requestId);
  });

  function ask(wanted: 'backend' | 'seal' | 'unseal', bytes?: Uint8Array): Promise<KeyStoreAnswer> {
    const requestId = randomUUID();
    return new Promise((resolve) => {
      const none = { type: 'keyStore', requestId, backend: null, bytes: null } as const;
      // Without an answer there is no key store: the key file stays, or the recovery key is asked for.
      const timer = setTimeout(() => resolve(none), PATIENCE_MS);
      waiting.set(requestId, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      parent.postMessage({ type: 'keyStore', requestId, wanted, ...(bytes ? { bytes } : {}) });
    });
  }

  return {
    backend: async () => (await ask('backend')).backend,
    seal: async (secret) => (await ask('seal', secret)).bytes,
    unseal: async (sealed) => (await ask('unseal', sealed)).bytes,
  };
}
