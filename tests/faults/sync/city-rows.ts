import type { Database } from '../../../city/db/database.ts';
import { createCityStore } from '../../../city/db/store.ts';
import type { Directory } from '../../../domain/directory/divisions.ts';
import { canonicalJson, type Json } from '../../../domain/log/canonical-json.ts';
import { systemEnvironment } from '../../../services/environment.ts';
import { rebuildProjections } from '../../../services/log/rebuild.ts';
import { createRulesCache } from '../../../services/settings/rules.ts';
import { foldStream } from '../../../services/sync/fold.ts';
import type { TestDesk } from '../../support/desk.ts';

const json = (value: unknown): string => canonicalJson((value ?? null) as Json);

/** Cases whose rows at the city are not the fold of the city's log. */
export async function casesFoldedOtherwise(database: Database, feed: string): Promise<readonly string[]> {
  const rows = await database.query<{ id: string }>(
    `SELECT DISTINCT stream_id::text AS id FROM action_headers WHERE feed = $1 AND stream_kind = 'case'`,
    [feed],
  );
  const scope = createCityStore(database).scope({ feed, station: { stationId: 'check', incarnation: 1 } });
  return scope.read(async (reads) => {
    const wrong: string[] = [];
    for (const { id } of rows) {
      const kept = (await reads.cases.find(id))?.state;
      if (json(kept) !== json(await foldStream(reads, systemEnvironment, 'case', id))) wrong.push(`city: case ${id}`);
    }
    return wrong;
  });
}

/** Staff of the centers are nobody's own at the city: their rows are compared with a fold by the city itself. */
export async function staffFoldedOtherwise(database: Database, feed: string): Promise<readonly string[]> {
  const [server] = await database.query<{ stationId: string; incarnation: number }>(
    'SELECT server_id AS "stationId", epoch AS incarnation FROM server',
  );
  if (!server) throw new Error('the city does not know who it is');
  return createCityStore(database)
    .scope({ feed, station: server })
    .read(async (reads) => {
      const wrong: string[] = [];
      for (const member of await reads.directory.allStaff()) {
        const folded = await foldStream(reads, systemEnvironment, 'staff', member.staffId);
        if (json(folded) !== json(member)) wrong.push(`city: staff ${member.staffId}`);
      }
      return wrong;
    });
}

const cityRows = ['cases', 'case_states', 'case_mediators', 'case_search'] as const;

/** Rebuilds the city's rows of a feed from its log; names the tables that come out otherwise (LOG-4). */
export async function cityRebuilt(
  database: Database,
  feed: string,
  desk: TestDesk,
  divisions: Directory,
): Promise<readonly string[]> {
  const dump = async () => {
    const tables: string[] = [];
    for (const table of cityRows) {
      const rows = await database.query<{ row: string }>(
        `SELECT to_jsonb(t)::text AS row FROM ${table} t WHERE feed = $1 ORDER BY 1`,
        [feed],
      );
      tables.push(rows.map(({ row }) => row).join('\n'));
    }
    return tables;
  };
  const station = await desk.store.read(({ log }) => log.station());
  const before = await dump();
  await rebuildProjections({
    store: createCityStore(database).scope({ feed, station }),
    rules: createRulesCache(divisions),
    environment: systemEnvironment,
  });
  const after = await dump();
  return cityRows.filter((_, index) => before[index] !== after[index]).map((table) => `city: ${table}`);
}
