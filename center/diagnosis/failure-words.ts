import { errorTable } from '../../contract/errors.ts';
import { PROGRAM_FAILED } from '../../services/sync/worker.ts';

const known: ReadonlySet<string> = new Set([
  ...Object.values(errorTable).map(({ message }) => message),
  PROGRAM_FAILED,
]);

/** How the sentences begin that a round itself ends with (services/sync/round.ts). */
const beginnings = /^(?:连不上市平台|一轮没有传完|有一条记录太大|程序正在退出|这次下行会减少|市平台回答了 \d{3})/;

/** Why a round ended, where those are words of this program; what the city or a guard said may name somebody. */
export function failureWords(failure: string | null): string | null {
  if (failure === null || known.has(failure)) return failure;
  return beginnings.exec(failure)?.[0] ?? '（另有说明，只在本中心的页面上看）';
}
