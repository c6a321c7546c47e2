import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../browser/project.ts';
import { cryptoBench, cryptoThresholds } from './crypto.ts';
import { deskBench, deskThresholds } from './desk.ts';
import { fleetBench, fleetThresholds } from './fleet.ts';
import { intakeBench, intakeThresholds } from './intake.ts';
import { ledgerBench, ledgerThresholds } from './ledger.ts';
import { printBench, printThresholds } from './print.ts';
import { type Metrics, resultOf, type Threshold } from './report.ts';
import { median, p95 } from './statistics.ts';
import { syncBench, syncThresholds } from './sync.ts';

const silent = () => undefined;

/** Every metric is a positive number, and every threshold judges one of them; how large they are is no test's business. */
function expectShape(metrics: Metrics, thresholds: readonly Threshold[], names: readonly string[]): void {
  expect(Object.keys(metrics)).toEqual(expect.arrayContaining([...names]));
  for (const [name, value] of Object.entries(metrics)) {
    expect(Number.isFinite(value), name).toBe(true);
    expect(value, name).toBeGreaterThan(0);
  }
  for (const { metric } of thresholds) expect(names).toContain(metric);
}

test('the desk bench measures registering at the handler, over HTTP, and one commit of the same bytes', async () => {
  const metrics = await deskBench({ cases: 60, rounds: 5, count: 3, warmUp: 5, say: silent });
  const names = ['register_p95_ms', 'register_http_p95_ms', 'raw_commit_p95_ms', 'register_vs_raw'];
  expectShape(metrics, deskThresholds, names);
});

test('the crypto bench measures registering, pages and searches with the encrypted store and with an unencrypted one', async () => {
  const metrics = await cryptoBench({ cases: 60, rounds: 5, count: 3, warmUp: 3, say: silent });
  const names = ['register', 'page', 'search'].flatMap((name) => [`${name}_encrypted_ms`, `${name}_plain_ms`]);
  expectShape(metrics, cryptoThresholds, [...names, ...cryptoThresholds.map(({ metric }) => metric)]);
});

test('the ledger bench measures pages, sorts, filters and searches against their raw sides', async () => {
  const metrics = await ledgerBench({ rows: 500, rounds: 5, count: 4, say: silent });
  expectShape(metrics, ledgerThresholds, [
    ...['page', 'sort', 'filter'].flatMap((name) => [`${name}_p95_ms`, `${name}_vs_raw`]),
    'search2_p95_ms',
    'search2_vs_like',
  ]);
});

test('the print bench measures an agreement against a bare compile and Chromium, and a bound dossier', async () => {
  const metrics = await printBench({ rounds: 1, count: 2 });
  expectShape(metrics, printThresholds, ['agreement_ms', 'vs_raw_typst', 'vs_chromium', 'dossier_ms']);
}, 60_000);

test('the sync bench carries actions to the city and on, and finds at both what a rebuild makes', async () => {
  const metrics = await syncBench({ actions: 300, rounds: 2, say: silent });
  expect(metrics.actions).toBe(300);
  const sides = ['push_per_s', 'pull_apply_per_s', 'pouchdb_push_per_s', 'pouchdb_pull_per_s', 'raw_pg_per_s'];
  const ratios = syncThresholds.map(({ metric }) => metric);
  expectShape(metrics, syncThresholds, [...sides, 'raw_sqlite_per_s', ...ratios, 'wire_bytes_per_action']);
}, 120_000);

test('the fleet bench works a day of stations, and finds every acknowledged action at the city once and folded', async () => {
  const { lost, failed_rounds, ...metrics } = await fleetBench({
    ...{ stations: 20, minutes: 0.03, actions: 300, rounds: 12, drivers: 1, say: silent },
  });
  expect({ lost, failed_rounds }).toEqual({ lost: 0, failed_rounds: 0 });
  expect(metrics).toMatchObject({ actions: 300, folded: 300 });
  // A push or a pull or both in each round; the city was heard, and the session opened, in the round before the day.
  expect(metrics.requests).toBeGreaterThanOrEqual(20 * 12);
  expect(metrics.requests).toBeLessThan(20 * 12 * 2);
  expectShape(metrics, [], ['requests', 'p50_ms', 'p99_ms', 'rss_mb', 'city_cpu_ms', 'postgres_cpu_ms']);
  expect(fleetThresholds.map(({ metric }) => metric)).toEqual(['p99_ms', 'lost']);
}, 120_000);

test('the intake bench submits by the public pages, looks up between, and finds every case that was receipted', async () => {
  const { missing, refused, ...metrics } = await intakeBench({ cases: 40, directory: {}, say: silent });
  expect({ missing, refused }).toEqual({ missing: 0, refused: 0 });
  const { directory_entries: none, ...measured } = metrics;
  expect(none).toBe(0);
  expectShape(measured, [], ['submissions_per_s', 'lookups_per_s', 'p99_ms', 'growth', 'rss_mb']);
  expect(intakeThresholds.map(({ metric }) => metric)).toEqual(['p99_ms', 'growth', 'missing', 'refused']);
}, 120_000);

test('a missed or missing threshold makes a bench fail', () => {
  const limit = [{ metric: 'a', atMost: 2 }] as const;
  expect(resultOf('x', { a: 2 }, limit)).toEqual({ bench: 'x', ok: true, metrics: { a: 2 } });
  expect(resultOf('x', { a: 2.1 }, limit).ok).toBe(false);
  expect(resultOf('x', { b: 1 }, limit).ok).toBe(false);
  expect(resultOf('x', { a: Number.NaN }, limit).ok).toBe(false);
});

test('p95 and median are those of the sorted values', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(p95(hundred)).toBe(95);
  expect(median(hundred)).toBe(50.5);
  expect(median([3, 1, 2])).toBe(2);
});

test.each([
  ['tests/bench/run.ts', ['nope'], 'there is no bench nope'],
  ['tests/bench/run.ts', ['desk', '--rounds', '2'], 'not a number of 5 or more'],
  ['tests/faults/run.ts', ['nope'], 'There is no fault test nope.'],
])('%s %j says what there is, and exits with 2', (program, args, words) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(projectRoot, program), ...args], {
    encoding: 'utf8',
  });
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(words);
});
