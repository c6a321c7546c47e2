import type { Database } from '../db/database.ts';

/** A station as the city's operator sees it (SYNC-14); instants in ms by the server's clock, null for never. */
export interface ListedStation {
  /** The district. */
  readonly feed: string;
  readonly stationId: string;
  readonly name: string;
  /** The life that may push now. */
  readonly incarnation: number;
  readonly enrolledAt: number;
  readonly lastPushAt: number | null;
  readonly lastPullAt: number | null;
  readonly revokedAt: number | null;
  /** Code of the street or community that it looks after; null for a center of the whole district. */
  readonly place: string | null;
}

const COLUMNS = `feed, station_id AS "stationId", name, incarnation, enrolled_at AS "enrolledAt",
  last_push_at AS "lastPushAt", last_pull_at AS "lastPullAt", revoked_at AS "revokedAt",
  place_code AS place`;

export function listStations({ query }: Pick<Database, 'query'>): Promise<readonly ListedStation[]> {
  return query<ListedStation>(`SELECT ${COLUMNS} FROM stations ORDER BY feed, name, station_id`);
}

/**
 * A station by what an operator calls it, its name or its id.
 * @throws RangeError in Chinese where the district has none of that name, or several.
 */
export async function findStation(
  { query }: Pick<Database, 'query'>,
  feed: string,
  wanted: string,
): Promise<ListedStation> {
  const found = await query<ListedStation>(
    `SELECT ${COLUMNS} FROM stations WHERE feed = $1 AND (station_id = $2 OR name = $2) ORDER BY station_id`,
    [feed, wanted],
  );
  const [station, ...others] = found;
  if (!station) throw new RangeError(`${feed} 没有叫「${wanted}」的工作站`);
  if (others.length > 0) {
    const ids = found.map(({ stationId }) => stationId).join('、');
    throw new RangeError(`${feed} 有几台工作站都叫「${wanted}」，请改用编号：${ids}`);
  }
  return station;
}
