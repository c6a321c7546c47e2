import { parseArgs } from 'node:util';
import { accessReport } from './access/access-report.ts';
import { publicReport } from './public/public-report.ts';
import type { FaultOptions, FaultReport } from './report.ts';
import { storeReport } from './store/store-report.ts';
import { syncReport } from './sync/sync-report.ts';
import { tamperReport } from './tamper/tamper-report.ts';

/** Fault tests: power loss, bad lines, deaths in the wrong moment. Each harness is listed here by name. */
const harnesses = {
  access: accessReport,
  public: publicReport,
  store: storeReport,
  sync: syncReport,
  tamper: tamperReport,
} as const;

const usage = [
  'npm run faults -- NAME [--seed S] [--runs N]',
  '  store    a center’s writers killed at any moment, full and damaged disks, rights, clocks, migrations, restores',
  '  sync     centers and a city on PostgreSQL: bad lines, and deaths of either side at every commit',
  '  access   every role calls every procedure of a running center, and every station every call of a city, with ids out of scope; no seed',
  '  public   malformed, hostile and oversized requests to every page and call of a city and of desks, one for each run; what was stored is opened in a browser',
  '  tamper   single changes of a center’s files and of the city’s rows, by somebody who has the key',
  'The same seed gives the same history; without one it is taken from the clock, and printed.',
].join('\n');

function fail(message: string): never {
  console.error(`${message}\n\n${usage}`);
  process.exit(2);
}

function parse() {
  try {
    return parseArgs({
      args: process.argv.slice(2),
      allowPositionals: true,
      options: { seed: { type: 'string' }, runs: { type: 'string' } },
    });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

function whole(text: string | undefined, fallback: number): number {
  const value = text === undefined ? fallback : Number(text);
  return Number.isSafeInteger(value) && value >= 1 ? value : fail(`not a number of 1 or more: ${text}`);
}

const { values, positionals } = parse();
const [name = ''] = positionals;
if (!Object.hasOwn(harnesses, name)) fail(name === '' ? 'Which fault test?' : `There is no fault test ${name}.`);
const harness: (options: FaultOptions) => Promise<FaultReport> = harnesses[name as keyof typeof harnesses];

const seed = whole(values.seed, Date.now() % 1_000_000_007);
const runs = whole(values.runs, 10);
console.error(`faults ${name}: ${runs} runs from seed ${seed}`);
const seeds = Array.from({ length: runs }, (_, run) => seed + run);
const began = performance.now();
const { ok, numbers, happened, remarks, failed } = await harness({ seeds, say: (line) => console.error(line) });
const seconds = Math.round((performance.now() - began) / 1_000);
for (const [what, count] of Object.entries({ ...numbers, seconds, ...happened }))
  console.error(`  ${what.padEnd(24)} ${count}`);
for (const remark of remarks) console.error(remark);
console.error(ok ? 'ok' : `NOT OK; wrong in the runs of seed ${failed.join(', ') || '(none)'}`);
// Said at the very end and by name: the package that runs PostgreSQL ends a process that leaves by itself with 0.
process.stdout.write(`${JSON.stringify({ faults: name, ok, ...numbers, seconds, happened, remarks, failed })}\n`, () =>
  process.exit(ok ? 0 : 1),
);
