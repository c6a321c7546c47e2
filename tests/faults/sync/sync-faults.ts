import { join } from 'node:path';
import { loadDivisions } from '../../../center/resources.ts';
import { openDatabase } from '../../../city/db/database.ts';
import { migrate } from '../../../city/db/migrate.ts';
import { projectRoot } from '../../browser/project.ts';
import { newDeskTemplate } from '../../support/desk.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import {
  added,
  type Counts,
  isWrong,
  missingKinds,
  type RunOutcome,
  trivialities,
  type Wrongs,
  wrongsOf,
} from './outcome.ts';
import type { CenterParts } from './parts.ts';
import { type Plant, plants } from './plants.ts';
import { PROCESSES_EVERY, runProcesses } from './process-run.ts';
import { runOne } from './run-one.ts';
import { withoutDisk } from './without-disk.ts';

/** What the centers are called, by which their numbers are told apart, and where they are. */
const centers = [
  { feed: '410105', centerName: '金水区第一综治中心', centerShortName: '金一', committeeShortName: '金水一' },
  { feed: '410105', centerName: '金水区第二综治中心', centerShortName: '金二', committeeShortName: '金水二' },
  { feed: '410102', centerName: '中原区综治中心', centerShortName: '中一', committeeShortName: '中原' },
];
/** Histories in which a planted fault may show. */
const TRIES = 6;
const isOfProcesses = (seed: number): boolean => seed % PROCESSES_EVERY === 0;
/** Of every so many histories, in one process and of processes, one has centers of two districts that hand cases over. */
const DISTRICTS_EVERY = 3;
const PROCESS_DISTRICTS_EVERY = 20;
/** Of those in one process, every third has cases of older ledgers, too. */
const IMPORTS_EVERY = 9;
/** Of so many histories, one may by chance be without a conflict; alone, a history must have one. */
const QUIET_EVERY = 25;
/** Lanes of histories in one process that go on beside each other, and beside those of processes. */
const LANES = 2;
/** From so many runs on, every kind of conflict and fault must have happened in one of them. */
const ENOUGH = 10;

/**
 * Every station of the feed may see everything in it, so that what one does must be the same at the others (SYNC-4): where
 * each sees its own cases and those that are offered to it, two seldom work on one.
 */
const everybodySees = [
  `CREATE FUNCTION everybody_may_see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO stream_grants (feed, stream_kind, stream_id, station_id, up_to)
      SELECT NEW.feed, NEW.stream_kind, NEW.stream_id, s.station_id, 0 FROM stations s
      WHERE s.feed = NEW.feed AND s.station_id <> NEW.origin_station ON CONFLICT DO NOTHING;
    RETURN NULL; END $$`,
  'CREATE TRIGGER everybody_may_see AFTER INSERT ON stream_pens FOR EACH ROW EXECUTE FUNCTION everybody_may_see()',
  `CREATE FUNCTION everybody_sees() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO sights (feed, station_id, position) SELECT NEW.feed, s.station_id, NEW.position FROM stations s
      WHERE s.feed = NEW.feed AND s.station_id <> NEW.station_id ON CONFLICT DO NOTHING;
    RETURN NULL; END $$`,
  'CREATE TRIGGER everybody_sees AFTER INSERT ON action_headers FOR EACH ROW EXECUTE FUNCTION everybody_sees()',
];

export interface SyncFaults {
  readonly runs: number;
  readonly seed: number;
  readonly ops: number;
  readonly wrongs: { readonly [Kind in keyof Wrongs]: number };
  /** Rules broken on purpose that the harness found broken. */
  readonly found: readonly Plant[];
  readonly conflicts: Counts;
  readonly work: Counts;
  readonly faults: Counts;
  readonly unrecoverable: Counts;
  /** Runs in which something was wrong. */
  readonly failed: readonly RunOutcome[];
  /** Why the runs prove little; empty where they do. */
  readonly trivial: readonly string[];
  /** Single histories in which little happened: few enough, among the others. */
  readonly quiet: readonly string[];
}

export interface SyncFaultOptions {
  /** Of the histories, each once. */
  readonly seeds: readonly number[];
  readonly say: (line: string) => void;
}

/** Random histories of centers and a city under faults, each from its own seed. */
export function syncFaults(options: SyncFaultOptions): Promise<SyncFaults> {
  return withoutDisk(() => allRuns(options));
}

async function allRuns({ seeds, say }: SyncFaultOptions): Promise<SyncFaults> {
  const server = await startPostgres();
  try {
    const asShipped = await cityTemplate(server, []);
    const seenByAll = await cityTemplate(server, everybodySees);
    const all = await Promise.all(centers.map(centerParts));
    const ofOneDistrict = all.filter(({ feed }) => feed === all[0]?.feed);
    const divisions = loadDivisions(join(projectRoot, 'resources'));
    const one = async (seed: number, plant: Plant | null): Promise<RunOutcome> => {
      const inside = plant !== null || !isOfProcesses(seed);
      const everybodySees = plant !== null || seed % (inside ? DISTRICTS_EVERY : PROCESS_DISTRICTS_EVERY) !== 0;
      const url = await server.createDatabase(everybodySees ? seenByAll : asShipped);
      const importsOld = inside && !everybodySees && seed % IMPORTS_EVERY === 0;
      const parts = { centers: everybodySees ? ofOneDistrict : all, everybodySees, importsOld, url, divisions };
      const outcome = await (inside ? runOne(seed, { ...parts, plant }) : runProcesses(seed, parts));
      await server.dropDatabase(url);
      return outcome;
    };
    const [first = 1] = seeds;
    const found: Plant[] = [];
    for (const plant of plants) {
      const how = await findBroken((seed) => one(seed, plant), first);
      say(`${plant} broken on purpose: ${how ?? 'NOT FOUND'}`);
      if (how !== null) found.push(plant);
    }
    const lived = async (lane: readonly number[]): Promise<readonly RunOutcome[]> => {
      const outcomes: RunOutcome[] = [];
      for (const seed of lane) {
        const outcome = await one(seed, null);
        outcomes.push(outcome);
        if (isWrong(outcome)) say(`seed ${seed}: ${JSON.stringify(outcome)}`);
      }
      return outcomes;
    };
    // Each of them waits for others most of the time, the database or processes; meanwhile the histories beside it go on.
    const inside = seeds.filter((seed) => !isOfProcesses(seed));
    const lanes = [
      ...Array.from({ length: LANES }, (_, lane) => inside.filter((_seed, at) => at % LANES === lane)),
      seeds.filter(isOfProcesses),
    ];
    const outcomes: RunOutcome[] = [];
    for (const lane of await Promise.allSettled(lanes.map(lived))) {
      if (lane.status === 'rejected') throw lane.reason;
      outcomes.push(...lane.value);
    }
    return { ...summaryOf(first, outcomes), found };
  } finally {
    await server.stop();
  }
}

async function cityTemplate(server: PostgresServer, statements: readonly string[]): Promise<string> {
  const url = await server.createDatabase();
  const database = await openDatabase({ url });
  await migrate(database);
  for (const statement of statements) await database.query(statement);
  await database.close();
  return url;
}

async function centerParts({ feed, ...facts }: (typeof centers)[number]): Promise<CenterParts> {
  return { feed, name: facts.centerName, template: await newDeskTemplate({ ...facts, areaCode: feed }) };
}

/** How a broken rule shows; it must within a few histories, or the harness is blind to it. Else null. */
async function findBroken(run: (seed: number) => Promise<RunOutcome>, seed: number): Promise<string | null> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    // A broken rule may also break the program off.
    const outcome = await run(seed + attempt).catch((error: unknown) => String(error));
    const wrong = typeof outcome === 'string' ? outcome : wrongsOf(outcome);
    if (wrong !== '') return `seed ${seed + attempt}: ${wrong}`;
  }
  return null;
}

function summaryOf(seed: number, outcomes: readonly RunOutcome[]): Omit<SyncFaults, 'found'> {
  const sum = (count: (outcome: RunOutcome) => number) => outcomes.reduce((total, each) => total + count(each), 0);
  const conflicts = added(outcomes.map((outcome) => outcome.conflicts));
  const faults = added(outcomes.map((outcome) => outcome.faults));
  const work = added(outcomes.map((outcome) => outcome.work));
  const missing = outcomes.length < ENOUGH ? [] : missingKinds({ conflicts, faults, work }, outcomes.length);
  const quiet = outcomes.flatMap((outcome) => trivialities(outcome).map((what) => `seed ${outcome.seed}: ${what}`));
  const mayBeQuiet = Math.floor(outcomes.length / QUIET_EVERY);
  return {
    runs: outcomes.length,
    seed,
    ops: sum(({ ops }) => ops),
    wrongs: {
      lost: sum(({ lost }) => lost.length),
      doubled: sum(({ doubled }) => doubled.length),
      diverged: sum(({ diverged }) => diverged.length),
      numbersDoubled: sum(({ numbersDoubled }) => numbersDoubled.length),
      unaccounted: sum(({ unaccounted }) => unaccounted.length),
      rebuiltOtherwise: sum(({ rebuiltOtherwise }) => rebuiltOtherwise.length),
      unrested: sum(({ unrested }) => unrested.length),
    },
    conflicts,
    work,
    faults,
    unrecoverable: added(outcomes.map((outcome) => outcome.unrecoverable)),
    failed: outcomes.filter(isWrong),
    trivial: [...(quiet.length > mayBeQuiet ? quiet : []), ...missing.map((kind) => `no ${kind} in any run`)],
    quiet: quiet.length > mayBeQuiet ? [] : quiet,
  };
}
