// The steps of "npm test", in order. One line each: add or remove a step here.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { projectRoot } from './node24.mjs';

const STEPS = [
  { title: 'Lint and format', run: ['biome', 'check', '--error-on-warnings', '.'] },
  { title: 'Types', run: ['tsc', '-p', 'tsconfig.json'] },
  { title: 'Unused code', run: ['knip'] },
  { title: 'Unit tests', run: ['vitest', 'run', '--project', 'unit'], counts: 'unit' },
  { title: 'Integration tests', run: ['vitest', 'run', '--project', 'integration'], counts: 'integration' },
  { title: 'Build', run: ['scripts/build.mjs'] },
  { title: 'Browser tests', run: ['vitest', 'run', '--project', 'browser'], counts: 'browser', again: true },
];

/** Passed and failed tests of a vitest JSON report; a file that could not even load counts as one failure. */
export function countTests(report) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles.length };
}

const reportOf = (name) => join(projectRoot, '.cache', 'test', `${name}.json`);

function runTool(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(projectRoot, 'scripts', 'run.mjs'), ...args], {
      cwd: projectRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const pass = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM'];
    for (const signal of signals) process.on(signal, pass);
    child.on('error', reject);
    child.on('exit', (code) => {
      for (const signal of signals) process.off(signal, pass);
      resolve(code ?? 1);
    });
  });
}

/** A change that breaks more files than this has broken them for good. */
const MOST_FILES_AGAIN = 4;

/**
 * Files to run once more, whole: a page that stood still or a browser that fell over, on a machine that is busy with
 * others, is no fault of what is tested, and a file's tests follow from one another. Empty where it would not help.
 */
export function filesAgain(report) {
  const failed = report.testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);
  return failed.length <= MOST_FILES_AGAIN ? failed : [];
}

/** Runs vitest once. Resolves to its exit code, and its report where it made one. */
async function runCounted(run, name) {
  const file = reportOf(name);
  rmSync(file, { force: true });
  const code = await runTool([...run, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  return { code, report: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null };
}

/** Runs one step. Resolves to its exit code and the tests it counted. */
async function runStep({ run, counts, again = false }) {
  if (!counts) return { code: await runTool(run), passed: 0, failed: 0 };
  const { code, report } = await runCounted(run, counts);
  if (!report) return { code: code || 1, passed: 0, failed: 1 };
  const first = { code, ...countTests(report) };
  const files = again && process.env.CI && code !== 0 ? filesAgain(report) : [];
  if (files.length === 0) return first;
  console.log(`\n== Once more, to be read as a fault to find and not as a pass: ${files.join(', ')} ==`);
  const second = await runCounted([...run, ...files], `${counts}-again`);
  if (!second.report || second.code !== 0) return first;
  return { code: 0, passed: first.passed + first.failed, failed: 0 };
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Runs every step and prints the summary, whose last line is read by machines. Resolves to the exit code. */
export async function runTests(steps = STEPS) {
  const started = Date.now();
  await ensureInstalled();
  mkdirSync(join(projectRoot, '.cache', 'test'), { recursive: true });
  let passed = 0;
  let failed = 0;
  let exitCode = 0;
  for (const [index, step] of steps.entries()) {
    const stepStarted = Date.now();
    console.log(`\n== ${index + 1}/${steps.length} ${step.title} ==`);
    const outcome = await runStep(step);
    passed += outcome.passed;
    failed += outcome.failed;
    console.log(`== ${step.title}: ${outcome.code === 0 ? 'ok' : 'FAILED'}, ${seconds(stepStarted)} ==`);
    if (outcome.code !== 0) {
      exitCode = outcome.code;
      if (outcome.failed === 0) failed += 1;
      break;
    }
  }
  console.log(`\n${exitCode === 0 ? 'Everything passed' : 'Stopped at the first failure'} after ${seconds(started)}.`);
  console.log(`${passed} passed, ${failed} failed`);
  return exitCode;
}
