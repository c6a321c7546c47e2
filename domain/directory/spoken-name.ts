/**
 * The name of a village or community as people say it: 鸿苑社区居民委员会 → 鸿苑社区, 黄庄村委会 → 黄庄村. A plain
 * 居委会 keeps its ending, because 告成居委会 without it would be the town it lies in.
 */
export function spokenVillageName(name: string): string {
  const community = /^(.*社区)(?:居民)?(?:管理)?(?:委员会|居委会)$/.exec(name);
  if (community?.[1]) return community[1];
  const village = /^(.+?)村?(?:村民委员会|村委会)$/.exec(name);
  if (village?.[1]) return `${village[1]}村`;
  return name.replace(/居民委员会$/, '居委会');
}

/** The name of a street without the name of its area before it: 郑州经济技术开发区明湖街道 → 明湖街道. */
export function spokenStreetName(name: string, areaName: string): string {
  return name.startsWith(areaName) && name.length > areaName.length ? name.slice(areaName.length) : name;
}

/** What is left of a street's name when nobody needs to hear that it is a street: 兴达路街道 → 兴达路. */
export function streetStem(name: string): string {
  return name.length > 2 ? name.replace(/街道$/, '') : name;
}
