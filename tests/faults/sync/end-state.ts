import type { Database } from '../../../city/db/database.ts';
import { createCityStore } from '../../../city/db/store.ts';
import type { Directory } from '../../../domain/directory/divisions.ts';
import { canonicalJson, type Json } from '../../../domain/log/canonical-json.ts';
import { isFolded, type VerdictKind } from '../../../domain/sync/verdict.ts';
import { systemEnvironment } from '../../../services/environment.ts';
import { rebuildProjections } from '../../../services/log/rebuild.ts';
import { createRulesCache } from '../../../services/settings/rules.ts';
import { foldStream } from '../../../services/sync/fold.ts';
import { SyncedDesk } from '../../../services/sync/testing.ts';
import type { TestDesk } from '../../support/desk.ts';
import type { Done } from './history.ts';
import type { Counts, Wrongs } from './outcome.ts';

interface ActionAtCity {
  readonly id: string;
  readonly feed: string;
  readonly streamKind: string;
  readonly streamId: string;
  readonly streamSequence: number;
  readonly headerHash: string;
  readonly stationId: string;
  readonly verdict: VerdictKind;
}

const actionsSql = `SELECT h.id::text AS id, h.feed, h.stream_kind AS "streamKind", h.stream_id::text AS "streamId",
    h.stream_sequence AS "streamSequence", h.header_hash AS "headerHash", h.station_id AS "stationId",
    coalesce(v.verdict, 'accepted') AS verdict
  FROM action_headers h
  LEFT JOIN LATERAL (SELECT verdict FROM verdicts w WHERE w.feed = h.feed AND w.position = h.position
    ORDER BY w.ordinal DESC LIMIT 1) v ON true
  ORDER BY h.feed, h.position`;

const json = (value: unknown): string => canonicalJson((value ?? null) as Json);

export interface Ended {
  readonly wrongs: Omit<Wrongs, 'unrested'>;
  /** What the city said of the actions, by verdict. */
  readonly conflicts: Counts;
}

export interface EndState {
  /** Of the city. */
  readonly database: Database;
  readonly feed: string;
  readonly desks: readonly TestDesk[];
  readonly done: readonly Done[];
  /** Actions that no disk holds any more, after faults that went beyond what sync can mend. */
  readonly gone: ReadonlySet<string>;
  readonly divisions: Directory;
}

/** Compares what the desks were told, the city, and every station; all stations see everything in the feed. */
export async function compareAll({ database, feed, desks, done, gone, divisions }: EndState): Promise<Ended> {
  const actions = await database.query<ActionAtCity>(actionsSql);
  const diverged: string[] = [];
  const unaccounted: string[] = [];
  for (const [index, desk] of desks.entries()) {
    diverged.push(...(await differences(desk, actions)).map((what) => `station ${index}: ${what}`));
    unaccounted.push(...(await unaccountedOf(database, desk, actions)).map((what) => `station ${index}: ${what}`));
  }
  diverged.push(...(await differentCases(database, feed, desks)));
  const rebuiltOtherwise: string[] = [];
  for (const [index, desk] of desks.entries()) {
    const { before, after } = await new SyncedDesk(desk).rebuilt();
    if (json(before) !== json(after)) rebuiltOtherwise.push(`station ${index}`);
  }
  rebuiltOtherwise.push(
    ...(await staffFoldedOtherwise(database, feed)),
    ...(await cityRebuilt(database, feed, desks, divisions)),
  );
  const seen = new Map<string, number>();
  for (const { id } of actions) seen.set(id, (seen.get(id) ?? 0) + 1);
  const numbers = done.flatMap(({ number }) => number ?? []);
  return {
    wrongs: {
      lost: done.filter(({ actionId }) => !seen.has(actionId) && !gone.has(actionId)).map(({ actionId }) => actionId),
      doubled: [...seen].filter(([, count]) => count > 1).map(([id]) => id),
      diverged,
      numbersDoubled: numbers.filter((number, index) => numbers.indexOf(number) !== index),
      unaccounted,
      rebuiltOtherwise,
    },
    conflicts: {
      flagged: actions.filter(({ verdict }) => verdict === 'flagged').length,
      set_aside: actions.filter(({ verdict }) => verdict === 'set_aside').length,
      held: actions.filter(({ verdict }) => verdict === 'held').length,
    },
  };
}

/** Actions that the station has otherwise than the city, not at all, or alone. */
async function differences(desk: TestDesk, actions: readonly ActionAtCity[]): Promise<readonly string[]> {
  const here = new Map<string, string>();
  await desk.store.read(async ({ sync }) => {
    for await (const { header, headerHash, place } of sync.all()) {
      here.set(header.id, `${headerHash} ${place?.streamSequence} ${place?.verdict}`);
    }
  });
  const found: string[] = [];
  for (const { id, headerHash, streamSequence, verdict } of actions) {
    if (here.get(id) !== `${headerHash} ${streamSequence} ${verdict}`) found.push(`action ${id}`);
    here.delete(id);
  }
  return [...found, ...[...here.keys()].map((id) => `action ${id} is not at the city`)];
}

/** Every action of the station that nobody folds waits at the city to be settled, or was; and is shown until it is. */
async function unaccountedOf(
  database: Database,
  desk: TestDesk,
  actions: readonly ActionAtCity[],
): Promise<readonly string[]> {
  const { stationId, shown } = await desk.store.read(async ({ log, sync }) => ({
    ...(await log.station()),
    shown: (await sync.needsAttention()).flatMap((group) => group.actions.map(({ id }) => id)),
  }));
  const kept = await database.query<{ id: string; isSettled: boolean }>(
    `SELECT h.id::text AS id, s.settled_at IS NOT NULL AS "isSettled" FROM set_asides s
     JOIN action_headers h ON h.feed = s.feed AND h.position = s.position WHERE s.station_id = $1`,
    [stationId],
  );
  const unfolded = actions.filter((each) => each.stationId === stationId && !isFolded(each.verdict));
  const waiting = kept.filter(({ isSettled }) => !isSettled);
  return [
    ...apart(
      unfolded.map(({ id }) => id),
      kept.map(({ id }) => id),
    ),
    ...apart(
      shown,
      waiting.map(({ id }) => id),
    ),
  ];
}

/** What is in one of the lists only. */
function apart(one: readonly string[], other: readonly string[]): readonly string[] {
  return [...one.filter((id) => !other.includes(id)), ...other.filter((id) => !one.includes(id))];
}

/** Cases that are not the same at every station, at the city, and in a fold of the city's log. */
async function differentCases(
  database: Database,
  feed: string,
  desks: readonly TestDesk[],
): Promise<readonly string[]> {
  const rows = await database.query<{ id: string }>(
    `SELECT DISTINCT stream_id::text AS id FROM action_headers WHERE feed = $1 AND stream_kind = 'case'`,
    [feed],
  );
  const scope = createCityStore(database).scope({ feed, station: { stationId: 'check', incarnation: 1 } });
  const texts = new Map<string, Set<string>>(rows.map(({ id }) => [id, new Set()]));
  await scope.read(async (reads) => {
    for (const [caseId, of] of texts) {
      of.add(json((await reads.cases.find(caseId))?.state));
      of.add(json(await foldStream(reads, systemEnvironment, 'case', caseId)));
    }
  });
  for (const desk of desks) {
    await desk.store.read(async ({ cases }) => {
      for (const [caseId, of] of texts) of.add(json((await cases.find(caseId))?.state));
    });
  }
  return [...texts].filter(([, of]) => of.size > 1).map(([caseId]) => `case ${caseId}`);
}

/** Staff of the centers are nobody's own at the city: their rows are compared with a fold by the city itself. */
async function staffFoldedOtherwise(database: Database, feed: string): Promise<readonly string[]> {
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
async function cityRebuilt(
  database: Database,
  feed: string,
  desks: readonly TestDesk[],
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
  const [desk] = desks;
  if (!desk) return [];
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
