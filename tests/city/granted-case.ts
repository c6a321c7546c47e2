import type { City } from '../../city/start.ts';
import type { TestStation } from './stations.ts';

/** For tests only: lets another station see a case of the feed, as one that the case was handed over to. */
export async function grantCase(
  { database }: Pick<City, 'database'>,
  feed: string,
  caseId: string,
  { credentials }: TestStation,
): Promise<void> {
  await database.query(
    `INSERT INTO stream_grants (feed, stream_kind, stream_id, station_id, up_to) VALUES ($1, 'case', $2, $3, 0)`,
    [feed, caseId, credentials.stationId],
  );
  await database.query(
    `INSERT INTO sights (feed, station_id, position) SELECT feed, $3, position FROM action_headers
     WHERE feed = $1 AND stream_kind = 'case' AND stream_id = $2 ON CONFLICT DO NOTHING`,
    [feed, caseId, credentials.stationId],
  );
}
