import type { ServiceToShell, ShellToService } from '../../contract/shell.ts';
import type { ElectronApi } from './electron-api.ts';
import type { Log } from './log.ts';

type Question = Extract<ServiceToShell, { type: 'keyStore' }>;
type Answer = Extract<ShellToService, { type: 'keyStore' }>;

/** Answers the service about the key store of the system; a refusal of the system is an answer without bytes. */
export function createKeyStore(safeStorage: ElectronApi['safeStorage'], platform: string, log: Log) {
  /** Linux without a keyring "seals" with a password that is in every Electron's source. */
  function backend(): string | null {
    if (!safeStorage.isEncryptionAvailable()) return null;
    if (platform === 'win32') return 'dpapi';
    if (platform === 'darwin') return 'keychain';
    const linux = safeStorage.getSelectedStorageBackend();
    return linux === 'basic_text' || linux === 'unknown' ? null : linux;
  }

  function bytesFor({ wanted, bytes }: Question): Uint8Array | null {
    if (wanted === 'backend' || !bytes || backend() === null) return null;
    if (wanted === 'seal') return new Uint8Array(safeStorage.encryptString(Buffer.from(bytes).toString('base64')));
    return new Uint8Array(Buffer.from(safeStorage.decryptString(Buffer.from(bytes)), 'base64'));
  }

  return (question: Question): Answer => {
    const answer = { type: 'keyStore', requestId: question.requestId } as const;
    try {
      return { ...answer, backend: backend(), bytes: bytesFor(question) };
    } catch (error) {
      // Sealed by another backend, user or machine: the service then asks for the recovery key.
      log(`key store of the system: ${question.wanted} refused, ${error instanceof Error ? error.name : typeof error}`);
      return { ...answer, backend: null, bytes: null };
    }
  };
}
