import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../browser/project.ts';

let folder: string;
let child: ChildProcess | null = null;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-start-'));
});
afterAll(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** "npm start" on the folder; what it says, and how it ended. */
function start() {
  const started = spawn(process.execPath, ['scripts/start.mjs', '--no-open', '--data', folder, '--port', '0'], {
    cwd: projectRoot,
  });
  child = started;
  let said = '';
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk: Buffer) => (said += String(chunk)));
  const ended = new Promise<number | null>((resolve) => started.on('close', resolve));
  return { said: () => said, stop: () => started.kill('SIGTERM'), ended };
}

const cityIn = (said: string) => /runs beside it: (\S+)/.exec(said)?.[1];
const stationFile = () => join(folder, 'station.json');

test('npm start runs a city beside the sample center, which enrols and syncs with it, and goes on after a restart', async () => {
  const first = start();
  await expect.poll(first.said, { timeout: 60_000 }).toContain('is ready');
  await expect.poll(() => cityIn(first.said()), { timeout: 60_000 }).toBeDefined();
  await expect.poll(() => existsSync(stationFile()), { timeout: 60_000 }).toBe(true);
  const pushed = async (said: string) => {
    const metrics = await (await fetch(`${cityIn(said)}/metrics`)).text();
    return Number(/pushed_actions_total\{feed="410105",verdict="accepted"\} (\d+)/.exec(metrics)?.[1] ?? 0);
  };
  // All that the sample has, from its first setting to its last agreement.
  await expect.poll(() => pushed(first.said()), { timeout: 60_000 }).toBeGreaterThan(300);
  first.stop();
  expect(await first.ended).toBe(0);
  await expect(fetch(`${cityIn(first.said())}/health`)).rejects.toThrow();

  const { stationId } = JSON.parse(readFileSync(stationFile(), 'utf8')) as { stationId: string };
  const second = start();
  await expect.poll(() => cityIn(second.said()), { timeout: 60_000 }).toBeDefined();
  const silent = async () => (await fetch(`${cityIn(second.said())}/metrics`)).text();
  await expect.poll(silent, { timeout: 60_000 }).toContain(`station="${stationId}"} 0`);
  second.stop();
  expect(await second.ended).toBe(0);
}, 300_000);
