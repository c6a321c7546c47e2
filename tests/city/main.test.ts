import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../browser/project.ts';

let folder: string;
const running = new Set<ChildProcess>();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-city-'));
});
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly words: string;
}

/** Starts the program; `first` is its first line, `ended` what it said in all. */
function run(...args: readonly string[]) {
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'city/main.ts', ...args], {
    cwd: projectRoot,
    env,
  });
  running.add(child);
  let [out, words] = ['', ''];
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => {
      running.delete(child);
      resolve({ code, out, words });
    });
  });
  const first = new Promise<Record<string, unknown>>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const end = out.indexOf('\n');
      if (end >= 0) resolve(JSON.parse(out.slice(0, end)) as Record<string, unknown>);
    });
    void ended.then(({ words: said }) => reject(new Error(said)));
  });
  child.stderr.on('data', (chunk: Buffer) => {
    words += chunk.toString();
  });
  return { child, first, ended };
}

test('the server starts without configuration, says what its database is worth, and is alone on it', async () => {
  const made = await run('--data', folder, '--code', '410105=金水区综治中心').ended;
  expect(made.code).toBe(0);
  expect(JSON.parse(made.out)).toMatchObject({
    type: 'code',
    name: '金水区综治中心',
    code: expect.stringMatching(/^410105-\w+/),
  });
  expect(made.words).toContain('只能用一次');

  const server = run('--data', folder, '--port', '0');
  const { origin } = (await server.first) as { origin: string };
  expect(await (await fetch(`${origin}/ready`)).json()).toMatchObject({ ok: true, database: 'pglite' });

  const second = await run('--data', folder, '--port', '0').ended;
  expect(second.code).toBe(1);
  expect(second.words).toMatch(/另一个市级服务进程/);

  server.child.kill('SIGTERM');
  const { code, words } = await server.ended;
  expect(code).toBe(0);
  expect(words).toContain('没有 fsync');
});

test('a malformed option is refused in words, and nothing is started', async () => {
  const { code, words } = await run('--data', folder, '--code', '金水区').ended;
  expect(code).toBe(1);
  expect(words).toContain('市级服务没有启动');
});
