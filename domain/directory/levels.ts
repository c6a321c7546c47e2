/** The four levels at which centers work (市、区县、乡镇街道、村社区), the highest first. */
export const levels = [
  { id: 'city', name: '市级' },
  { id: 'area', name: '区县级' },
  { id: 'street', name: '乡镇（街道）级' },
  { id: 'community', name: '村（社区）级' },
] as const;
export type Level = (typeof levels)[number]['id'];

/** What of a center tells its level: the district that it belongs to, and the street or community that it looks after. */
export interface Located {
  /** Six digits; those of a city end in 00. */
  readonly feed: string;
  /** Nine digits of a street, twelve of a community; a center of the whole district has none. */
  readonly place?: string | undefined;
}

export function levelOf({ feed, place }: Located): Level {
  if (place !== undefined) return place.length > 9 ? 'community' : 'street';
  return feed.endsWith('00') ? 'city' : 'area';
}

/** Which way a case goes from one center to another. */
export const directions = [
  { id: 'up', name: '上报', to: '上级中心' },
  { id: 'down', name: '下派', to: '下级中心' },
  { id: 'across', name: '移交', to: '同级中心' },
] as const;
export type Direction = (typeof directions)[number]['id'];

/** By the levels of the two alone: a case may go up to the city’s center from any community. */
export function directionOf(from: Located, to: Located): Direction {
  const rank = (center: Located): number => levels.findIndex(({ id }) => id === levelOf(center));
  const by = rank(to) - rank(from);
  return by === 0 ? 'across' : by < 0 ? 'up' : 'down';
}

export function directionName(direction: Direction): string {
  return directions.find(({ id }) => id === direction)?.name ?? '';
}
