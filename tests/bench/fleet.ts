import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { loadDivisions } from '../../center/resources.ts';
import { type Database, openDatabase } from '../../city/db/database.ts';
import { serverKeys } from '../../city/sync/keys.ts';
import { createStations } from '../../city/sync/stations.ts';
import { projectRoot } from '../browser/project.ts';
import { startPostgres } from '../support/postgres.ts';
import { type ServerProcess, startCityProcess } from './city-process.ts';
import { type FleetJob, type FleetResult, fleetResultSchema } from './fleet-job.ts';
import { fleetSeats } from './fleet-plan.ts';
import { parentOf, processorOf } from './processor.ts';
import type { Metrics, Threshold } from './report.ts';
import { percentile } from './statistics.ts';

export const fleetThresholds: readonly Threshold[] = [
  { metric: 'p99_ms', atMost: 300 },
  { metric: 'lost', atMost: 0 },
];

export interface FleetOptions {
  readonly stations: number;
  readonly minutes: number;
  /** Of all stations together, at least. */
  readonly actions: number;
  readonly rounds: number;
  readonly drivers: number;
  readonly say: (line: string) => void;
}

/** A fleet of so many stations beside the one that was asked for, so that growth shows. */
const SMALL = 300;

/** Indices of the two fleets do not meet. */
const FROM_OF_SMALL = 100_000;

/**
 * The day of a city's stations on one server and one PostgreSQL, squeezed into minutes. A small fleet has its day first: it
 * shows the growth, and the server that the large one meets has been at work, as a city's server has.
 */
export async function fleetBench(options: FleetOptions): Promise<Metrics> {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-fleet-'));
  const server = await startPostgres({ durable: true });
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true }), () => server.stop()];
  try {
    const city = await startCityProcess(server.url);
    closing.push(() => city.close());
    const database = await openDatabase({ url: server.url, connections: 4 });
    closing.push(() => database.close());
    const site = { city, database, folder };
    const ofSmall = { ...options, stations: SMALL, actions: actionsOfSmall(options), from: FROM_OF_SMALL };
    const small = options.stations > SMALL ? await oneFleet(site, ofSmall) : {};
    const names = Object.entries(small).map(([name, value]) => [`${name}_at_${SMALL}`, value] as const);
    return { ...(await oneFleet(site, { ...options, from: 0 })), ...Object.fromEntries(names) };
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

/** As many for each station as in the large fleet. */
function actionsOfSmall({ actions, stations }: FleetOptions): number {
  return Math.ceil((actions / stations) * SMALL);
}

interface Site {
  readonly city: ServerProcess;
  readonly database: Database;
  /** For the results of the drivers. */
  readonly folder: string;
}

type Fleet = FleetOptions & { readonly from: number };

async function oneFleet(
  { city, database, folder }: Site,
  { stations, from, minutes, actions, rounds, drivers, say }: Fleet,
): Promise<Metrics> {
  await makeCodes(database, stations, from);
  const job = {
    ...{ origin: city.origin, stations, from, drivers, rounds },
    actionsEach: Math.ceil(actions / stations),
    seconds: minutes * 60,
  };
  const running = await Promise.all(
    Array.from({ length: drivers }, (_, driver) =>
      startDriver({ ...job, driver, result: join(folder, `${from}-${driver}.json`) }),
    ),
  );
  const processor = await processorMeter(database, city.pid);
  say(`  ${stations} stations have enrolled; they work for ${minutes} min`);
  for (const { process: child } of running) child.stdin?.write('go\n');
  const results = await Promise.all(running.map(({ ended }) => ended));
  const used = processor();
  const rss = city.peakMemory();
  const lost = await lostOf(database, results);
  return { ...metricsOf(results, lost, rss, say), ...perCall(used, results) };
}

/** Milliseconds of processor by process. */
type Used = Readonly<Record<'city' | 'postgres', number>>;

/** Gives what the server and PostgreSQL use from now on: on a machine that others use too, waits say little. */
async function processorMeter(database: Database, city: number): Promise<() => Used> {
  const [row] = await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const postgres = parentOf(row?.pid ?? 0);
  const now = () => ({ city: processorOf(city), postgres: processorOf(postgres) });
  const before = now();
  return () => {
    const after = now();
    return { city: after.city - before.city, postgres: after.postgres - before.postgres };
  };
}

function perCall({ city, postgres }: Used, results: readonly FleetResult[]): Metrics {
  const calls = results.reduce((total, { waits }) => total + waits.length, 0);
  const drivers = results.reduce((total, { processor }) => total + processor, 0);
  return { city_cpu_ms: city / calls, postgres_cpu_ms: postgres / calls, drivers_cpu_ms: drivers / calls };
}

async function makeCodes(database: Database, stations: number, from: number): Promise<void> {
  const codes = createStations(database, await serverKeys(database), { serverId: 'bench', now: Date.now });
  const seats = fleetSeats(loadDivisions(join(projectRoot, 'resources')), stations, from);
  for (const { code, place } of seats) await codes.acceptCode(code, place.name);
}

interface Driver {
  readonly process: ChildProcess;
  readonly ended: Promise<FleetResult>;
}

/** Resolves once its stations have their day's work and have enrolled. */
function startDriver(job: FleetJob): Promise<Driver> {
  const program = join(projectRoot, 'tests/bench/fleet-driver.ts');
  const child = spawn(process.execPath, [program, JSON.stringify(job)], { stdio: ['pipe', 'pipe', 'pipe'] });
  const said: string[] = [];
  child.stderr.on('data', (text: Buffer) => said.push(text.toString()));
  return new Promise((resolve, reject) => {
    const ended = new Promise<FleetResult>((resolveEnd, rejectEnd) => {
      child.once('exit', (code) => {
        if (code === 0) resolveEnd(fleetResultSchema.parse(JSON.parse(readFileSync(job.result, 'utf8'))));
        else rejectEnd(new Error(`a driver ended with ${code}: ${said.join('').slice(-2_000)}`));
      });
    });
    ended.catch(reject);
    createInterface(child.stdout).once('line', () => resolve({ process: child, ended }));
  });
}

/** Acknowledged actions that the city has not exactly once in its log, or not in its fold. */
async function lostOf(database: Database, results: readonly FleetResult[]): Promise<number> {
  const acknowledged = results.flatMap((result) => result.acknowledged);
  let lost = 0;
  for (const [feed, ofFeed] of Map.groupBy(acknowledged, (action) => action.feed)) {
    const rows = await database.query<{ id: string; count: number }>(
      'SELECT id::text AS id, count(*)::int AS count FROM action_headers WHERE feed = $1 GROUP BY id',
      [feed],
    );
    const counts = new Map(rows.map(({ id, count }) => [id, count]));
    lost += ofFeed.filter(({ id }) => counts.get(id) !== 1).length;
    const states = await database.query<{ id: string; revision: number }>(
      `SELECT c.id::text AS id, (s.state::json ->> 'revision')::int AS revision FROM cases c
       JOIN case_states s ON s.feed = c.feed AND s.seq = c.seq WHERE c.feed = $1`,
      [feed],
    );
    const revisions = new Map(states.map(({ id, revision }) => [id, revision]));
    for (const [caseId, ofCase] of Map.groupBy(ofFeed, (action) => action.caseId)) {
      const folded = ofCase.filter((action) => action.folded).length;
      lost += Math.abs(folded - (revisions.get(caseId) ?? 0));
    }
  }
  return lost;
}

function metricsOf(results: readonly FleetResult[], lost: number, rss: number, say: FleetOptions['say']): Metrics {
  const waits = results.flatMap((result) => result.waits);
  const failures = results.flatMap((result) => result.failures);
  const acknowledged = results.reduce((total, result) => total + result.acknowledged.length, 0);
  const unsent = results.reduce((total, { waiting }) => total + waiting, 0);
  for (const words of new Set(failures.slice(0, 5))) say(`  refused: ${words}`);
  if (unsent > 0) throw new Error(`${unsent} actions could not be sent`);
  const folded = results.flatMap((result) => result.acknowledged).filter((action) => action.folded).length;
  return {
    requests: waits.length,
    actions: acknowledged,
    folded,
    seconds: Math.max(...results.map(({ seconds }) => seconds)),
    p50_ms: percentile(waits, 0.5),
    p99_ms: percentile(waits, 0.99),
    max_ms: waits.reduce((most, wait) => Math.max(most, wait), 0),
    failed_rounds: failures.length,
    lost,
    rss_mb: rss,
  };
}
