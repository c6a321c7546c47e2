import type { ScanFolderSetting } from '../../contract/settings.ts';
import type { Caller } from '../dependencies.ts';
import type { ScannedFiles } from '../files/scanned.ts';

/** The scan folder of this machine; only the host can watch it, and only IT sets it. @throws ServiceError NOT_ALLOWED */
export interface ScanHost extends ScannedFiles {
  setting(caller: Caller): Promise<ScanFolderSetting>;
  /** @throws ServiceError INVALID_INPUT with what is wrong with the folder, at `folder`. */
  setFolder(caller: Caller, folder: string | null): Promise<ScanFolderSetting>;
}
