import { expect } from 'vitest';
import { createCityStore } from '../../city/db/store.ts';
import type { City } from '../../city/start.ts';
import { systemEnvironment } from '../../services/environment.ts';
import { foldStream } from '../../services/sync/fold.ts';
import type { TestStation } from './stations.ts';

const FEED = '410105';

interface Row {
  readonly id: string;
  readonly position: number;
  readonly sequence: number;
}

/** The actions of the feed at the city, in their order. */
export function rowsOf({ database }: City): Promise<readonly Row[]> {
  return database.query<Row>(
    'SELECT id::text AS id, position, stream_sequence AS sequence FROM action_headers WHERE feed = $1 ORDER BY position',
    [FEED],
  );
}

/** Every action of every station is at the city once; every case is the same there, here, and in a fold of the log. */
export async function expectAllAlike(city: City, stations: readonly TestStation[]): Promise<void> {
  const scope = createCityStore(city.database).scope({ feed: FEED, station: { stationId: 'test', incarnation: 1 } });
  const rows = await rowsOf(city);
  const ids = rows.map(({ id }) => id);
  // Which centers there are, the city tells everybody in a feed of its own.
  const told = await city.database.query<{ id: string }>(
    "SELECT id::text AS id FROM action_headers WHERE feed = 'city'",
  );
  const held = [...ids, ...told.map(({ id }) => id)];
  expect(new Set(ids).size).toBe(ids.length);
  expect(rows.map(({ position }) => position)).toEqual(rows.map((_, index) => index + 1));
  for (const { desk } of stations) {
    expect(await desk.store.read(({ sync }) => sync.waitingCount())).toBe(0);
    const cases = new Set<string>();
    for (const { id, streamKind, streamId } of await headersOf(desk.store)) {
      expect(held).toContain(id);
      if (streamKind === 'case') cases.add(streamId);
    }
    for (const caseId of cases) {
      const here = (await desk.store.read((reads) => reads.cases.find(caseId)))?.state ?? null;
      expect((await scope.read((reads) => reads.cases.find(caseId)))?.state ?? null).toEqual(here);
      expect(await scope.read((reads) => foldStream(reads, systemEnvironment, 'case', caseId))).toEqual(here);
    }
  }
}

/** The headers that a station has, in the order of its log. */
export function headersOf(store: TestStation['desk']['store']) {
  return store.read(async ({ log }) => {
    const headers = [];
    for await (const { header } of log.all()) headers.push(header);
    return headers;
  });
}
