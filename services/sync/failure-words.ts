import { errorTable, ServiceError } from '../../contract/errors.ts';
import { type SyncFailure, syncFailureOf } from '../../domain/sync/failures.ts';
import { CityCallFailed } from './client.ts';

/** Why a round ended early: for the program, and in Chinese for people. */
export interface Failed {
  readonly code: SyncFailure;
  readonly words: string;
}

/** What a failure of the line or the city is to a round; null for a defect, which is not a failure of the round. */
export function failureOf(error: unknown, signal: AbortSignal): Failed | null {
  if (signal.aborted) return { code: 'STOPPED', words: '程序正在退出，下次接着同步。' };
  if (error instanceof ServiceError) return { code: syncFailureOf(error.code), words: error.message };
  if (!(error instanceof CityCallFailed)) return null;
  if (error.tooLarge) return { code: 'TOO_LARGE', words: '有一条记录太大，市平台或中间的网络设备不收，请管理员处理。' };
  if (error.code !== null) {
    const words = error.message || errorTable[error.code].message;
    return { code: syncFailureOf(error.code), words };
  }
  return error.status === null
    ? { code: 'UNREACHABLE', words: '连不上市平台，会自动再试。数据都在本机。' }
    : { code: 'CITY_FAILED', words: `市平台回答了 ${error.status}，会自动再试。数据都在本机。` };
}
