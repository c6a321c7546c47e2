import { ServiceError } from '../../contract/errors.ts';

/** Why the city's database does not open: what the person who starts the server reads. Nothing was changed. */
const openMessages = {
  DATABASE_LOCKED: '数据文件夹正由另一个市级服务进程使用。请先停止那个进程，再启动。',
  SCHEMA_NEWER: '这个数据库由更新版本的程序写成，本版本不能打开。请先升级程序。数据没有改动。',
  SCHEMA_FOREIGN: '这个数据库的结构与本程序不符，没有打开。请联系管理员。数据没有改动。',
  MIGRATION_FAILED: '数据库升级没有成功，已退回升级前的样子。请联系管理员，不要删除数据。',
  UNREACHABLE: '连不上 PostgreSQL。请检查 DATABASE_URL、网络和数据库是否已经启动。',
  NOT_ADMITTED: 'PostgreSQL 拒绝了登录。请检查 DATABASE_URL 里的用户名、密码和数据库名。',
  SERVER_TOO_OLD: 'PostgreSQL 的版本太旧，需要 15 或更高版本。',
  NOT_UTF8: '这个数据库的编码不是 UTF8，不能存放中文。请新建一个 UTF8 编码的数据库。',
  READ_ONLY: '数据文件夹不能写入，数据库没有打开。请检查文件夹的权限，或者换一个文件夹。',
  DISK_FULL: '磁盘已满，数据库没有打开。请清理磁盘后再启动。',
  FOLDER_NOT_EMPTY: '数据文件夹里已经有数据，没有恢复备份。请换一个空的文件夹。原来的数据没有改动。',
  DUMP_DAMAGED: '备份文件打不开，或者不是市级服务的备份，没有恢复。请换一个备份文件。原来的数据没有改动。',
  NOT_EMBEDDED:
    '市级服务用的是 PostgreSQL，备份和恢复请用 pg_dump 和 pg_restore，恢复后运行 npm run city -- --restored。',
  DAMAGED: '数据文件夹里的数据打不开。请从备份恢复，不要删除原文件夹。',
} as const;

export type DatabaseOpenErrorCode = keyof typeof openMessages;

/** `message` is in Chinese and may be shown; `details` is for the log and never holds a password. */
export class DatabaseOpenError extends Error {
  override readonly name = 'DatabaseOpenError';
  readonly code: DatabaseOpenErrorCode;
  readonly details: string;
  constructor(code: DatabaseOpenErrorCode, details = '', options?: ErrorOptions) {
    super(openMessages[code], options);
    this.code = code;
    this.details = details;
  }
}

/** SQLSTATE of an error of either driver, or the system's code (`ECONNREFUSED`); empty where there is none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

export function describeError(error: unknown): string {
  return error instanceof Error ? `${codeOf(error)} ${error.message}`.trim() : String(error);
}

type Trouble = 'full' | 'readOnly' | 'busy' | 'io' | 'other';

/** Deadlock and failed serialisation, no lock in time, cancelled, too many connections, no answer from the server. */
const busyCode =
  /^(40001|40P01|55P03|57014|57P0[1-4]|53[02]00|53300|08\w{3}|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;

function troubleOf(error: unknown): Trouble {
  const code = codeOf(error);
  if (code === '53100' || code === 'ENOSPC' || code === 'EDQUOT') return 'full';
  if (['25006', '42501', 'EACCES', 'EPERM', 'EROFS'].includes(code)) return 'readOnly';
  if (busyCode.test(code)) return 'busy';
  if (/^(58030|58P01|XX00[12])$/.test(code)) return 'io';
  // Neither has a code: the pool had no connection in time, and the server went away in the middle.
  const lost =
    error instanceof Error && /timeout exceeded when trying to connect|Connection terminated/.test(error.message);
  return lost ? 'busy' : 'other';
}

/** An error of the database as the error of the contract that tells people what happened to what they wrote. */
export function toStoreError(error: unknown): unknown {
  if (error instanceof ServiceError) return error;
  switch (troubleOf(error)) {
    case 'readOnly':
      return new ServiceError('STORE_READ_ONLY', {}, { cause: error });
    case 'full':
      return new ServiceError('DISK_FULL', {}, { cause: error });
    case 'busy':
      return new ServiceError('STORE_BUSY', {}, { cause: error });
    case 'io': {
      const detail = '写入磁盘时出错，没有保存。草稿还在屏幕上，请联系管理员检查磁盘。';
      return new ServiceError('STORE_READ_ONLY', { detail }, { cause: error });
    }
    case 'other':
      return error;
  }
}

/** An error met while opening, as a {@link DatabaseOpenError}; `otherwise` is the code of what is not told apart. */
export function toOpenError(error: unknown, otherwise: DatabaseOpenErrorCode): DatabaseOpenError {
  if (error instanceof DatabaseOpenError) return error;
  const cause = error instanceof ServiceError ? error.cause : error;
  const code = codeOf(cause);
  const trouble = troubleOf(cause);
  const options = { cause };
  // 28: the server knows the user not, or the password is wrong; 3D000: no such database.
  if (code.startsWith('28') || code === '3D000') {
    return new DatabaseOpenError('NOT_ADMITTED', describeError(cause), options);
  }
  if (trouble === 'full') return new DatabaseOpenError('DISK_FULL', describeError(cause), options);
  if (trouble === 'readOnly') return new DatabaseOpenError('READ_ONLY', describeError(cause), options);
  return new DatabaseOpenError(otherwise, describeError(cause), options);
}
