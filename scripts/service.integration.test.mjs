import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectRoot } from './node24.mjs';
import { exitComplaint, parseAnnouncement, readyLine } from './service.mjs';

const READY = JSON.stringify({
  type: 'ready',
  origin: 'http://127.0.0.1:5180',
  openUrl: 'http://127.0.0.1:5180/#token=abc',
  sampleSignIn: { account: 'dengji', password: 'once-only' },
});

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'service-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a script as the service, in a process of its own that does nothing but runService. */
function launch(script) {
  writeFileSync(join(folder, 'service.mjs'), script);
  const module = pathToFileURL(join(projectRoot, 'scripts', 'service.mjs')).href;
  writeFileSync(
    join(folder, 'launcher.mjs'),
    `import { runService } from ${JSON.stringify(module)};
     const { code } = await runService(process.execPath, [${JSON.stringify(join(folder, 'service.mjs'))}], {});
     process.exitCode = code;`,
  );
  const child = spawn(process.execPath, [join(folder, 'launcher.mjs')], { stdio: ['ignore', 'pipe', 'pipe'] });
  const seen = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) child[name].on('data', (chunk) => (seen[name] += chunk));
  const ended = once(child, 'close').then(([code]) => code);
  return { child, seen, ended };
}

const firstOutput = (child) => once(child.stdout, 'data');

test('the ready line names the address with its token and the sample sign-in, on one line', () => {
  const line = readyLine(parseAnnouncement(READY));
  expect(line).toContain('http://127.0.0.1:5180/#token=abc');
  expect(line).toContain('账号 dengji');
  expect(line).toContain('密码 once-only');
  expect(line).not.toContain('\n');
  expect(readyLine({ origin: 'http://127.0.0.1:5180', sampleSignIn: null })).not.toContain('账号');
});

test('other output of the service is not taken for an announcement', () => {
  for (const line of ['', 'hello', '{"level":30}', '{broken']) expect(parseAnnouncement(line)).toBeUndefined();
});

test('standard output carries the ready line alone, everything else goes to standard error', async () => {
  const { seen, ended } = launch(`console.log('noise'); console.log(${JSON.stringify(READY)});`);
  expect(await ended).toBe(0);
  expect(seen.stdout.trim().split('\n')).toHaveLength(1);
  expect(seen.stderr).toContain('noise');
});

test('a refused start tells its message and ends with an exit code', async () => {
  const failed = JSON.stringify({ type: 'failed', code: 'STORE_IN_USE', message: '数据目录正被另一个进程使用。' });
  const { seen, ended } = launch(`console.log(${JSON.stringify(failed)}); process.exitCode = 3;`);
  expect(await ended).toBe(3);
  expect(seen.stderr).toContain('数据目录正被另一个进程使用。 (STORE_IN_USE)');
  expect(seen.stdout).toBe('');
});

test('a crash of the service is a message and its exit code', async () => {
  const { seen, ended } = launch(`console.log(${JSON.stringify(READY)}); setTimeout(() => process.exit(7), 50);`);
  expect(await ended).toBe(7);
  expect(seen.stderr).toContain('服务意外退出（7）');
  expect(exitComplaint(null, 'SIGSEGV', undefined)).toContain('SIGSEGV');
});

test.skipIf(process.platform === 'win32')('Ctrl+C lets the service end its work and counts as a good end', async () => {
  const { child, seen, ended } = launch(
    `process.on('SIGTERM', () => setTimeout(() => { console.log('store closed'); process.exit(0); }, 100));
     console.log(${JSON.stringify(READY)}); setInterval(() => {}, 1000);`,
  );
  await firstOutput(child);
  child.kill('SIGINT');
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(seen.stderr).toContain('store closed');
});

test.skipIf(process.platform === 'win32')(
  'the service learns of our sudden death by the end of its input',
  async () => {
    const marker = join(folder, 'stopped');
    const { child } = launch(
      `import { writeFileSync } from 'node:fs';
     process.stdin.on('end', () => { writeFileSync(${JSON.stringify(marker)}, ''); process.exit(0); }).resume();
     console.log(${JSON.stringify(READY)});`,
    );
    await firstOutput(child);
    child.kill('SIGKILL');
    await expect.poll(() => existsSync(marker), { timeout: 5000 }).toBe(true);
  },
);
