import { join } from 'node:path';
import { loadDivisions } from '../../../center/resources.ts';
import { openDatabase } from '../../../city/db/database.ts';
import { migrate } from '../../../city/db/migrate.ts';
import { projectRoot } from '../../browser/project.ts';
import { newDeskTemplate } from '../../support/desk.ts';
import { startPostgres } from '../../support/postgres.ts';
import { plants } from './plants.ts';
import { type RunOutcome, type RunParts, runOne } from './run-one.ts';

const STATIONS = 2;
/** Histories in which a planted fault may show. */
const TRIES = 3;

export interface SyncFaults {
  readonly runs: number;
  readonly seed: number;
  readonly ops: number;
  readonly lost: number;
  readonly doubled: number;
  readonly diverged: number;
  readonly numbers_doubled: number;
  readonly unrested: number;
  /** Rules broken on purpose that the harness found broken, of so many. */
  readonly planted_found: number;
  readonly planted: number;
  readonly faults: Readonly<Record<string, number>>;
  /** Seeds of the runs in which something was wrong, with what it was. */
  readonly failed: readonly RunOutcome[];
}

export interface SyncFaultOptions {
  readonly seed: number;
  readonly runs: number;
  readonly say: (line: string) => void;
}

const isWrong = ({ lost, doubled, diverged, numbersDoubled, unrested }: RunOutcome): boolean =>
  [lost, doubled, diverged, numbersDoubled, unrested].some(({ length }) => length > 0);

/** Random histories of centers and a city under faults, each from its own seed: `seed`, `seed` + 1, … */
export async function syncFaults({ seed, runs, say }: SyncFaultOptions): Promise<SyncFaults> {
  const server = await startPostgres();
  try {
    const template = await server.createDatabase();
    const database = await openDatabase({ url: template });
    await migrate(database);
    await database.close();
    const templates = await Promise.all(Array.from({ length: STATIONS }, () => newDeskTemplate()));
    const divisions = loadDivisions(join(projectRoot, 'resources'));
    const one = async (ofSeed: number, plant: RunParts['plant']) =>
      runOne(ofSeed, { templates, url: await server.createDatabase(template), divisions, plant });
    const found: string[] = [];
    for (const plant of plants) if (await isFound((ofSeed) => one(ofSeed, plant), seed)) found.push(plant);
    const outcomes: RunOutcome[] = [];
    for (let run = 0; run < runs; run += 1) {
      const outcome = await one(seed + run, null);
      outcomes.push(outcome);
      if (isWrong(outcome)) say(`seed ${outcome.seed}: ${JSON.stringify(outcome)}`);
    }
    return { ...summaryOf(seed, outcomes), planted_found: found.length, planted: plants.length };
  } finally {
    await server.stop();
  }
}

/** A broken rule must show within a few histories, or the harness is blind to it. */
async function isFound(run: (seed: number) => Promise<RunOutcome>, seed: number): Promise<boolean> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) if (isWrong(await run(seed + attempt))) return true;
  return false;
}

function summaryOf(seed: number, outcomes: readonly RunOutcome[]): Omit<SyncFaults, 'planted' | 'planted_found'> {
  const sum = (count: (outcome: RunOutcome) => number) => outcomes.reduce((total, each) => total + count(each), 0);
  const faults: Record<string, number> = {};
  for (const outcome of outcomes) {
    for (const [name, count] of Object.entries(outcome.faults)) faults[name] = (faults[name] ?? 0) + count;
  }
  return {
    runs: outcomes.length,
    seed,
    ops: sum(({ ops }) => ops),
    lost: sum(({ lost }) => lost.length),
    doubled: sum(({ doubled }) => doubled.length),
    diverged: sum(({ diverged }) => diverged.length),
    numbers_doubled: sum(({ numbersDoubled }) => numbersDoubled.length),
    unrested: sum(({ unrested }) => unrested.length),
    faults,
    failed: outcomes.filter(isWrong),
  };
}
