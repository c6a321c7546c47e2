import { errorTable, ServiceError } from '../../contract/errors.ts';
import { CityCallFailed } from './client.ts';

/** What people read of a failure of the line or the city; null for a defect, which is not a failure of the round. */
export function wordsOf(error: unknown, signal: AbortSignal): string | null {
  if (signal.aborted) return '程序正在退出，下次接着同步。';
  if (error instanceof ServiceError) return error.message;
  if (!(error instanceof CityCallFailed)) return null;
  if (error.tooLarge) return '有一条记录太大，市平台或中间的网络设备不收，请管理员处理。';
  if (error.code !== null) return error.message || errorTable[error.code].message;
  return error.status === null
    ? '连不上市平台，会自动再试。数据都在本机。'
    : `市平台回答了 ${error.status}，会自动再试。数据都在本机。`;
}
