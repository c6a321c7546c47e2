import type { SyncRound } from '../../contract/sync-page.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** Clocks that differ by less, in ms, are said to agree. */
export const CLOCK_TELLS_FROM_MS = 1_000;

/** From this difference on, in ms, the clock of a station should be set right. It never stops work (SYNC-7). */
export const CLOCK_WARNS_FROM_MS = 5 * 60_000;

/** 12 KB, 3.4 MB. Something is never said to be nothing. */
export function sizeWords(bytes: number): string {
  if (bytes >= MIB) return `${(bytes / MIB).toFixed(1)} MB`;
  return `${Math.ceil(bytes / KIB)} KB`;
}

/** Rounds from which the speed is taken. */
const SPEED_ROUNDS = 5;

/** What the last rounds that came through really carried in a second: 上传 12 KB/秒，取回 3 KB/秒. */
export function speedWords(rounds: readonly Pick<SyncRound, 'outcome' | 'sent' | 'received' | 'ms'>[]): string {
  const measured = rounds.filter(({ outcome, ms }) => outcome === 'complete' && ms > 0).slice(0, SPEED_ROUNDS);
  if (measured.length === 0) return '还没有测到';
  const sum = (part: 'sent' | 'received' | 'ms') => measured.reduce((total, round) => total + round[part], 0);
  const perSecond = (bytes: number) => sizeWords(bytes / (sum('ms') / 1000));
  return `上传 ${perSecond(sum('sent'))}/秒，取回 ${perSecond(sum('received'))}/秒`;
}

/** 1,204 */
export function countWords(count: number): string {
  return count.toLocaleString('zh-CN');
}

/** How long something took: 不到 1 秒, 12 秒, 3 分 5 秒, 2 小时 3 分, 4 天 2 小时. */
export function spanWords(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 1) return '不到 1 秒';
  if (seconds < 60) return `${seconds} 秒`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return withRest(`${minutes} 分`, seconds % 60, '秒');
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return withRest(`${hours} 小时`, minutes % 60, '分');
  return withRest(`${Math.floor(hours / 24)} 天`, hours % 24, '小时');
}

function withRest(whole: string, rest: number, unit: string): string {
  return rest === 0 ? whole : `${whole} ${rest} ${unit}`;
}

/** This station's clock against the city's: 本机快 3 秒. */
export function clockWords(offsetMs: number | null): string {
  if (offsetMs === null) return '还没有比对过';
  if (Math.abs(offsetMs) < CLOCK_TELLS_FROM_MS) return '一致';
  return `本机${offsetMs > 0 ? '快' : '慢'} ${spanWords(Math.abs(offsetMs))}`;
}

/** 16:12 for today, 11-24 09:12 for another day, with its year for another year. */
export function whenWords(instant: number, now: number): string {
  const whole = formatInstant(instant);
  const today = toChinaDate(now);
  if (whole.startsWith(today)) return whole.slice(11);
  return whole.slice(0, 4) === today.slice(0, 4) ? whole.slice(5) : whole;
}
