import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../city/db/database.ts';
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
  const program = join(projectRoot, 'city', 'main.ts');
  // Secrets are written where the program was started.
  const options = { cwd: folder, env };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], options);
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
  first.catch(() => undefined); // a program that says nothing is nobody's who only waits for its end
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
  const notice = expect.stringContaining('没有 fsync');
  for (const path of ['health', 'ready']) {
    expect(await (await fetch(`${origin}/${path}`)).json()).toEqual({ ok: true, database: 'pglite', notice });
  }

  const second = await run('--data', folder, '--port', '0').ended;
  expect(second.code).toBe(1);
  expect(second.words).toMatch(/另一个市级服务进程/);

  server.child.kill('SIGTERM');
  const { code, words } = await server.ended;
  expect(code).toBe(0);
  expect(words).toContain('没有 fsync');

  // A restored city begins another life (SYNC-11), in a folder of its own.
  const database = await openDatabase({ folder });
  const dump = join(folder, 'city.tar.gz');
  await database.dump?.(dump);
  const [before] = await database.query<{ epoch: number }>('SELECT epoch FROM server');
  await database.close();
  const restored = await run('--data', join(folder, 'restored'), '--restore', dump).ended;
  expect(restored.code).toBe(0);
  const said = JSON.parse(restored.out) as { epoch: string };
  expect(said).toMatchObject({ type: 'restored', actions: 0 });
  expect(Number(said.epoch)).toBeGreaterThan(before?.epoch ?? Number.POSITIVE_INFINITY);
});

test('an operator registers a subscriber from the command line, and its secret is written but not printed', async () => {
  const args = ['--data', folder, '--webhook', 'platform=https://platform.example/events', '--district', '410105'];
  const { code, out, words } = await run(...args).ended;
  expect(code).toBe(0);
  const added = JSON.parse(out) as { secretFile: string };
  expect(added).toMatchObject({ type: 'webhook_added', name: 'platform', feeds: ['410105'] });
  const secret = readFileSync(added.secretFile, 'utf8').trim();
  expect(secret).toMatch(/^whsec_/);
  expect(statSync(added.secretFile).mode & 0o077).toBe(0);
  expect(words + out).not.toContain(secret.slice('whsec_'.length));
});

test('an operator has the history verified, and is told by words and by the exit code (LOG-12)', async () => {
  const { code, out, words } = await run('--data', join(folder, 'verified'), '--verify').ended;
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ type: 'verified', actions: 0, entries: 0, found: 0, feeds: [] });
  expect(words).toContain('历史完好');
});

test('an operator lists the stations, and is told of one that is not there (SYNC-14)', async () => {
  const data = join(folder, 'stations');
  const none = await run('--data', data, '--stations').ended;
  expect(none).toMatchObject({ code: 0, words: expect.stringContaining('还没有工作站接入') });
  const unknown = await run('--data', data, '--revoke', '410105=没有的站').ended;
  expect(unknown).toMatchObject({
    code: 1,
    words: expect.stringContaining('没有执行：410105 没有叫「没有的站」的工作站'),
  });
  const half = await run('--data', data, '--revoke', '410105').ended;
  expect(half).toMatchObject({ code: 1, words: expect.stringContaining('--revoke 要写成') });
});

test('a malformed option is refused in words, and nothing is started', async () => {
  const { code, words } = await run('--data', folder, '--code', '金水区').ended;
  expect(code).toBe(1);
  expect(words).toContain('市级服务没有启动');
});

test('an operator asks what centers left to the city, and an answer to nothing is refused in words', async () => {
  const none = await run('--data', folder, '--handed-over').ended;
  expect(none).toMatchObject({ code: 0, words: expect.stringContaining('没有等着市里定的') });
  const answer = await run('--data', folder, '--approve', '01934d2e-7c1b-7a50-9d7e-3f7f1c2b8a10').ended;
  expect(answer).toMatchObject({ code: 1, words: expect.stringMatching(/没有执行：没有等着市里定的 01934d2e/) });
});

test('a hand-over is declined with words only', async () => {
  const { code, words } = await run('--decline', '01934d2e-7c1b-7a50-9d7e-3f7f1c2b8a10').ended;
  expect(code).toBe(1);
  expect(words).toContain('请用 --words 写明理由');
});

test('a system of the city is registered by a command, which tells its key once; it is listed without, and revoked', async () => {
  const linesOf = ({ out }: Ended) =>
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const data = ['--data', join(folder, 'clients')];
  const added = await run(...data, '--client', 'zhenghaoban=郑好办', '--scopes', 'submit,progress').ended;
  expect(added.code).toBe(0);
  const [told] = linesOf(added);
  expect(told).toMatchObject({ type: 'client_added', name: 'zhenghaoban', scopes: ['submit', 'progress'] });
  expect(String(told?.secret).length).toBeGreaterThan(40);
  expect(added.words).toContain('只显示这一次');
  const half = await run(...data, '--client', 'zhenghaoban=郑好办').ended;
  expect([half.code, half.words]).toEqual([1, expect.stringContaining('--scopes')]);
  const wrong = await run(...data, '--client', 'zhenghaoban=郑好办', '--scopes', 'all').ended;
  expect([wrong.code, wrong.words]).toEqual([1, expect.stringContaining('phone:vouched')]);
  expect((await run(...data, '--revoke-client', 'zhenghaoban').ended).words).toContain('马上生效');
  const listed = await run(...data, '--clients').ended;
  expect(linesOf(listed)).toMatchObject([{ type: 'client', name: 'zhenghaoban', revokedAt: expect.any(Number) }]);
  expect(listed.out).not.toContain(String(told?.secret).slice(-20));
}, 120_000);
