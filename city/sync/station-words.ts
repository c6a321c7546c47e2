import type { ListedStation } from './station-list.ts';

/** As the operator's own clock shows it. */
export function localTime(instant: number | null): string {
  return instant === null ? '从未' : new Date(instant).toLocaleString('zh-CN', { hour12: false });
}

/** One line for the operator. */
export function wordsOfStation(station: ListedStation): string {
  const { feed, stationId, name, incarnation, lastPushAt, lastPullAt, revokedAt } = station;
  const standing = revokedAt === null ? '在用' : `已撤销（${localTime(revokedAt)}）`;
  const last = `上次上传 ${localTime(lastPushAt)}　上次取回 ${localTime(lastPullAt)}`;
  return `${feed}　${name}　${stationId}　第 ${incarnation} 次接入　${last}　${standing}`;
}
