import Database from 'better-sqlite3';
import { ServiceError } from '../contract/errors.ts';

/** Why a store does not open: what the person at the desk reads. Nothing was changed, and nothing is lost. */
const openMessages = {
  STORE_LOCKED: '本中心的数据正由另一个「枫桥工作台」使用。请回到已经打开的窗口；找不到时，请重启电脑后再打开。',
  STORE_NEWER:
    '这份数据由更新版本的「枫桥工作台」写成，本版本不能打开。请先升级程序。数据没有改动，请不要删除或替换数据文件。',
  STORE_FOREIGN: '这份数据的结构与本程序不符，没有打开。请联系管理员。数据没有改动。',
  WRONG_KEY: '数据打不开：密钥不对，或者文件不是本程序的数据。请联系管理员取回密钥，不要删除数据文件。',
  DAMAGED: '数据文件已损坏，没有打开。请联系管理员从备份恢复，不要删除原文件。',
  READ_ONLY: '数据文件夹不能写入，数据没有打开。请检查文件夹的权限，或者换一个文件夹。',
  DISK_FULL: '磁盘已满，数据没有打开。请清理磁盘后再打开。',
  BUSY: '数据正忙，暂时打不开。请过几秒再试。',
  NOT_FOUND: '没有找到数据文件。请检查数据文件夹是否被移走。',
  MIGRATION_FAILED: '数据升级没有成功，已退回升级前的样子。请联系管理员，不要删除数据文件。',
} as const;

export type StoreOpenErrorCode = keyof typeof openMessages;

/** `message` is in Chinese and may be shown; `details` is for the log. */
export class StoreOpenError extends Error {
  override readonly name: string = 'StoreOpenError';
  readonly code: StoreOpenErrorCode;
  readonly details: string;
  constructor(code: StoreOpenErrorCode, details = '', options?: ErrorOptions) {
    super(openMessages[code], options);
    this.code = code;
    this.details = details;
  }
}

/** Another process has the store open: two writers on one file would corrupt it. */
export class StoreLocked extends StoreOpenError {
  override readonly name = 'StoreLocked';
  constructor(details: string) {
    super('STORE_LOCKED', details);
  }
}

type Trouble = 'readOnly' | 'full' | 'busy' | 'notADatabase' | 'damaged' | 'io' | 'other';

function systemCode(error: unknown): string {
  if (error instanceof Database.SqliteError) return error.code;
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function troubleOf(error: unknown): Trouble {
  const code = systemCode(error);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return 'full';
  // The shared-memory file beside the log is stretched when it is opened: only a full disk refuses that.
  if (code === 'SQLITE_IOERR_SHMSIZE') return 'full';
  if (/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/.test(code) || ['EACCES', 'EPERM', 'EROFS'].includes(code)) {
    return 'readOnly';
  }
  if (/^SQLITE_(BUSY|LOCKED|PROTOCOL)/.test(code)) return 'busy';
  if (code === 'SQLITE_NOTADB') return 'notADatabase';
  if (code.startsWith('SQLITE_CORRUPT')) return 'damaged';
  return code.startsWith('SQLITE_IOERR') ? 'io' : 'other';
}

function describe(error: unknown): string {
  return error instanceof Error ? `${systemCode(error)} ${error.message}`.trim() : String(error);
}

const openCodes: Readonly<Record<Exclude<Trouble, 'other'>, StoreOpenErrorCode>> = {
  readOnly: 'READ_ONLY',
  full: 'DISK_FULL',
  busy: 'BUSY',
  notADatabase: 'WRONG_KEY',
  damaged: 'DAMAGED',
  io: 'DAMAGED',
};

/** An error met while opening, as a {@link StoreOpenError}; anything that is not about the file stays what it is. */
export function toOpenError(error: unknown): unknown {
  if (error instanceof StoreOpenError) return error;
  const trouble = troubleOf(error);
  return trouble === 'other' ? error : new StoreOpenError(openCodes[trouble], describe(error), { cause: error });
}

/** An error met while writing, as the error of the contract that tells people what happened to what they wrote. */
export function toWriteError(error: unknown): unknown {
  switch (troubleOf(error)) {
    case 'readOnly':
      return new ServiceError('STORE_READ_ONLY', {}, { cause: error });
    case 'full':
      return new ServiceError('DISK_FULL', {}, { cause: error });
    case 'busy':
      return new ServiceError('STORE_BUSY', {}, { cause: error });
    case 'io':
    case 'damaged': {
      const detail = '写入磁盘时出错，没有保存。草稿还在屏幕上，请联系管理员检查磁盘。';
      return new ServiceError('STORE_READ_ONLY', { detail }, { cause: error });
    }
    case 'notADatabase':
    case 'other':
      return error;
  }
}
