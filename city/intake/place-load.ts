import { ServiceError } from '../../contract/errors.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import type { PlaceLimits } from '../../domain/intake/work.ts';
import type { Database } from '../db/database.ts';
import { feedOf } from './intake.ts';
import { centerOf } from './offer.ts';

const HOUR_MS = 60 * 60_000;

/** What residents have submitted about a place: within the hour, and within the day. */
export type PlaceLoad = PlaceLimits;

const loadSql = `SELECT count(*) FILTER (WHERE registered_at > $3)::int AS hour, count(*)::int AS day FROM cases
  WHERE feed = $1 AND registered_at > $4 AND place_code = $2 AND case_number LIKE '%一码〔%'`;

export interface PlaceLoads {
  /** Of no place nothing was submitted. */
  of(placeCode: string): Promise<PlaceLoad>;
  /** @throws ServiceError TOO_MANY_QUESTIONS in words, with where to go instead */
  require(placeCode: string): Promise<void>;
}

/** Counts the cases themselves: whoever is busy at a place is so for all servers on the database. */
export function createPlaceLoads(
  database: Database,
  divisions: Directory,
  { limits, now }: { readonly limits: PlaceLimits; readonly now: () => number },
): PlaceLoads {
  async function of(placeCode: string): Promise<PlaceLoad> {
    const place = divisions.find(placeCode);
    if (!place) return { hour: 0, day: 0 };
    const since = [now() - HOUR_MS, now() - 24 * HOUR_MS];
    const [row] = await database.query<PlaceLoad>(loadSql, [feedOf(place), placeCode, ...since]);
    return row ?? { hour: 0, day: 0 };
  }

  return {
    of,
    async require(placeCode) {
      const { hour, day } = await of(placeCode);
      if (hour < limits.hour && day < limits.day) return;
      const place = divisions.find(placeCode);
      const center = place && (await centerOf(database, feedOf(place), placeCode));
      const detail = `这个地方${day < limits.day ? '这一小时' : '今天'}网上提交的太多了，先收不下。请直接到${center?.name ?? '当地的综治中心'}说，或者打 12345；有危险打 110。`;
      throw new ServiceError('TOO_MANY_QUESTIONS', { detail, retryAfter: day < limits.day ? 3_600 : 24 * 3_600 });
    },
  };
}
