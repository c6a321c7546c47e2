import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../db/open.ts';
import { testKey } from '../../db/testing.ts';
import { verifyChain } from '../../domain/log/chain.ts';
import { sha256Suite } from '../../services/environment.ts';
import type { StoredAction } from '../../services/log/port.ts';

/** What becomes of a store when several processes reach for it, or one is killed. */

const child = join(import.meta.dirname, 'store-process.ts');
let folder: string;
let path: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-processes-'));
  path = join(folder, 'center.db');
});
afterEach(async () => {
  for (const running of children.splice(0)) {
    if (running.exitCode !== null || running.signalCode !== null) continue;
    running.kill('SIGKILL');
    await once(running, 'exit');
  }
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a job in a process of its own: `next` is its next line, `tryOpen` has it try to open the store. */
function run(job: 'open' | 'write', options: { uid?: number } = {}) {
  const started = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', child, job, path], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...options,
  });
  children.push(started);
  const lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value);
  const tryOpen = () => {
    started.stdin.write('\n');
    return next();
  };
  const kill = async () => {
    started.kill('SIGKILL');
    await once(started, 'exit');
  };
  return { next, tryOpen, kill };
}

const open = () => openStore({ path, key: testKey });

test('a second process is refused with a message while the first lives, and let in once that is gone', async () => {
  const first = await open();
  const other = run('open');
  expect(await other.tryOpen()).toContain('STORE_LOCKED 本中心的数据正由另一个');
  await first.close();
  expect(await other.tryOpen()).toBe('open');
  await expect(open()).rejects.toMatchObject({ name: 'StoreLocked', message: expect.stringContaining('另一个') });
  await other.kill();
  await (await open()).close();
});

test('kill -9 in the middle of writes loses nothing that was acknowledged (LOG-1)', async () => {
  for (let round = 0; round < 2; round += 1) {
    const writer = run('write');
    const acknowledged: string[] = [];
    while (acknowledged.length < 40) acknowledged.push(await writer.next());
    await writer.kill();
    const store = await open();
    const { links, head } = await store.read(async ({ log }) => {
      const found: StoredAction[] = [];
      for await (const link of log.all()) found.push(link);
      return { links: found, head: await log.head() };
    });
    const there = new Set(links.map(({ header }) => header.id));
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
    expect(verifyChain(links, head, sha256Suite)).toBeNull();
    expect(await store.write(({ numbers }) => numbers.next('case', 2026))).toBe(links.length + 1 + round);
    await store.close();
  }
});

test.skipIf(process.platform === 'win32')(
  'a folder that may not be written is a clear refusal, before and after there is a store',
  async () => {
    // Nothing is read-only to root: the child runs as nobody then.
    const other = run('open', process.getuid?.() === 0 ? { uid: 65_534 } : {});
    chmodSync(folder, 0o555);
    expect(await other.tryOpen()).toContain('READ_ONLY 数据文件夹不能写入');
    chmodSync(folder, 0o755);
    await (await open()).close();
    chmodSync(path, 0o444);
    chmodSync(`${path}.lock`, 0o444);
    chmodSync(folder, 0o555);
    expect(await other.tryOpen()).toContain('READ_ONLY 数据文件夹不能写入');
  },
);
