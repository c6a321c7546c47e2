import { parseArgs } from 'node:util';
import { cryptoBench, cryptoThresholds } from './crypto.ts';
import { deskBench, deskThresholds } from './desk.ts';
import { fleetBench, fleetThresholds } from './fleet.ts';
import { intakeBench, intakeThresholds } from './intake.ts';
import { ledgerBench, ledgerThresholds } from './ledger.ts';
import { printBench, printThresholds } from './print.ts';
import { type Metrics, resultOf, type Threshold, tableOf } from './report.ts';
import { syncBench, syncThresholds } from './sync.ts';

interface Bench {
  readonly usage: string;
  readonly thresholds: readonly Threshold[];
  run(options: Options): Promise<Metrics>;
}

interface Options {
  readonly size: number;
  /** Of `sync` and `fleet`; each has its own number where none is given. */
  readonly actions: number | undefined;
  /** Agreements of a round of `print`. */
  readonly batch: number;
  readonly stations: number;
  readonly minutes: number;
  readonly submissions: number;
  readonly rounds: number;
  readonly keep: string | undefined;
}

const say = (line: string) => console.error(line);

const benches: Readonly<Record<string, Bench>> = {
  desk: {
    usage: 'desk --cases 100000     registering one more case, against one durable commit of the same bytes',
    thresholds: deskThresholds,
    run: ({ size, rounds, keep }) => deskBench({ cases: size, rounds, count: 100, keep, say }),
  },
  crypto: {
    usage:
      'crypto --cases 100000   register, ledger page and search with the encrypted store, against an unencrypted one',
    thresholds: cryptoThresholds,
    run: ({ size, rounds }) => cryptoBench({ cases: size, rounds, count: 100, say }),
  },
  ledger: {
    usage: 'ledger --rows 100000    pages, sorts, filters and searches, against the same SQL and against LIKE',
    thresholds: ledgerThresholds,
    run: ({ size, rounds, keep }) => ledgerBench({ rows: size, rounds, count: 60, keep, say }),
  },
  print: {
    usage:
      'print --batch 20        agreements against a bare Typst compile and Chromium’s printer; a dossier of 60 pages',
    thresholds: printThresholds,
    run: ({ rounds, batch }) => printBench({ rounds, count: batch }),
  },
  sync: {
    usage: 'sync --actions 50000    a center to the city to a second center, against PouchDB and bare inserts',
    thresholds: syncThresholds,
    run: ({ actions = 50_000, rounds }) => syncBench({ actions, rounds, say }),
  },
  intake: {
    usage:
      'intake --submissions 23613    a year of residents’ submissions, with look-ups, on one server and one PostgreSQL',
    thresholds: intakeThresholds,
    run: ({ submissions }) => intakeBench({ cases: submissions, say }),
  },
  fleet: {
    usage: 'fleet --stations 3461 --minutes 2    a day of a city’s stations on one server and one PostgreSQL',
    thresholds: fleetThresholds,
    run: ({ actions = 100_000, stations, minutes }) =>
      fleetBench({ stations, minutes, actions, rounds: 12, drivers: 1, say }),
  },
};

const usage = [
  'npm run bench -- NAME [--rounds 5] [--store FOLDER]',
  ...Object.values(benches).map((bench) => `  ${bench.usage}`),
  '--store keeps the store there, and takes it up again the next time instead of making it anew.',
].join('\n');

function fail(message: string): never {
  console.error(`${message}\n\n${usage}`);
  process.exit(2);
}

function whole(text: string | undefined, fallback: number, least: number): number {
  const value = text === undefined ? fallback : Number(text);
  return Number.isSafeInteger(value) && value >= least ? value : fail(`not a number of ${least} or more: ${text}`);
}

function parse() {
  try {
    return parseArgs({
      args: process.argv.slice(2),
      allowPositionals: true,
      options: {
        actions: { type: 'string' },
        batch: { type: 'string' },
        cases: { type: 'string' },
        minutes: { type: 'string' },
        rows: { type: 'string' },
        rounds: { type: 'string' },
        stations: { type: 'string' },
        submissions: { type: 'string' },
        store: { type: 'string' },
      },
    });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

const { values, positionals } = parse();
const [name = ''] = positionals;
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (!bench || positionals.length > 1) fail(name === '' ? 'which bench?' : `there is no bench ${positionals.join(' ')}`);
const metrics = await bench.run({
  size: whole(values.cases ?? values.rows, 100_000, 1),
  actions: values.actions === undefined ? undefined : whole(values.actions, 1, 1_000),
  batch: whole(values.batch, 20, 1),
  stations: whole(values.stations, 3_461, 1),
  minutes: whole(values.minutes, 2, 1),
  submissions: whole(values.submissions, 23_613, 20),
  rounds: whole(values.rounds, 5, 5),
  keep: values.store,
});
const result = resultOf(name, metrics, bench.thresholds);
console.error(tableOf(result, bench.thresholds));
// Said at the very end and by name: the package that runs PostgreSQL ends a process that leaves by itself with 0.
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(result.ok ? 0 : 1));
