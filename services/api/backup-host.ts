import type { BackupsView, RestorePreview } from '../../contract/backups.ts';
import type { Caller } from '../dependencies.ts';

/** The backups of this machine; only the host has its disks, and only IT looks after them. @throws ServiceError NOT_ALLOWED */
export interface BackupHost {
  view(caller: Caller): Promise<BackupsView>;
  /** @throws ServiceError INVALID_INPUT with what is wrong with the folder, at `target`. */
  setTarget(caller: Caller, target: string | null): Promise<BackupsView>;
  /** @throws ServiceError NOT_POSSIBLE_NOW where no target is set or one is being made. */
  makeNow(caller: Caller): Promise<BackupsView>;
  /** @throws ServiceError NOT_FOUND; NOT_POSSIBLE_NOW with what is wrong with the backup. */
  preview(caller: Caller, name: string): Promise<RestorePreview>;
  /** @throws ServiceError NOT_POSSIBLE_NOW where another one was looked at last. */
  restore(caller: Caller, name: string): Promise<void>;
}
