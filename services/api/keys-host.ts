import type { KeysStatus, RecoverySheet } from '../../contract/keys.ts';
import type { Caller } from '../dependencies.ts';

/** The keys of this machine's store; only the host has them, and only IT sees to them. @throws ServiceError NOT_ALLOWED */
export interface KeysHost {
  status(caller: Caller): Promise<KeysStatus>;
  /** @throws ServiceError NOT_POSSIBLE_NOW once it was printed: it is shown once. */
  recoverySheet(caller: Caller): Promise<RecoverySheet>;
  notePrinted(caller: Caller): Promise<KeysStatus>;
  renewRecovery(caller: Caller): Promise<RecoverySheet>;
  setPassphrase(caller: Caller, passphrase: string | null): Promise<KeysStatus>;
}
