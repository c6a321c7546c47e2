import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDivisions } from '../../center/resources.ts';
import { projectRoot } from '../browser/project.ts';
import { type FleetJob, type FleetResult, fleetJobSchema } from './fleet-job.ts';
import { fleetLine } from './fleet-line.ts';
import { fleetSeats } from './fleet-plan.ts';
import { FleetStation } from './fleet-station.ts';

/** Enrols so many stations at once before the clock runs. */
const AT_ONCE = 24;

/** Rounds that a station may need at the end to send what an earlier one could not. */
const LAST_ROUNDS = 5;

function say(message: Readonly<Record<string, unknown>>): void {
  console.log(JSON.stringify(message));
}

async function eachOf<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Rounds at instants drawn beforehand, whether or not the server keeps up: a queue shows as a wait. */
async function work(stations: readonly FleetStation[], { rounds, seconds }: FleetJob): Promise<void> {
  const start = performance.now();
  const length = (seconds * 1_000) / rounds;
  const due = stations.flatMap((station) =>
    Array.from({ length: rounds }, (_, round) => ({ station, round, at: (round + station.random.next()) * length })),
  );
  const running = new Set<Promise<void>>();
  for (const { station, round, at } of due.sort((one, other) => one.at - other.at)) {
    const wait = start + at - performance.now();
    if (wait > 1) await sleep(wait);
    const run = station.round((round + 1) / rounds).finally(() => running.delete(run));
    running.add(run);
  }
  await Promise.all(running);
}

const job = fleetJobSchema.parse(JSON.parse(process.argv[2] ?? ''));
const divisions = loadDivisions(join(projectRoot, 'resources'));
const seats = fleetSeats(divisions, job.stations, job.from).filter(({ index }) => index % job.drivers === job.driver);
const line = fleetLine(job.origin);
const stations = seats.map((seat) => new FleetStation(line, seat, divisions, job.actionsEach));
await eachOf(stations, AT_ONCE, (station) => station.enrol());
say({ type: 'ready', origin: job.origin });
await new Promise((resolve) => process.stdin.once('data', resolve));
const began = performance.now();
const usedBefore = process.cpuUsage();
await work(stations, job);
const seconds = (performance.now() - began) / 1_000;
for (let round = 0; round < LAST_ROUNDS && stations.some(({ waiting }) => waiting > 0); round += 1) {
  await eachOf(stations, AT_ONCE, (station) => (station.waiting > 0 ? station.round(1) : Promise.resolve()));
}
line.close();
const { user, system } = process.cpuUsage(usedBefore);
const result: FleetResult = {
  seconds,
  processor: (user + system) / 1_000,
  waits: stations.flatMap((station) => station.waits),
  failures: stations.flatMap((station) => station.failures),
  waiting: stations.reduce((total, { waiting }) => total + waiting, 0),
  acknowledged: stations.flatMap((station) => station.acknowledged),
};
writeFileSync(job.result, JSON.stringify(result));
process.exit(0);
